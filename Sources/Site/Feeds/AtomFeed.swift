/// An Atom feed (RFC 4287), being written.
struct AtomFeed {
  private var xml = XMLText()

  init(
    title: String, subtitle: String, base: String, path: String, page: String, author: String,
    language: String
  ) {
    xml.declaration()
    xml.open("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language])
    xml.element("title", title)
    if !subtitle.isEmpty { xml.element("subtitle", subtitle) }
    xml.element("id", base + path)
    xml.empty("link", ["rel": "self", "type": "application/atom+xml", "href": base + path])
    xml.empty("link", ["rel": "alternate", "type": "text/html", "href": base + page])
    xml.open("author")
    xml.element("name", author)
    xml.close("author")
    xml.element("generator", "modelhub")
  }

  /// The whole feed, with items newest first.
  mutating func file(_ items: some Collection<FeedItem>, base: String) -> [UInt8] {
    // A feed without items changed when there was time for nothing yet.
    xml.element("updated", Timestamp.standard(items.map(\.seconds).max() ?? 0))
    for item in items {
      xml.open("entry")
      xml.element("title", item.title)
      xml.element("id", base + item.path)
      xml.empty("link", ["rel": "alternate", "type": "text/html", "href": base + item.page])
      xml.element("updated", Timestamp.standard(item.seconds))
      if let author = item.author {
        xml.open("author")
        xml.element("name", author)
        xml.close("author")
      }
      xml.element("content", item.text, ["type": "text"])
      xml.close("entry")
    }
    xml.close("feed")
    return xml.bytes
  }
}
