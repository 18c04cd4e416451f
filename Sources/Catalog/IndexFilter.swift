/// What a scan of the index looks for, where it does not look for everything.
enum IndexFilter {
  /// Entries with names that people would not tell from some.
  case like([BareName], shards: Set<[UInt8]>)
  /// What lies on the way to some paths: names by the folder that holds them.
  case along([String: Set<[UInt8]>])

  init(like names: [BareName]) {
    self = .like(names, shards: Set(names.flatMap(\.shards).map { Array($0.utf8) }))
  }

  init(along paths: [String]) {
    var names: [String: Set<[UInt8]>] = [:]
    for path in paths {
      var folder = ""
      for name in path.split(separator: "/") {
        names[folder, default: []].insert(Array(name.utf8))
        folder = folder.isEmpty ? String(name) : "\(folder)/\(name)"
      }
    }
    self = .along(names)
  }

  /// Whether a name in a folder of entries, or of shards, is looked for.
  func wants(_ name: ArraySlice<UInt8>, in folder: String, asShard: Bool) -> Bool {
    switch self {
    case .like(let names, let shards):
      asShard ? shards.contains(Array(name)) : names.contains { $0.matches(name) }
    case .along(let names): names[folder]?.contains(Array(name)) == true
    }
  }
}
