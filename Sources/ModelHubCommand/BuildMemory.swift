import Catalog
import Digests
import FileTrees
import GitStore
import Site
import SourceText

/// Remembers, in the user's cache, what a site was built from, so that a build with nothing to do does nothing.
///
/// Not in the site's own folder: a record names every file of the catalog, private entries included.
struct BuildMemory {
  private let key: String
  /// The catalog's folder; `nil` where a commit is built, which the key tells of.
  private let catalog: String?
  private let out: String
  private let shelf: SourceFolder
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
      let history = Self.history(around: location, ref)
    else { return nil }
    var key = BuildKey(templates, options)
    // Another program, or the same one built anew, may write other pages.
    key.add("\(program)")
    key.add(CatalogLocation.realPath(location.path) ?? location.path)
    key.add(location.path)
    key.add(ref == nil ? "files" : "commit")
    key.add(history)
    self.key = key.finish()
    catalog = ref == nil ? location.path : nil
    self.out = out
    shelf = SourceFolder(cache + "/" + Self.folder)
  }

  /// What pages tell of the past and of reviews: the commit at the end, and where every reference is; nothing where a
  /// part of the past may be missing, and come later.
  private static func history(around location: CatalogLocation, _ ref: String?) -> String? {
    let folder = FolderTree(location.path).exists ? location.path : "."
    do throws(GitStoreError) {
      let repository = try Repository.discover(from: folder)
      guard FileStamp.following(repository.commonFolder + "shallow") == nil,
        try repository.setting("extensions.partialclone") == nil
      else { return nil }
      let tip =
        if let ref { Optional(try repository.resolve(ref).commit) } else { try repository.head().commit }
      let references = try repository.references(under: "refs/").map { "\($0.name) \($0.target)" }
      return ([tip.map { "\($0)" } ?? "no commit"] + references).joined(separator: "\n")
    } catch {
      return error.code == .notARepository && ref == nil ? "no repository" : nil
    }
  }

  /// The name of the record of the site in this folder.
  private var file: String? { CatalogLocation.realPath(out).map { SHA256.hex(Array($0.utf8)) + ".record" } }

  /// What a build would say that has nothing to do; `nil` where there is, or may be, something to do.
  ///
  /// To be called before any of the catalog's files is read.
  mutating func outcomeIfUnchanged() throws -> OutputFolder.Outcome? {
    if let record = record(), record.key == key,
      record.outputs.differences(below: out, limit: 1).isEmpty
    {
      let isSame: Bool
      if let catalog, let inputs = record.inputs {
        isSame = inputs.differences(below: catalog, limit: 1).isEmpty
      } else {
        isSame = catalog == nil && record.inputs == nil
      }
      if isSame { return OutputFolder.Outcome(unchanged: record.files) }
    }
    if let catalog { inputs = try TreeStamps.settled(catalog) }
    return nil
  }

  /// Remembers a build that is done; where it cannot, the next one has more to do, and that is all.
  func keep(_ outcome: OutputFolder.Outcome, _ console: Console) {
    // Without stamps of what it was made from, nobody could tell when it is to be built again.
    guard catalog == nil || inputs != nil, let file else { return }
    do {
      guard let outputs = try TreeStamps.settled(out, afterWriting: outcome.written > 0) else { return }
      let files = outcome.written + outcome.unchanged
      try shelf.write(BuildRecord(key: key, inputs: inputs, outputs: outputs, files: files).bytes, to: file)
      try forgetOldest()
    } catch {
      console.say("The build could not be remembered: \(error)")
    }
  }

  /// What is remembered of the site; a record that cannot be read is none.
  private func record() -> BuildRecord? {
    do {
      guard let file, let bytes = try FolderTree(shelf.root).read(file, limit: 1 << 30) else { return nil }
      return BuildRecord(bytes)
    } catch {
      return nil
    }
  }

  private func forgetOldest() throws(FileTreeError) {
    let records = try FolderTree(shelf.root).entries(in: "").filter { $0.name.hasSuffix(".record") }
    guard records.count > Self.most else { return }
    let byAge = records.map { entry in
      (name: entry.name, time: FileStamp.following("\(shelf.root)/\(entry.name)")?.modified ?? 0)
    }.sorted { ($0.time, $0.name) < ($1.time, $1.name) }
    for record in byAge.prefix(records.count - Self.most) { try shelf.remove(record.name) }
  }
}
