import Diagnostics
import FileTrees

/// One walk over `models/`, down to the names of entries, or as far as a filter lets it.
struct IndexScan {
  private let reader: CatalogReader
  private let layout: CatalogLayout
  private let filter: IndexFilter?
  private(set) var folders: [EntryFolder] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ reader: CatalogReader, _ layout: CatalogLayout, _ filter: IndexFilter? = nil) {
    self.reader = reader
    self.layout = layout
    self.filter = filter
  }

  mutating func run() throws(FileTreeError) {
    for entry in try reader.tree.entries(in: "models") where wantsType(entry.name) {
      let path = "models/\(entry.name)"
      guard let type = ModelType(rawValue: entry.name) else {
        let known = ModelType.allCases.map(\.rawValue)
        let help =
          Spelling.nearest(to: entry.name, among: known).map { "Did you mean ‘\($0)’?" }
          ?? "The types are \(known.joined(separator: ", "))."
        stray(path, "unknown-type", "‘\(printable(entry.name))’ is no type of model", help)
        continue
      }
      guard entry.kind == .folder else {
        refuse(entry, path)
        continue
      }
      switch layout {
      case .flat: try take(path, type)
      case .sharded: try takeShards(path, type)
      }
    }
    folders.sort(by: <)
  }

  private func wantsType(_ name: String) -> Bool {
    guard case .along? = filter else { return true }
    return filter?.wants(Array(name.utf8)[...], in: "models", asShard: false) == true
  }

  private func entries(in folder: String, areShards: Bool = false) throws(FileTreeError) -> [FileEntry] {
    guard let filter else { return try reader.tree.entries(in: folder) }
    return try reader.tree.entries(in: folder) { filter.wants($0, in: folder, asShard: areShards) }
  }

  private mutating func takeShards(_ folder: String, _ type: ModelType) throws(FileTreeError) {
    for shard in try entries(in: folder, areShards: true) {
      let path = "\(folder)/\(shard.name)"
      guard shard.kind == .folder else {
        refuse(shard, path)
        continue
      }
      try take(path, type, shard: shard.name)
    }
  }

  private mutating func take(_ folder: String, _ type: ModelType, shard: String? = nil) throws(FileTreeError)
  {
    for entry in try entries(in: folder) {
      // Spelt out only for what is wrong: there may be a hundred thousand.
      var path: String { "\(folder)/\(entry.name)" }
      guard entry.kind == .folder else {
        refuse(entry, path)
        continue
      }
      guard ModelName.isValid(entry.name) else {
        stray(
          path, "model-name", "‘\(printable(entry.name))’ cannot be a model's name",
          "A name starts with a letter or digit and goes on with letters, digits, ‘.’, ‘_’ and ‘-’.")
        continue
      }
      if let shard, shard != CatalogLayout.shard(of: entry.name) {
        let expected = layout.path(type: type, name: entry.name)
        stray(path, "misplaced-entry", "The entry lies in the wrong shard", "Move it to ‘\(expected)’.")
        continue
      }
      folders.append(EntryFolder(type: type, name: entry.name, layout: layout))
    }
  }

  private mutating func refuse(_ entry: FileEntry, _ path: String) {
    // Editors and file managers leave such files; git ignores them as a rule.
    if entry.kind == .file, entry.name.hasPrefix(".") { return }
    if entry.kind == .link {
      stray(
        path, "symbolic-link", "A symbolic link cannot be part of a catalog",
        "Put the files themselves here.")
    } else {
      stray(path, "stray-file", "This file belongs to no entry", "An entry is a folder with a model.yaml.")
    }
  }

  private mutating func stray(_ path: String, _ rule: String, _ message: String, _ help: String) {
    diagnostics.append(Diagnostic(rule, message, at: Location(path: reader.shown(path)), help: help))
  }
}
