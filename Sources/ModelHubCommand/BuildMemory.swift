import Catalog
import Digests
import FileTrees
import GitStore
import Site
import SourceText

/// Remembers, in the user's cache, what a site was built from, so that a build does only what is to be done.
///
/// Not in the site's own folder: a record names every file of the catalog, private entries included.
struct BuildMemory {
  /// What there is to do.
  enum Work {
    /// Nothing: the site is what a build would make it.
    case nothing(OutputFolder.Outcome)
    /// To bring the site up to date for some files of the catalog that differ.
    case changes(KnownSite)
    /// To build it.
    case all
  }

  /// A site that is what a build left, made from a catalog of which only some files differ.
  struct KnownSite {
    /// The paths, below the catalog's root, of files that differ, and of folders in which names came or went.
    let changes: [String]
    /// Whether what pages tell of the past and of reviews is what it was.
    let hasSameHistory: Bool
    let memory: SiteMemory
    fileprivate let record: BuildRecord
  }

  private let location: CatalogLocation
  private let ref: String?
  private let out: String
  private let shelf: SourceFolder
  private let key: String
  private let history: String
  /// The catalog's tree, where a commit is built.
  private let tree: String
  /// The stamps of the catalog's files before any was read.
  private var inputs: TreeStamps?

  /// How many sites are remembered.
  private static let most = 24
  private static let folder = "builds"

  /// Nothing where there is no place to remember anything, or where what a site follows from cannot be told.
  init?(
    of location: CatalogLocation, ref: String?, _ templates: [String: SourceText], _ options: SiteOptions,
    into out: String
  ) {
    guard let cache = Environment.existingCacheFolder, let program = FileStamp.following("/proc/self/exe"),
      let past = Past(of: location, ref)
    else { return nil }
    var key = BuildKey(templates, options)
    // Another program, or the same one built anew, may write other pages.
    key.add("\(program)")
    key.add(CatalogLocation.realPath(location.path) ?? location.path)
    key.add(location.path)
    key.add(ref == nil ? "files" : "commit")
    key.add(past.repository)
    self.key = key.finish()
    (history, tree) = (past.digest, past.tree)
    (self.location, self.ref, self.out) = (location, ref, out)
    shelf = SourceFolder(cache + "/" + Self.folder)
  }

  // MARK: Looking

  /// What there is to do; to be called before any of the catalog's files is read.
  mutating func look() throws -> Work {
    guard let record = record(), record.key == key,
      record.outputs.differences(below: out, limit: 1).isEmpty
    else {
      if ref == nil { inputs = try TreeStamps.settled(location.path) }
      return .all
    }
    guard let changes = try differences(from: record) else { return .all }
    let hasSameHistory = record.history == history
    if changes.isEmpty, hasSameHistory { return .nothing(.init(unchanged: record.files)) }
    guard let memory = try memory(of: record) else { return .all }
    return .changes(
      KnownSite(changes: changes, hasSameHistory: hasSameHistory, memory: memory, record: record))
  }

  /// The paths below the catalog that differ from what the site was made from; `nil` where that cannot be told.
  private mutating func differences(from record: BuildRecord) throws -> [String]? {
    guard ref == nil else {
      return record.inputs == nil ? try location.differences(from: record.tree, to: tree) : nil
    }
    guard let before = record.inputs else { return nil }
    let paths = before.differences(below: location.path)
    inputs = paths.isEmpty ? before : try before.resettled(location.path, differing: paths)
    return inputs == nil ? nil : paths
  }

  /// What is remembered of the site; a record that cannot be read is none.
  private func record() -> BuildRecord? {
    do {
      guard let file = file(Self.record), let bytes = try FolderTree(shelf.root).read(file, limit: 1 << 30)
      else {
        return nil
      }
      return BuildRecord(bytes)
    } catch {
      return nil
    }
  }

  private func memory(of record: BuildRecord) throws -> SiteMemory? {
    guard record.parts == stamps else { return nil }
    return SiteMemory(site: try read(.site), sheets: try read(.sheets), search: try read(.search))
  }

  private func read(_ part: SiteMemory.Part) throws -> [UInt8]? {
    try file(part.rawValue).flatMap { try FolderTree(shelf.root).read($0, limit: .max) }
  }

  // MARK: Keeping

  /// The files of what a site that is being built remembers of itself.
  var files: SiteMemoryFiles {
    var names: [SiteMemory.Part: String] = [:]
    for part in SiteMemory.Part.allCases { names[part] = file(part.rawValue) }
    return SiteMemoryFiles(shelf, names)
  }

  /// Remembers a build that is done; where it cannot, the next one has more to do, and that is all.
  func keep(_ built: BuiltSite, _ files: SiteMemoryFiles?, _ console: Console) {
    // Without stamps of what it was made from, nobody could tell when it is to be built again.
    guard ref != nil || inputs != nil else { return }
    remember(console) { () throws(FileTreeError) in
      guard
        let outputs = try TreeStamps.settled(
          out, afterWriting: built.outcome.written > 0, foldersOnly: built.ownFolders)
      else { return }
      try files?.place()
      try write(built, outputs, files: built.outcome.written + built.outcome.unchanged)
      try forgetOldest()
    }
  }

  /// Remembers that a site was brought up to date.
  func keep(_ built: BuiltSite, touching paths: Set<String>, of known: KnownSite, _ console: Console) {
    remember(console) { () throws(FileTreeError) in
      guard
        let outputs = try known.record.outputs.resettled(
          out, differing: paths.sorted(), afterWriting: true, foldersOnly: built.ownFolders)
      else { return }
      try write(built, outputs, files: known.files(after: built.outcome))
    }
  }

  private func remember(_ console: Console, _ write: () throws(FileTreeError) -> Void) {
    do { try write() } catch { console.say("The build could not be remembered: \(error)") }
  }

  private func write(
    _ built: BuiltSite, _ outputs: TreeStamps, files: Int
  ) throws(FileTreeError) {
    // First, so that a record never speaks of what is not there.
    for (part, bytes) in built.memory.parts {
      if let file = file(part.rawValue) { try shelf.write(bytes, to: file) }
    }
    guard let file = try file(Self.record).map(shelf.begin) else { return }
    let record = BuildRecord(
      key: key, history: history, tree: tree, files: files, parts: stamps, inputs: inputs, outputs: outputs)
    for piece in record.pieces { try file.append(piece[...]) }
    try file.place()
  }

  // MARK: Files

  private static let record = "record"
  /// What the names of all files that are kept of a site end in.
  private static let endings = [record] + SiteMemory.Part.allCases.map(\.rawValue)

  /// The name of a file that is kept of the site in this folder.
  private func file(_ ending: String) -> String? {
    place.map { SHA256.hex(Array($0.utf8)) + "." + ending }
  }

  /// The folder's path, whatever leads to it; one that is not there yet has the one that it will have.
  private var place: String? {
    if let path = CatalogLocation.realPath(out) { return path }
    let parts = out.split(separator: "/")
    guard let name = parts.last else { return nil }
    let parent = (out.hasPrefix("/") ? "/" : "./") + parts.dropLast().joined(separator: "/")
    return CatalogLocation.realPath(parent).map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" }
  }

  private func stamp(_ part: SiteMemory.Part) -> String {
    file(part.rawValue).flatMap { FileStamp.following(shelf.root + "/" + $0) }.map { "\($0)" } ?? ""
  }

  /// The stamps of the files that have what the site remembers.
  private var stamps: [String] { SiteMemory.Part.allCases.map(stamp) }

  /// Forgets all of the site in this folder.
  func forget() throws(FileTreeError) {
    for ending in Self.endings { if let file = file(ending) { try shelf.remove(file) } }
  }

  private func forgetOldest() throws(FileTreeError) {
    try clearUnfinished()
    let records = try FolderTree(shelf.root).entries(in: "").filter { $0.name.hasSuffix(".record") }
    guard records.count > Self.most else { return }
    let byAge = records.map { entry in
      (name: entry.name, time: FileStamp.following("\(shelf.root)/\(entry.name)")?.modified ?? 0)
    }.sorted { ($0.time, $0.name) < ($1.time, $1.name) }
    for record in byAge.prefix(records.count - Self.most) {
      let name = record.name.dropLast(Self.record.utf8.count)
      for ending in Self.endings { try shelf.remove(name + ending) }
    }
  }
}

extension BuildMemory {
  /// Removes what builds left that were killed: what nobody has written to for a day before this build's end.
  private func clearUnfinished() throws(FileTreeError) {
    guard let now = file(Self.record).flatMap({ FileStamp.following("\(shelf.root)/\($0)") }) else { return }
    for entry in try FolderTree(shelf.root).entries(in: "") where entry.name.hasSuffix("~") {
      guard let stamp = FileStamp.following("\(shelf.root)/\(entry.name)") else { continue }
      if stamp.modified &+ Self.day < now.modified { try shelf.remove(entry.name) }
    }
  }

  private static let day: UInt64 = 86_400_000_000_000
}

extension BuildMemory.KnownSite {
  /// How many files the site has after an update.
  func files(after outcome: OutputFolder.Outcome) -> Int { record.files + outcome.added - outcome.removed }

  /// What an update did, with all the files that it left alone.
  func outcome(_ update: OutputFolder.Outcome) -> OutputFolder.Outcome {
    .init(
      written: update.written, unchanged: files(after: update) - update.written, removed: update.removed)
  }
}

/// What pages tell of the past and of reviews: the commit at the end, and where every reference is.
private struct Past {
  /// Which repository it is.
  let repository: String
  let digest: String
  /// The catalog's tree in the commit that is built; empty where files on disk are.
  let tree: String

  /// Nothing where a part of the past may be missing, and come later.
  init?(of location: CatalogLocation, _ ref: String?) {
    do throws(GitStoreError) {
      let repository = try location.repository()
      guard FileStamp.following(repository.commonFolder + "shallow") == nil,
        try repository.setting("extensions.partialclone") == nil
      else { return nil }
      let tip =
        if let ref { Optional(try repository.resolve(ref).commit) } else { try repository.head().commit }
      var key = BuildKey()
      key.add(tip.map { "\($0)" } ?? "no commit")
      for reference in try repository.references(under: "refs/") {
        key.add("\(reference.name) \(reference.target)")
      }
      digest = key.finish()
      self.repository = repository.commonFolder
      tree =
        if ref != nil, let tip, let id = location.tree(of: tip, in: repository) { "\(id)" } else { "" }
    } catch {
      guard error.code == .notARepository, ref == nil else { return nil }
      (repository, digest, tree) = ("no repository", "", "")
    }
  }
}
