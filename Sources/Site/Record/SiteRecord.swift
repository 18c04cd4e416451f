import Catalog

/// What a site remembers of itself, so that it can be brought up to date instead of being built anew.
///
/// Bytes for the user's cache, never for the site: they name entries that its readers may not see. Any others will do
/// no harm: a ``SiteUpdate`` is not made of them.
public struct SiteMemory: Sendable {
  /// What is kept apart, since it changes at different times.
  public enum Part: String, Sendable, CaseIterable {
    /// What pages were made of.
    case site
    /// What that was made of, entry by entry.
    case sheets
    /// What the files for searches were made of.
    case search
  }

  /// What pages were made of; `nil` after an update that left it as it was.
  public let site: [UInt8]?
  /// What that was made of, entry by entry.
  public let sheets: [UInt8]?
  /// What the files for searches were made of; `nil` after an update that left it as it was.
  public let search: [UInt8]?

  /// Takes bytes that were kept.
  public init(site: [UInt8]? = nil, sheets: [UInt8]? = nil, search: [UInt8]? = nil) {
    (self.site, self.sheets, self.search) = (site, sheets, search)
  }

  /// The parts that are there.
  public var parts: [(part: Part, bytes: [UInt8])] {
    [(.site, site), (.sheets, sheets), (.search, search)].compactMap { part, bytes in bytes.map { (part, $0) }
    }
  }
}

/// A record's parts.
struct RememberedSite: Sendable {
  let head: MaterialIndex.Head
  let index: SiteIndex
  let sums: [ModelType: TypeDownloads.Sum]
  /// The ids of the reviews, in the order of lists.
  let reviews: [String]
  let people: [Person]
  /// The history, as a record.
  let timeline: Text
  private let own: Text

  private static let opening = Array("modelhub site record 3\n".utf8)

  /// Hands on the record of a site piece by piece.
  static func write(
    of site: Site, own: [UInt8], _ sums: [ModelType: TypeDownloads.Sum], reviews: [String], timeline: Text,
    handing handOn: ([UInt8]) -> Void
  ) {
    var writer = RecordWriter(opening)
    site.material.head.write(to: &writer)
    writer.add(list: reviews) { $0.add($1) }
    writer.add(timeline.count)
    handOn(writer.take())
    handOn(Array(timeline))
    site.index.write(to: &writer, handing: handOn)
    writer.add(own.count)
    handOn(writer.take())
    handOn(own)
    writer.add(list: sums.sorted { $0.key < $1.key }) {
      $0.add($1.key)
      $0.add($1.value)
    }
    handOn(writer.take())
  }

  static func record(
    of site: Site, own: RecordWriter, _ sums: [ModelType: TypeDownloads.Sum], reviews: [String],
    timeline: Text
  ) -> [UInt8] {
    var record: [UInt8] = []
    write(of: site, own: own.bytes, sums, reviews: reviews, timeline: timeline) { record += $0 }
    return record
  }

  init(
    _ record: [UInt8], sheets: [UInt8], _ options: SiteOptions, people: [Person]
  ) throws(DamagedRecord) {
    self.people = people
    guard record.starts(with: Self.opening) else { throw DamagedRecord() }
    var reader = RecordReader(record.dropFirst(Self.opening.count))
    head = try MaterialIndex.Head(&reader)
    reviews = try reader.texts()
    timeline = try reader.bytes()
    index = try SiteIndex(&reader, sheets: sheets, options, people: people)
    own = try reader.bytes()
    let sums = try reader.list { reader throws(DamagedRecord) in (try reader.type(), try reader.sum()) }
    guard reader.isAtEnd else { throw DamagedRecord() }
    self.sums = Dictionary(sums, uniquingKeysWith: { first, _ in first })
  }

  /// The names of the entries of a type.
  func names(of type: ModelType) -> Set<String> {
    var names: Set<String> = []
    // What is damaged is noticed where it matters.
    do { try forEachSheet { id, _ in if id.type == type { names.insert(id.name) } } } catch {}
    return names
  }

  /// The record of an entry's sheet.
  func sheet(of id: EntryID) throws(DamagedRecord) -> Text? { try Self.row(of: id, in: index.sheets) }

  /// What is remembered of an entry's own files.
  func own(_ id: EntryID) throws(DamagedRecord) -> OwnFiles? {
    guard let row = try Self.row(of: id, in: own) else { return nil }
    return try OwnFiles(row)
  }

  /// Hands the record of each sheet to `body`, in the order in which the index took them.
  func forEachSheet(
    _ body: (EntryID, Text) throws(DamagedRecord) -> Void
  ) throws(DamagedRecord) {
    try Self.forEachRow(of: index.sheets, body)
  }

  /// Hands what is remembered of each entry's own files to `body`, in the order in which they were written.
  func forEachOwn(_ body: (EntryID, Text) throws(DamagedRecord) -> Void) throws(DamagedRecord) {
    try Self.forEachRow(of: own, body)
  }

  /// Every row begins with the entry's type and name.
  private static func forEachRow(
    of table: Text, _ body: (EntryID, Text) throws(DamagedRecord) -> Void
  ) throws(DamagedRecord) {
    var reader = RecordReader(table)
    while !reader.isAtEnd {
      let row = try reader.bytes()
      var start = RecordReader(row)
      try body(EntryID(type: try start.type(), name: try start.text()), row)
    }
  }

  private static func row(of id: EntryID, in table: Text) throws(DamagedRecord) -> Text? {
    var reader = RecordReader(table)
    while !reader.isAtEnd {
      let row = try reader.bytes()
      var start = RecordReader(row)
      if try start.type() == id.type, try start.bytes().elementsEqual(id.name.utf8) { return row }
    }
    return nil
  }
}

/// What tells an entry from all others.
struct EntryID: Hashable, Comparable, Sendable {
  let type: ModelType
  let name: String

  static func < (left: EntryID, right: EntryID) -> Bool {
    (left.type, left.name) < (right.type, right.name)
  }
}
