import Catalog
import Markdown
import Templates

extension Site {
  /// Writes the rules: a list, and a page for each.
  mutating func writeRules<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    guard standing == nil else { return keep(page: "rules") }
    guard !material.rules.isEmpty else { return }
    for rule in material.rules { try write(rule, to: &sink) }
    let path = "rules/" + SitePaths.page
    try write(.rules, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("rule.list"), about: site.language("rule.about"), path: path)
      page.setList("rules", site.material.rules) { row, rule in
        row["id"] = .text(rule.id)
        row["severity"] = .text(rule.severity)
        row["weight"] = .text(site.language("weight.\(rule.severity)"))
        row["title"] = .text(rule.title)
        row["href"] = .text("rules/\(rule.id)/\(site.options.folderPage)")
      }
    }
  }

  private mutating func write<Sink: PageSink & ~Copyable>(
    _ rule: SiteRule, to sink: inout Sink
  ) throws(Sink.Failure) {
    let path = "rules/\(rule.id)/" + SitePaths.page
    var options = MarkdownOptions()
    options.idPrefix = "rule-"
    options.links = LinkPolicy { _ in nil }
    let body = MarkdownRenderer(options).render(Self.withoutTitle(Array(rule.markdown.utf8)))
    try write(.rule, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: "\(rule.id) · \(site.language("rule.list"))", about: "\(rule.title).", path: path)
      page.setObject("rule") { data in
        data["id"] = .text(rule.id)
        data["severity"] = .text(rule.severity)
        data["weight"] = .text(site.language("weight.\(rule.severity)"))
        data["title"] = .text(rule.title)
        data["html"] = .html(body.html)
      }
    }
  }

  /// A text without the heading that it begins with, since pages have one of their own.
  static func withoutTitle(_ markdown: [UInt8]) -> [UInt8] {
    guard markdown.starts(with: "# ".utf8) else { return markdown }
    return Array(markdown.drop { $0 != UInt8(ascii: "\n") })
  }

  /// Writes the documentation: its contents, and its pages.
  mutating func writeDocuments<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    guard standing == nil else { return keep(page: "docs") }
    guard !material.documents.isEmpty else { return }
    let shelf = Shelf(material.documents, hasRules: !material.rules.isEmpty, folderPage: options.folderPage)
    for document in shelf.documents {
      let path = "docs/\(document.path)/" + SitePaths.page
      try write(.doc, at: path, to: &sink) { page, site in
        site.fillHead(
          &page, title: "\(document.title) · \(site.language("docs.title"))",
          about: document.about ?? document.title,
          path: path)
        shelf.fillParts(&page, current: document.path)
        page.setObject("doc") { shelf.fill(&$0, document) }
      }
    }
    let path = "docs/" + SitePaths.page
    try write(.docs, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("docs.title"), about: site.language("docs.about"),
        path: path)
      shelf.fillParts(&page, current: nil)
    }
  }
}

/// The documentation, rendered.
private struct Shelf {
  struct Document {
    let part: String
    let path: String
    let title: String
    let about: String?
    let page: RenderedMarkdown
  }

  let documents: [Document]
  private let folderPage: String

  init(_ documents: [SiteDocument], hasRules: Bool, folderPage: String) {
    let paths = Set(documents.map(\.path))
    self.folderPage = folderPage
    self.documents = documents.map { document in
      var options = MarkdownOptions()
      options.idPrefix = "doc-"
      options.limits.html = 8 << 20
      options.links = LinkPolicy { link in
        Self.address(
          of: link.destination, from: document.path, among: paths, hasRules: hasRules, folderPage: folderPage)
      }
      let whole = MarkdownRenderer(options).render(document.markdown)
      return Document(
        part: document.part, path: document.path, title: whole.title ?? document.path,
        about: whole.firstParagraph,
        page: MarkdownRenderer(options).render(Site.withoutTitle(document.markdown)))
    }
  }

  func fillParts(_ page: inout TemplateData, current: String?) {
    var parts: [(title: String, documents: [Document])] = []
    for document in documents {
      if parts.last?.title != document.part { parts.append((document.part, [])) }
      parts[parts.count - 1].documents.append(document)
    }
    page.setList("parts", parts) { row, part in
      row["title"] = .text(part.title)
      row.setList("documents", part.documents) { row, document in
        row["title"] = .text(document.title)
        row["href"] = .text("docs/\(document.path)/\(folderPage)")
        row["about"] = .text(document.about ?? "")
        row["current"] = .flag(document.path == current)
      }
    }
  }

  func fill(_ data: inout TemplateData, _ document: Document) {
    data["title"] = .text(document.title)
    data["html"] = .html(document.page.html)
    let headings = document.page.headings.filter { (2...3).contains($0.level) && !$0.text.isEmpty }.prefix(
      100)
    data["hasContents"] = .flag(headings.count > 2)
    data.setList("contents", headings) { row, heading in
      row["id"] = .text(heading.id)
      row["text"] = .text(heading.text)
      row["level"] = .number(heading.level)
    }
  }

  /// Where a link of a document leads on the site; nothing where it has no such page.
  private static func address(
    of destination: String, from path: String, among paths: Set<String>, hasRules: Bool, folderPage: String
  ) -> String? {
    let written = destination.prefix { $0 != "#" && $0 != "?" }
    guard written.hasSuffix(".md"), !written.hasPrefix("/") else { return nil }
    var parts = path.split(separator: "/").dropLast().map(String.init)
    for part in written.dropLast(3).split(separator: "/") {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else if part != "." {
        parts.append(String(part))
      }
    }
    let target = parts.joined(separator: "/")
    let up = String(repeating: "../", count: path.split(separator: "/").count)
    if target == "rule-reference", hasRules { return "\(up)../rules/\(folderPage)" }
    guard paths.contains(target) else { return nil }
    let fragment =
      destination.split(separator: "#", maxSplits: 1).dropFirst().first.map { "#doc-\($0)" } ?? ""
    return "\(up)\(target)/\(folderPage)\(fragment)"
  }
}
