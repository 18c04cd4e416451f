public import Catalog

/// The names of all entries, known before any of them is opened.
public struct NameIndex: Sendable {
  /// The entries' folders, sorted by type and name.
  public let folders: [EntryFolder]
  /// Positions in `folders` by the form in which two names may not be alike.
  private let positions: [String: Int]
  /// The folders whose names are alike but for case, all of each group, in order.
  public let collisions: [[EntryFolder]]

  init(_ folders: [EntryFolder]) {
    self.folders = folders
    var positions: [String: Int] = [:]
    positions.reserveCapacity(folders.count)
    var groups: [Int: [EntryFolder]] = [:]
    for (position, folder) in folders.enumerated() {
      let first = positions.updateValue(position, forKey: ModelName.folded(folder.name))
      guard let first else { continue }
      positions[ModelName.folded(folder.name)] = first
      groups[first, default: [folders[first]]].append(folder)
    }
    self.positions = positions
    collisions = groups.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The entry of that name, in whatever case; of several the first.
  public func folder(named name: String) -> EntryFolder? {
    positions[ModelName.folded(name)].map { folders[$0] }
  }

  /// Where an entry stands among all.
  func position(of folder: EntryFolder) -> Int? {
    guard let position = positions[ModelName.folded(folder.name)] else { return nil }
    return folders[position] == folder ? position : folders.firstIndex(of: folder)
  }

  /// The number of entries of a type.
  public func count(of type: ModelType) -> Int { folders.count { $0.type == type } }
}

extension NameIndex {
  /// The entry that a field means by `name` or `type/name`; case counts.
  func folder(referredToAs text: String) -> EntryFolder? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, parts.count <= 2, let folder = folder(named: String(name)) else {
      return nil
    }
    guard folder.name == name, parts.count == 1 || parts[0] == folder.type.rawValue else { return nil }
    return folder
  }

  /// Tells whether an entry's folder has that path below the catalog's root.
  func contains(path: String) -> Bool {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[$0...].dropFirst() } ?? path[...]
    return folder(named: String(name))?.path == path
  }

  /// The entry whose folder has that path below the catalog's root.
  func folder(at path: String) -> EntryFolder? {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[$0...].dropFirst() } ?? path[...]
    guard let first = folder(named: String(name)) else { return nil }
    if first.path == path { return first }
    return collisions.first { $0.contains(first) }?.first { $0.path == path }
  }

  /// Some of the entries in the order of all.
  func inOrder(_ some: Set<EntryFolder>) -> [EntryFolder] {
    // A few are not worth a look at each of a hundred thousand.
    if some.count > folders.count / 100 { return folders.filter(some.contains) }
    return some.compactMap { folder in position(of: folder).map { ($0, folder) } }.sorted { $0.0 < $1.0 }.map(
      \.1)
  }
}
