import Catalog

extension Site {
  /// How many addresses a sitemap may hold; beyond, it becomes an index of several.
  private static var mostInSitemap: Int { 50_000 }

  /// Writes `robots.txt` and the sitemap.
  ///
  /// Both need whole addresses. A site that does not know its own says `http://localhost/`: valid, and of no
  /// use to anybody, which is right for a site that is not served.
  mutating func writeSitemap<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    if let standing, standing.hasSamePast, standing.hasSameOrders {
      let parts = 1...index.listed.count / Self.mostInSitemap + 2
      return (["robots.txt", "sitemap.xml"] + parts.map { "sitemap-\($0).xml" }).forEach { keep($0) }
    }
    let base = options.baseURL ?? settings.baseURL ?? "http://localhost/"
    try sink.write(Array("User-agent: *\nAllow: /\n\nSitemap: \(base)sitemap.xml\n".utf8), to: "robots.txt")
    let pages = sitemapPages()
    guard pages.count > Self.mostInSitemap else {
      return try sink.write(Self.sitemap(pages[...], base), to: "sitemap.xml")
    }
    var list = XMLList(root: "sitemapindex")
    var rest = pages[...]
    for number in 1... where !rest.isEmpty {
      let path = "sitemap-\(number).xml"
      try sink.write(Self.sitemap(rest.prefix(Self.mostInSitemap), base), to: path)
      list.add("sitemap", address: base + path, date: nil)
      rest = rest.dropFirst(Self.mostInSitemap)
      if rest.isEmpty { break }
    }
    try sink.write(list.finished(), to: "sitemap.xml")
  }

  private struct ListedPage {
    var folder: String
    var updatedAt: Int?
  }

  private func sitemapPages() -> [ListedPage] {
    var pages = [ListedPage(folder: "")]
    for type in [nil] + ModelType.allCases.map(Optional.some) {
      let count = type.map { index.range(of: $0).count } ?? index.listed.count
      for page in 1...Pages(count: count, size: options.pageSize).count {
        pages.append(ListedPage(folder: SitePaths.folder(ofList: type, page: page)))
      }
    }
    for summary in index.listed {
      let folder = SitePaths.folder(ofModel: index.text(summary.name).string)
      pages.append(ListedPage(folder: folder, updatedAt: summary.updatedAt))
    }
    for folder in ["changes/", "deprecated/", "stats/"] { pages.append(ListedPage(folder: folder)) }
    pages += material.pages.map { ListedPage(folder: $0) }
    if !index.people.isEmpty { pages.append(ListedPage(folder: "people/")) }
    pages += index.people.map { ListedPage(folder: SitePaths.folder(ofPerson: $0.person.login)) }
    return pages
  }

  private static func sitemap(_ pages: ArraySlice<ListedPage>, _ base: String) -> [UInt8] {
    var list = XMLList(root: "urlset")
    for page in pages {
      list.add(
        "url", address: base + page.folder, date: page.updatedAt.map(CalendarDate.init(secondsSince1970:)))
    }
    return list.finished()
  }
}

/// A document of the sitemap protocol, being written.
private struct XMLList {
  private var bytes: [UInt8] = []
  private let root: String

  init(root: String) {
    self.root = root
    add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    add("<\(root) xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
  }

  mutating func add(_ element: String, address: String, date: CalendarDate?) {
    add("<\(element)><loc>")
    for byte in address.utf8 {
      switch byte {
      case UInt8(ascii: "&"): add("&amp;")
      case UInt8(ascii: "<"): add("&lt;")
      case UInt8(ascii: ">"): add("&gt;")
      default: bytes.append(byte)
      }
    }
    add("</loc>")
    if let date { add("<lastmod>\(date)</lastmod>") }
    add("</\(element)>\n")
  }

  func finished() -> [UInt8] { bytes + Array("</\(root)>\n".utf8) }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
