import Catalog
import Timeline

/// What is remembered of the files that an entry has on a site for itself.
struct OwnFiles: Sendable {
  let type: ModelType
  let name: String
  /// Of its download, which its type's is made of.
  let download: TypeDownloads.Sum
  /// Whether it has a download at all.
  let hasDownload: Bool
  /// Whether its type's download has its records.
  let isInTypeDownload: Bool
  /// The names of other entries that its files lead to, where those are there.
  let mentions: [String]
  /// Its pictures and other files, by path below its folder.
  let assets: [String]
  /// Its history as its page tells it, as bytes; see ``changes()``.
  let history: [UInt8]

  init(_ page: ModelPage, in site: Site) {
    (type, name, download) = (page.entry.type, page.entry.name, page.downloadSum)
    hasDownload = page.stage != .expired
    isInTypeDownload = page.place != nil
    mentions = page.mentions
    assets = page.files.assets.map(\.path)
    history = Self.history(of: type, name, in: site.material)
  }

  /// The paths of its files on a site in the languages of some folders; its own in the first.
  func paths(languageFolders: [String]) -> Set<String> {
    let folder = SitePaths.folder(ofModel: name)
    var paths: Set<String> = [APIPaths.model(type, name), FeedPaths.feed(ofModel: name)]
    if hasDownload { paths.insert(SitePaths.download(of: type, name: name)) }
    for language in languageFolders { paths.insert(language + folder + SitePaths.page) }
    return paths.union(assets.map { folder + $0 })
  }

  /// An entry's history, and which of its reviews have a page.
  static func history(of type: ModelType, _ name: String, in material: MaterialIndex) -> [UInt8] {
    var writer = RecordWriter()
    writer.add(list: material.changes(of: type, name)) { writer, change in
      change.write(to: &writer)
      writer.add(change.review.map(material.hasReview) ?? false)
    }
    return writer.bytes
  }

  /// What ``history`` tells: the changes, and the reviews that have a page.
  func changes() throws(DamagedRecord) -> (changes: [EntryChange], reviews: [String]) {
    var reader = RecordReader(history[...])
    var reviews: [String] = []
    let (type, name) = (type, name)
    let changes = try reader.list { reader throws(DamagedRecord) in
      let change = try EntryChange(type, name, &reader)
      if try reader.flag(), let review = change.review { reviews.append(review) }
      return change
    }
    return (changes, reviews)
  }

  var record: [UInt8] {
    var writer = RecordWriter()
    writer.add(type)
    writer.add(name)
    writer.add(isInTypeDownload)
    writer.add(download)
    writer.add(hasDownload)
    writer.add(list: mentions) { $0.add($1) }
    writer.add(list: assets) { $0.add($1) }
    writer.add(history)
    return writer.bytes
  }

  /// How many bytes of its type's download an entry has, by its record; nothing of one that is not in there.
  static func shareOfDownload(_ record: Text) throws(DamagedRecord) -> Int? {
    var reader = RecordReader(record)
    _ = (try reader.type(), try reader.bytes())
    return try reader.flag() ? DownloadRecord.recordsCount(inFileOf: try reader.number(below: 1 << 40)) : nil
  }

  init(_ record: Text) throws(DamagedRecord) {
    var reader = RecordReader(record)
    type = try reader.type()
    name = try reader.text()
    isInTypeDownload = try reader.flag()
    download = try reader.sum()
    hasDownload = try reader.flag()
    mentions = try reader.texts()
    assets = try reader.texts()
    history = Array(try reader.bytes())
  }
}

extension RecordWriter {
  mutating func add(_ sum: TypeDownloads.Sum) {
    add(sum.bytes)
    add(sum.sha256)
  }
}

extension RecordReader {
  mutating func sum() throws(DamagedRecord) -> TypeDownloads.Sum {
    TypeDownloads.Sum(bytes: try number(), sha256: try text())
  }
}
