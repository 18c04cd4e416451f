public import Catalog
public import Diagnostics
import Documents
public import FileTrees

/// What an export makes of a catalog.
public enum ExportLayout: String, Sendable, CaseIterable {
  /// Xinference's repository since 3.5.0: one file a model.
  case split
  /// Xinference's repository to 3.4.0: one array a type. It has no place for world models.
  case aggregate
  /// What Xinference downloads: one array a type, `<type>.json`, every record with a whole-number `updated_at`.
  case download
}

/// Which entries an export holds, and what it is like.
public struct ExportOptions {
  /// What is made.
  public var layout: ExportLayout
  /// An upstream tree of the same layout whose order and text the export keeps wherever content allows.
  public var like: UpstreamTree?
  /// Whether private entries are part of it; of `download` they never are.
  public var includesPrivate = false
  /// The day on which an expired entry is no longer part of `download`.
  public var day: CalendarDate?
  /// The seconds since 1970 that a record of an entry gets in `download` where neither it nor another record of
  /// the entry has a whole `updated_at`; 0 loses against whatever Xinference has of that name.
  public var timestamp: (EntryFolder) -> Int

  /// Asks for a layout.
  public init(
    _ layout: ExportLayout, like: UpstreamTree? = nil, timestamp: @escaping (EntryFolder) -> Int = { _ in 0 }
  ) {
    self.layout = layout
    self.like = like
    self.timestamp = timestamp
  }

  func includes(_ entry: Entry) -> Bool {
    if entry.hub.effectiveVisibility == .private { return includesPrivate && layout != .download }
    guard layout == .download, let day else { return true }
    return entry.hub.lifecycle?.isExpired(on: day) != true
  }
}

/// What an export did.
public struct ExportReport: Sendable {
  /// Files that were new or changed, as paths below the target.
  public internal(set) var written: [String] = []
  /// The number of files that stood there with these very bytes.
  public internal(set) var unchanged = 0
  /// Entries that are part of the export.
  public internal(set) var entries = 0
  /// Entries that were left out for being private or expired.
  public internal(set) var leftOut = 0
  /// Entries that could not be read, and what else there is to say.
  public internal(set) var findings: [Diagnostic] = []
}

/// Makes Xinference's files of a catalog.
///
/// An export adds and replaces files and never removes one: the target may be a checkout that holds more than
/// the catalog does. Without an upstream tree to be like, an aggregate is sorted by name.
public struct Exporter {
  let catalog: CatalogReader
  let options: ExportOptions
  let folders: [EntryFolder]
  let target: SourceFolder
  var report = ExportReport()

  /// Exports a catalog into a folder: a new or empty one, or one that holds the same layout already.
  public static func run(
    _ catalog: CatalogReader, _ layout: CatalogLayout, into target: SourceFolder, _ options: ExportOptions,
    types: [ModelType] = ModelType.allCases, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(UpstreamError) -> ExportReport {
    try ExportTarget.check(target.root, options.layout)
    if let like = options.like, like.layout.rawValue != options.layout.rawValue {
      throw UpstreamError(
        .notUpstream,
        "The tree to be like is \(like.layout.rawValue), the export \(options.layout.rawValue); "
          + "name a tree of the same layout, or none.")
    }
    let (all, faults) = try withFiles { () throws(FileTreeError) in try catalog.index(layout) }
    let folders = all.filter { types.contains($0.type) }
    var exporter = Exporter(catalog: catalog, options: options, folders: folders, target: target)
    exporter.report.findings = faults
    var done = 0
    for type in types.sorted() {
      try exporter.export(type) {
        done += 1
        progress(done, folders.count)
      }
    }
    exporter.report.findings.sort()
    return exporter.report
  }

  private mutating func export(_ type: ModelType, step: () -> Void) throws(UpstreamError) {
    switch options.layout {
    case .split:
      for folder in folders where folder.type == type {
        if let entry = try entry(folder) { try exportFile(entry) }
        step()
      }
    case .aggregate: try exportAggregate(type, step)
    case .download: try exportDownload(type, step)
    }
  }

  /// The entry, if it is part of the export.
  mutating func entry(_ folder: EntryFolder) throws(UpstreamError) -> Entry? {
    let (entry, faults) = try withFiles { () throws(FileTreeError) in try catalog.entry(folder) }
    report.findings += faults.filter { $0.severity == .error }
    guard let entry else { return nil }
    guard options.includes(entry) else {
      report.leftOut += 1
      return nil
    }
    report.entries += 1
    return entry
  }

  mutating func write(_ bytes: [UInt8], to path: String) throws(UpstreamError) {
    let isNew = try withFiles { () throws(FileTreeError) in try target.write(bytes, to: path) }
    if isNew { report.written.append(path) } else { report.unchanged += 1 }
  }

  // MARK: Split

  private mutating func exportFile(_ entry: Entry) throws(UpstreamError) {
    let path = "\(entry.type.splitFolder)/\(entry.name).json"
    let records = RecordList.document(entry.records.map(\.node))
    try write(try text(of: records, like: path), to: path)
  }

  /// The text of a list of records: that of the file to be like with what changed, else the canonical form.
  mutating func text(of records: Document, like path: String) throws(UpstreamError) -> [UInt8] {
    guard let like = options.like else { return JSONWriter.file(records.rootNode) }
    let (document, faults) = try like.document(path)
    report.findings += faults
    var limits = ReadLimits.aggregate
    limits.depth = ReadLimits.catalog.depth
    let revision = document?.revised(
      into: records.rootNode, as: .json, identityKeys: RecordIdentity.keys, limits: limits)
    return revision?.bytes ?? JSONWriter.file(records.rootNode)
  }
}

/// An array of records out of several documents.
enum RecordList {
  static func document(_ records: [Node]) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for record in records { builder.copy(record) }
    builder.end()
    return builder.document()
  }
}

extension Entry {
  /// The file of the split layout that holds the entry's records, in upstream's own form.
  public var upstreamText: [UInt8] { JSONWriter.file(RecordList.document(records.map(\.node)).rootNode) }
}
