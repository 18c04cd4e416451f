/// HTML in a form in which what the specifications call the same is the same text.
///
/// Taken away, because the renderer adds it and the specifications do not speak of it: headings'
/// ids, `rel`, `loading`, `tabindex`, `aria-label`, `disabled`, a table's scroll box, the spans of
/// highlighted code, the class of a task. Written alike: `align="x"` and `class="align-x"`. White
/// space counts inside `<pre>` only; elsewhere a run is one blank, and none at a block's edges.
/// Headings without content and comments, which the renderer leaves out, are taken away too.
struct NormalHTML {
  private static let blocks: Set<String> = [
    "blockquote", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p",
    "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
  ]
  private static let ignored: Set<String> = [
    "rel", "loading", "tabindex", "aria-label", "disabled", "referrerpolicy",
  ]

  let text: String

  init(_ html: [UInt8]) {
    var writer = Writer()
    writer.write(TestNode.parse(html))
    text = writer.text.trimmed
  }

  init(_ html: String) { self.init(Array(html.utf8)) }

  private struct Writer {
    var text = ""
    var preDepth = 0

    mutating func write(_ nodes: [TestNode]) { for node in nodes { write(node) } }

    mutating func write(_ node: TestNode) {
      switch node {
      case .text(let words): write(words: words)
      case .other: break
      case .element(let name, let attributes, let children):
        let classes = attributes["class"] ?? ""
        if name == "div", classes == "table-scroll" { return write(children) }
        if name == "span", classes.hasPrefix("hl-") { return write(children) }
        if name.count == 2, name.hasPrefix("h"), name != "hr", node.isEmpty { return }
        write(name, attributes, children)
      }
    }

    private mutating func write(_ name: String, _ attributes: [String: String], _ children: [TestNode]) {
      let isBlock = blocks.contains(name)
      if isBlock { text = preDepth > 0 ? text : text.trimmedAtEnd }
      text += "<\(name)"
      for (key, value) in normal(attributes, of: name).sorted(by: { $0.key < $1.key }) {
        text += " \(key)=\"\(value)\""
      }
      text += ">"
      if isBlock { text += "¶" }
      if name == "pre" { preDepth += 1 }
      write(children)
      if name == "pre" { preDepth -= 1 }
      if isBlock, preDepth == 0, name != "pre" { text = text.trimmedAtEnd }
      text += "</\(name)>"
      if isBlock { text += "¶" }
    }

    private mutating func write(words: String) {
      if preDepth > 0 {
        text += words
        return
      }
      for character in words {
        if !" \t\n\r\u{C}".contains(character) {
          text.append(character)
        } else if text.last != " ", text.last != "¶", !text.isEmpty {
          text.append(" ")
        }
      }
    }

    private func normal(_ attributes: [String: String], of name: String) -> [String: String] {
      var kept = attributes.filter { !ignored.contains($0.key) }
      if name.count == 2, name.hasPrefix("h") { kept["id"] = nil }
      if let kind = kept["class"], kind.hasPrefix("align-") {
        kept["class"] = nil
        kept["align"] = String(kind.dropFirst("align-".count))
      }
      if kept["class"] == "task-list-item" { kept["class"] = nil }
      return kept
    }
  }
}

extension TestNode {
  fileprivate var isEmpty: Bool {
    all.dropFirst().allSatisfy { if case .text(let text) = $0 { text.trimmed.isEmpty } else { false } }
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while let last = text.last, " \t\n".contains(last) { text.removeLast() }
    return String(text)
  }

  fileprivate var trimmed: String {
    String(trimmedAtEnd.drop { " \t\n".contains($0) })
  }
}
