@testable import Site

/// The links, assets and anchors of a page, read off its text without a browser.
struct PageLinks {
  private(set) var targets: [String] = []
  private(set) var ids: [String] = []

  init(_ html: String) {
    // Attributes are written by our own templates and renderer, which quote all values with `"`.
    for tag in html.split(separator: "<").dropFirst() {
      let tag = tag.prefix { $0 != ">" }
      for (name, value) in Self.attributes(tag) {
        switch name {
        case "href", "src", "action": targets.append(value)
        case "data-search": targets.append(value)
        case "id": ids.append(value)
        default: break
        }
      }
    }
  }

  /// The tags of a page in order, each with the names of its attributes.
  static func structure(of html: String) -> [String] {
    html.split(separator: "<").dropFirst().map { tag in
      let parts = tag.prefix { $0 != ">" }.split(separator: "\"", omittingEmptySubsequences: false)
      // Every second part is a value.
      return parts.indices.filter { $0.isMultiple(of: 2) }.map { String(parts[$0].filter { $0 != "=" }) }
        .joined()
    }
  }

  private static func attributes(_ tag: Substring) -> [(Substring, String)] {
    let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    return stride(from: 0, to: max(0, parts.count - 1), by: 2).compactMap { index in
      let name = parts[index].split { $0 == " " || $0 == "\n" }.last ?? ""
      guard name.hasSuffix("=") else { return nil }
      return (name.dropLast(), decoded(parts[index + 1]))
    }
  }

  private static func decoded(_ value: Substring) -> String {
    var text = String(value)
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    return text
  }
}

/// What a page's links lead to, checked against the files of a site.
enum LinkCheck {
  /// Sentences about links that lead nowhere, and ids that stand twice.
  static func faults(in site: MemorySite) -> [String] {
    var faults: [String] = []
    let pages = site.pages.map { ($0, PageLinks(String(decoding: site.files[$0] ?? [], as: UTF8.self))) }
    let ids = Dictionary(uniqueKeysWithValues: pages.map { ($0.0, Set($0.1.ids)) })
    for (path, links) in pages {
      if Set(links.ids).count != links.ids.count { faults.append("\(path): an id stands twice") }
      for target in links.targets {
        if let fault = fault(target, on: path, site, ids) { faults.append("\(path): ‘\(target)’ \(fault)") }
      }
    }
    return faults
  }

  private static func fault(
    _ target: String, on path: String, _ site: MemorySite, _ ids: [String: Set<String>]
  ) -> String? {
    if target.contains(":") {
      return target.hasPrefix("https://") || target.hasPrefix("mailto:") ? nil : "is foreign"
    }
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let file = resolve(String(parts[0].prefix { $0 != "?" }), from: path) else {
      return "leaves the site"
    }
    guard site.files[file] != nil else { return "leads nowhere" }
    guard parts.count > 1, file.hasSuffix(".html") else { return nil }
    return ids[file]?.contains(URLText.decoded(path: String(parts[1])) ?? "") == true
      ? nil : "has no such anchor"
  }

  private static func resolve(_ target: String, from path: String) -> String? {
    if target.isEmpty { return path }
    guard let target = URLText.decoded(path: target) else { return nil }
    if target.hasPrefix("/") { return served(target) }
    var parts = path.split(separator: "/").dropLast().map(String.init)
    for part in target.split(separator: "/", omittingEmptySubsequences: false) {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else if part != "." {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// The page for addresses without one names files from the root of the server.
  private static func served(_ target: String) -> String {
    let path = target.dropFirst()
    return path.hasPrefix("sub/") ? String(path.dropFirst(4)) : String(path)
  }
}
