import Catalog
import Timeline

extension Site {
  /// How many items a feed has.
  static let mostInFeed = 50

  /// Where the site is served; one that does not know says `http://localhost/`, as its sitemap does.
  var baseAddress: String { options.baseURL ?? settings.baseURL ?? "http://localhost/" }

  /// Writes the feeds of the whole catalog and of its types.
  mutating func writeFeeds<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    // Without a history, feeds tell of the entries themselves.
    if standing?.hasSamePast == true, !material.timeline.changes.isEmpty {
      for path in [FeedPaths.atom, FeedPaths.json] + ModelType.allCases.map(FeedPaths.feed) { keep(path) }
      return
    }
    let changes = publicPlaces()
    let items = items(changes.prefix(Self.mostInFeed), in: index.listed.indices)
    var feed = atom(settings.title, FeedPaths.atom, page: "")
    try sink.write(feed.file(items, base: baseAddress), to: FeedPaths.atom)
    try sink.write(jsonFeed(items), to: FeedPaths.json)
    for type in ModelType.allCases {
      let path = FeedPaths.feed(of: type)
      var feed = atom(
        "\(settings.title): \(language("types.\(type.rawValue)"))", path,
        page: SitePaths.folder(ofList: type, page: 1))
      let timeline = material.timeline
      let places = changes.lazy.filter { timeline.changes[Int($0)].type == type }.prefix(Self.mostInFeed)
      let own = self.items(places, in: index.range(of: type))
      try sink.write(feed.file(own, base: baseAddress), to: path)
    }
  }

  /// Writes the feed of one model.
  func writeFeed<Sink: FileSink & ~Copyable>(of page: ModelPage, to sink: inout Sink) throws(Sink.Failure) {
    let entry = page.entry
    let path = FeedPaths.feed(ofModel: entry.name)
    let changes = material.numbered(entry.type, entry.name, most: Self.mostInFeed)
    var items = changes.map { FeedItem($0.change, number: $0.number, in: self) }
    if items.isEmpty,
      let item = FeedItem(
        entry.name, summary: page.facts.summary.string, updatedAt: entry.updatedAt, in: language)
    {
      items = [item]
    }
    var feed = atom("\(entry.name) · \(settings.title)", path, page: SitePaths.folder(ofModel: entry.name))
    try sink.write(feed.file(items, base: baseAddress), to: path)
  }

  private func atom(_ title: String, _ path: String, page: String) -> AtomFeed {
    AtomFeed(
      title: title, subtitle: settings.description, base: baseAddress, path: path, page: page,
      author: settings.title, language: settings.language)
  }

  private func items(_ places: some Sequence<UInt32>, in range: Range<Int>) -> [FeedItem] {
    guard material.timeline.changes.isEmpty else {
      return material.numbered(places).map { FeedItem($0.change, number: $0.number, in: self) }
    }
    let newest = range.sorted { left, right in
      let (a, b) = (index.listed[left].updatedAt ?? 0, index.listed[right].updatedAt ?? 0)
      return a == b ? left < right : a > b
    }
    return newest.prefix(Self.mostInFeed).compactMap { number in
      let summary = index.listed[number]
      return FeedItem(
        index.text(summary.name).string, summary: index.text(summary.summary).string,
        updatedAt: summary.updatedAt, in: language)
    }
  }

  private func jsonFeed(_ items: [FeedItem]) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("version", "https://jsonfeed.org/version/1.1")
      json.member("title", settings.title)
      if !settings.description.isEmpty { json.member("description", settings.description) }
      json.member("home_page_url", baseAddress)
      json.member("feed_url", baseAddress + FeedPaths.json)
      json.member("language", settings.language)
      json.key("items")
      json.array { json in
        for item in items {
          json.object { json in
            json.member("id", baseAddress + item.path)
            json.member("url", baseAddress + item.page)
            json.member("title", item.title)
            json.member("content_text", item.text)
            json.member("date_modified", Timestamp.standard(item.seconds))
            if let author = item.author {
              json.key("authors")
              json.array { $0.object { $0.member("name", author) } }
            }
          }
        }
      }
    }
    return json.file()
  }
}
