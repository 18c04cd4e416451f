public import Catalog
import Diagnostics
public import FileTrees

/// The names of all entries, known before any of them is opened.
///
/// They are read as far as somebody asks: a few names are looked for where they would have to lie, and whoever asks
/// for many gets all of them read, once. A value belongs to one thread.
public final class NameIndex {
  private let reader: CatalogReader
  private let layout: CatalogLayout
  private var whole: WholeNames?
  /// The entries that were looked for, by what people remember of their names.
  private var families: [BareName: [EntryFolder]] = [:]

  init(_ reader: CatalogReader, _ layout: CatalogLayout) {
    (self.reader, self.layout) = (reader, layout)
  }

  /// Makes an index of the same names for another thread; `nil` until all are read.
  func opener(_ tree: @escaping FileTreeOpener) -> (@Sendable () throws(FileTreeError) -> NameIndex)? {
    guard let whole else { return nil }
    let (prefix, layout) = (reader.prefix, layout)
    return { () throws(FileTreeError) in
      let index = NameIndex(CatalogReader(try tree(), prefix: prefix), layout)
      index.whole = whole
      return index
    }
  }

  /// The entries' folders, sorted by type and name, once all of them have been read, as a whole run does at its
  /// beginning.
  public var folders: [EntryFolder] { whole?.folders ?? [] }

  /// Reads all names; with them comes what is wrong with the folders.
  @discardableResult
  func readAll() throws(FileTreeError) -> [Diagnostic] {
    if whole != nil { return [] }
    let (folders, faults) = try reader.index(layout)
    whole = WholeNames(folders)
    return faults
  }

  /// The entries' folders, sorted by type and name.
  public func all() throws(FileTreeError) -> [EntryFolder] {
    try readAll()
    return folders
  }

  /// Looks some names up at once, which is cheaper than one after the other.
  func expect(_ names: [String]) throws(FileTreeError) {
    if whole != nil { return }
    try look(for: names.map { BareName(ModelName.folded($0)) }.filter { families[$0] == nil })
  }

  private func look(for names: [BareName]) throws(FileTreeError) {
    guard families.count + names.count <= limit else {
      try readAll()
      return
    }
    for name in names { families[name] = [] }
    for folder in try reader.entries(like: names, layout) {
      families[BareName(folder.name), default: []].append(folder)
    }
  }

  /// How many names are looked for, at most, until it is cheaper to read all: a flat folder is one row of names,
  /// which is gone through each time.
  private var limit: Int { layout == .flat ? 8 : 128 }

  /// The entries that people would not tell from a name, in order.
  private func family(of name: String) throws(FileTreeError) -> [EntryFolder] {
    let bare = BareName(ModelName.folded(name))
    if whole == nil, families[bare] == nil { try look(for: [bare]) }
    return whole?.family(of: bare) ?? families[bare] ?? []
  }

  /// The entry of that name, in whatever case; of several the first.
  public func folder(named name: String) throws(FileTreeError) -> EntryFolder? {
    let folded = ModelName.folded(name)
    return try family(of: name).first { ModelName.folded($0.name) == folded }
  }

  /// Those entries together that people would not tell from each other, all of each such group, in order; where
  /// `some` are given, only the groups that have one of them.
  func families(of some: [EntryFolder]?) throws(FileTreeError) -> [[EntryFolder]] {
    guard let some else {
      try readAll()
      return whole?.families ?? []
    }
    var groups: Set<[EntryFolder]> = []
    for folder in some {
      let family = try family(of: folder.name)
      if family.count > 1 { groups.insert(family) }
    }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// Tells whether there is any entry of a type.
  func hasEntries(of type: ModelType) throws(FileTreeError) -> Bool { try all().contains { $0.type == type } }
}

extension NameIndex {
  /// The entry that a field means by `name` or `type/name`; case counts.
  func folder(referredToAs text: String) throws(FileTreeError) -> EntryFolder? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, parts.count <= 2, let folder = try folder(named: String(name)) else {
      return nil
    }
    guard folder.name == name, parts.count == 1 || parts[0] == folder.type.rawValue else { return nil }
    return folder
  }

  /// The entry whose folder has that path below the catalog's root.
  func folder(at path: String) throws(FileTreeError) -> EntryFolder? {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[$0...].dropFirst() } ?? path[...]
    return try family(of: String(name)).first { $0.path == path }
  }
}

/// All names of a catalog.
private struct WholeNames: Sendable {
  let folders: [EntryFolder]
  private let firsts: [BareName: Int]
  /// The positions of those that people would not tell from each other, by the first of them.
  private let groups: [Int: [Int]]

  init(_ folders: [EntryFolder]) {
    self.folders = folders
    var firsts: [BareName: Int] = [:]
    firsts.reserveCapacity(folders.count)
    var groups: [Int: [Int]] = [:]
    for (position, folder) in folders.enumerated() {
      let name = BareName(folder.name)
      if let first = firsts[name] {
        groups[first, default: [first]].append(position)
      } else {
        firsts[name] = position
      }
    }
    self.firsts = firsts
    self.groups = groups
  }

  func family(of name: BareName) -> [EntryFolder] {
    guard let first = firsts[name] else { return [] }
    return groups[first]?.map { folders[$0] } ?? [folders[first]]
  }

  var families: [[EntryFolder]] {
    groups.sorted { $0.key < $1.key }.map { $0.value.map { folders[$0] } }
  }
}
