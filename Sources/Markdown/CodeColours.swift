/// Colours code outside of a Markdown text, with the classes that code in a README gets.
public enum CodeColours {
  /// The code as HTML, with its tokens in spans; of an unknown language, the code escaped.
  ///
  /// - Parameter language: a name as it stands after the fence of a code block, such as `json`.
  public static func html(_ code: [UInt8], language: String) -> [UInt8] {
    var html = HTMLBuffer()
    html.reserve(code.count * 2)
    if let highlighter = CodeLanguage.highlighter(named: language) {
      highlighter.write(code.span, to: &html)
    } else {
      html.write(text: code.span)
    }
    return html.bytes
  }
}
