/// Finds the words of a README that say what the model is.
enum ReadmeSummary {
  private static let limit = 300

  /// The first paragraph of prose, as plain text of whole sentences; `nil` where there is none.
  ///
  /// Headings, lists, tables, code, quotes, pictures and HTML are passed over.
  static func firstParagraph(of lines: ArraySlice<Substring>) -> String? {
    var paragraph: [Substring] = []
    var isInCode = false
    for line in lines.prefix(2000) {
      let line = line.trimmed
      if line.hasPrefix("```") || line.hasPrefix("~~~") { isInCode.toggle() }
      let isProse = !isInCode && isProse(line)
      if isProse { paragraph.append(line.prefix(2000)) }
      if !isProse || line.isEmpty, !paragraph.isEmpty {
        if let text = sentences(plain(paragraph.joined(separator: " "))) { return text }
        paragraph = []
      }
    }
    return sentences(plain(paragraph.joined(separator: " ")))
  }

  private static func isProse(_ line: Substring) -> Bool {
    guard let first = line.first else { return false }
    if "#<>|!~`=+".contains(first) || line.hasPrefix("---") || line.hasPrefix("[!") || line.hasPrefix("* ")
      || line.hasPrefix("- ")
    {
      return false
    }
    return !first.isNumber || !(line.drop { $0.isNumber }.hasPrefix(". "))
  }

  /// The text without Markdown's marks; a link leaves its words.
  static func plain(_ markdown: String) -> String {
    var result = ""
    var rest = markdown[...]
    while let character = rest.first {
      if character == "[" || rest.hasPrefix("!["), let link = Link(rest) {
        if character == "[" { result += plain(String(link.words)) }
        rest = link.rest
      } else if character == "<", let end = rest.prefix(400).firstIndex(of: ">") {
        rest = rest[rest.index(after: end)...]
      } else {
        if !"*`".contains(character) { result.append(character) }
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Whole sentences up to the limit; nothing for a few words that say nothing.
  private static func sentences(_ text: String) -> String? {
    let text = text.split(separator: " ").joined(separator: " ")
    guard text.count >= 30 else { return nil }
    if text.count <= limit { return text }
    let start = text.prefix(limit)
    let ends = start.indices.filter { index in
      let next = start.index(after: index)
      return ".!?".contains(start[index]) && next < start.endIndex && start[next] == " "
        || "。！？".contains(start[index])
    }
    if let end = ends.last { return String(start[...end]) }
    return start.lastIndex(of: " ").map { String(start[..<$0]) + "…" }
  }

  /// `[words](address)`, at the start of a text.
  private struct Link {
    let words: Substring
    let rest: Substring

    init?(_ text: Substring) {
      let start = text.drop { $0 == "!" }
      var depth = 0
      var close: Substring.Index?
      for index in start.prefix(600).indices {
        if start[index] == "[" { depth += 1 }
        if start[index] == "]" { depth -= 1 }
        if depth == 0 {
          close = index
          break
        }
      }
      guard let close, start[start.index(after: close)...].first == "(",
        let end = start[close...].prefix(2000).firstIndex(of: ")")
      else { return nil }
      words = start[start.index(after: start.startIndex)..<close]
      rest = start[start.index(after: end)...]
    }
  }
}
