/// Follows what the pages of a site refer to, without a browser.
struct Crawler {
  /// A reference from a page to something that should be there.
  struct Reference: Hashable {
    let page: String
    let target: String
  }

  let files: Set<String>

  /// The references of a page that lead nowhere: a file that is not there, or an id that its page lacks.
  func broken(in page: String, _ html: String, ids: (String) -> Set<String>) -> [Reference] {
    Self.references(in: html).compactMap { reference in
      isFound(reference, from: page, ids: ids) ? nil : Reference(page: page, target: reference)
    }
  }

  private func isFound(_ reference: String, from page: String, ids: (String) -> Set<String>) -> Bool {
    if reference.contains("://") || reference.hasPrefix("mailto:") || reference.hasPrefix("data:") {
      return true
    }
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
    guard let target = Self.resolve(String(path), from: page) else { return false }
    let file = target.isEmpty || target.hasSuffix("/") ? target + "index.html" : target
    guard files.contains(file) else { return false }
    return parts.count == 1 || parts[1].isEmpty || ids(file).contains(String(parts[1]).removingPercentEscapes)
  }

  /// The path below the site's root, or nothing where it leads out of the site.
  static func resolve(_ reference: String, from page: String) -> String? {
    if reference.isEmpty { return page }
    if reference.hasPrefix("/") { return nil }
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in reference.split(separator: "/", omittingEmptySubsequences: false) {
      switch part {
      case ".": continue
      case "..":
        if parts.isEmpty { return nil }
        parts.removeLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/").removingPercentEscapes
  }

  /// The values of `href`, `src` and `srcset` in start tags.
  static func references(in html: String) -> [String] {
    attributes(["href", "src", "srcset"], in: html)
  }

  static func ids(in html: String) -> Set<String> { Set(attributes(["id"], in: html)) }

  private static func attributes(_ names: [String], in html: String) -> [String] {
    var found: [String] = []
    let bytes = Array(html.utf8)
    for name in names {
      let marker = Array(" \(name)=\"".utf8)
      var index = 0
      while let start = bytes[index...].firstRange(of: marker) {
        let end = bytes[start.upperBound...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.endIndex
        let value = String(decoding: bytes[start.upperBound..<end], as: UTF8.self)
        found.append(
          value.replacing("&amp;", with: "&").replacing("&quot;", with: "\"").replacing("&#39;", with: "'"))
        index = end
      }
    }
    return found
  }
}

extension String {
  fileprivate var removingPercentEscapes: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
