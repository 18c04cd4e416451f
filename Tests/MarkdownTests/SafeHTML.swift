/// What a page may hold at most, stated anew so that the renderer does not judge itself.
struct SafeHTML {
  private static let elements: Set<String> = [
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub",
    "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
  ]

  private static let attributes: [String: Set<String>] = [
    "*": ["id", "class", "dir", "lang", "title"],
    "a": ["href", "rel", "aria-label"],
    "img": ["src", "alt", "width", "height", "loading", "referrerpolicy"],
    "input": ["type", "disabled", "checked", "aria-label"],
    "div": ["role", "tabindex", "aria-label"],
    "pre": ["tabindex"],
    "ol": ["start", "type", "reversed"],
    "li": ["value"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
    "details": ["open"],
  ]

  private static let exactClasses: Set<String> = [
    "table-scroll", "heading-anchor", "external-image", "task-list-item",
  ]

  /// What is wrong with the HTML as a browser reads it; empty if it is safe.
  static func faults(of html: [UInt8]) -> [String] {
    var faults = markupFaults(of: html)
    var ids: Set<String> = []
    for node in TestNode.parse(html).flatMap(\.all) {
      switch node {
      case .text: break
      case .other(let kind): faults.append("a \(kind)")
      case .element(let name, let values, _):
        if !elements.contains(name) { faults.append("<\(name)>") }
        for (key, value) in values { faults += fault(of: key, value, on: name).map { [$0] } ?? [] }
        if let id = values["id"], !ids.insert(id).inserted { faults.append("id \(id) twice") }
        if name == "img", values["alt"] == nil { faults.append("<img> without alt") }
        if name == "input", values["type"] != "checkbox" || values["disabled"] == nil {
          faults.append("<input> that is no dead box")
        }
      }
    }
    return faults
  }

  private static func fault(of key: String, _ value: String, on element: String) -> String? {
    let isKnown = attributes["*"]?.contains(key) == true || attributes[element]?.contains(key) == true
    if !isKnown { return "\(key) on <\(element)>" }
    let isRight =
      switch key {
      case "href": isSafe(address: value, isImage: false)
      case "src": isSafe(address: value, isImage: true)
      case "id": value.utf8.starts(with: "readme-".utf8) && !value.utf8.contains { $0 <= 0x20 }
      case "class": value.split(separator: " ").allSatisfy { isKnownClass(String($0)) }
      case "role": value == "group"
      case "tabindex": value == "0"
      case "rel": value == "nofollow noopener ugc"
      case "type": element == "input" || ["1", "a", "A", "i", "I"].contains(value)
      case "width", "height", "colspan", "rowspan", "start", "value": Int(value) != nil
      default: true
      }
    return isRight ? nil : "\(key)=\"\(value)\" on <\(element)>"
  }

  private static func isKnownClass(_ name: String) -> Bool {
    let prefixes = ["align-", "valign-", "width-", "language-", "hl-"]
    return exactClasses.contains(name) || prefixes.contains { name.hasPrefix($0) }
  }

  /// As the URL standard reads an address: blanks around it and line breaks inside do not count.
  private static func isSafe(address: String, isImage: Bool) -> Bool {
    let scalars = address.unicodeScalars.filter { !["\t", "\n", "\r"].contains($0) }
    let trimmed = String(String.UnicodeScalarView(scalars.drop { $0.value <= 0x20 })).lowercased()
    let scheme = trimmed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    if trimmed.dropFirst(scheme.count).first == ":", let first = scheme.first, first.isLetter {
      return !isImage && ["https", "http", "mailto"].contains(scheme)
    }
    let isForeign = trimmed.count > 1 && trimmed.prefix(2).allSatisfy { $0 == "/" || $0 == "\\" }
    return !(isImage && isForeign)
  }

  /// Looks at the bytes as they are written: UTF-8, no control characters, tags closed in order.
  ///
  /// A browser would repair what is not so, and its repair is never to be asked for.
  private static func markupFaults(of html: [UInt8]) -> [String] {
    guard String(validating: html, as: UTF8.self) != nil else { return ["not UTF-8"] }
    var faults: [String] = []
    if html.contains(where: { $0 < 0x20 && $0 != 9 && $0 != 10 || $0 == 0x7F }) { faults.append("controls") }
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else { return faults + ["open tag"] }
      let tag = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      let name = String(tag.prefix { $0 != " " })
      if tag.hasPrefix("/") {
        if open.popLast() != String(tag.dropFirst()) { return faults + ["</\(tag)> out of order"] }
      } else if !["br", "hr", "img", "input", "wbr"].contains(name) {
        open.append(name)
      }
    }
    return open.isEmpty ? faults : faults + ["open at the end: \(open)"]
  }
}

/// Where two pages part, and what each goes on with.
func difference(_ one: [UInt8], _ other: [UInt8]) -> String? {
  if one == other { return nil }
  let place = zip(one, other).prefix { $0 == $1 }.count
  let parts = [one, other].map { String(decoding: $0[max(place - 40, 0)...].prefix(120), as: UTF8.self) }
  return "at \(place): \(parts[0]) instead of \(parts[1])"
}
