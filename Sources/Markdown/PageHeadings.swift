/// A heading whose start tag is written when its words are known.
struct OpenHeading {
  /// Where the start tag belongs.
  var start: Int
  var level: Int
  /// The id that the author chose.
  var id: [UInt8]?
  var attributes: [UInt8]
  var words = PlainText(limit: 256)
  /// The names of the images in the heading, in case there are no words.
  var imageNames = PlainText(limit: 256)
}

extension PageWriter {
  mutating func openHeading(_ level: Int) { openHeading(level, id: nil, attributes: []) }

  /// Opens a heading; one inside another is only its text.
  mutating func openHeading(_ level: Int, id: [UInt8]?, attributes: [UInt8]) {
    guard heading == nil else { return push(.none) }
    plain.endLine()
    heading = OpenHeading(start: buffer.count, level: level, id: id, attributes: attributes)
    push(.heading)
  }

  /// Writes the start tag where it belongs, and the end; a heading without content is left out.
  mutating func closeHeading() {
    guard let heading else { return }
    self.heading = nil
    if buffer.isBlank(from: heading.start) {
      buffer.rewind(to: heading.start)
      return
    }
    let words = heading.words.count > 0 ? heading.words.text() : heading.imageNames.text()
    let id = heading.id ?? ids.claim(heading: words)
    let tag = Tag(headingLevel: heading.level + min(max(options.headingShift, 0), 5))
    var start = HTMLBuffer()
    start.write(tag: tag)
    start.write("id", id.span)
    start.write(heading.attributes)
    start.write(">")
    buffer.insert(start, at: heading.start)
    if options.headingAnchors, !isInLink {
      buffer.write("<a class=\"heading-anchor\"")
      buffer.write(" href=\"#")
      buffer.write(addressPart: id.span)
      buffer.write("\"")
      buffer.write("aria-label", options.labels.headingAnchor)
      buffer.write(">#</a>")
    }
    buffer.write(endOf: tag)
    if page.title == nil, heading.level == 1, !words.isEmpty { page.title = words }
    page.headings.append(.init(level: heading.level, id: String(decoding: id, as: UTF8.self), text: words))
  }
}
