/// A number of tokens, as readers of model cards know it.
struct TokenCount {
  let tokens: Int

  /// The short form as a text of its own.
  var short: Text {
    var text: [UInt8] = []
    append(to: &text)
    return text[...]
  }

  /// The short form: `32K` for 32768, `1M` for 1048576, `200K` for 200000, `512` for 512.
  func append(to text: inout [UInt8]) {
    guard tokens >= 1000 else { return text.append(decimal: max(0, tokens)) }
    let unit = tokens.isMultiple(of: 1024) ? 1024 : 1000
    let thousands = tokens / unit + (tokens % unit >= unit / 2 ? 1 : 0)
    if thousands < 1000 {
      text.append(decimal: thousands)
      text.append("K")
    } else {
      let isBinary = unit == 1024 && thousands.isMultiple(of: 1024)
      appendTenths(thousands * 10 / (isBinary ? 1024 : 1000), to: &text)
      text.append("M")
    }
  }

  private func appendTenths(_ tenths: Int, to text: inout [UInt8]) {
    text.append(decimal: tenths / 10)
    guard tenths % 10 > 0 else { return }
    text.append(".")
    text.append(decimal: tenths % 10)
  }
}
