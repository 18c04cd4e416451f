/// Paths as a tree of names, to be met on a walk.
struct StampMarks {
  /// Whether the path itself is one of those.
  private(set) var isMarked = false
  private var children: [String: StampMarks] = [:]

  init(_ paths: [String] = []) {
    for path in paths { mark(path.split(separator: "/")[...]) }
  }

  /// The marks below a name; `nil` where there are none.
  func below(_ name: String) -> StampMarks? { children[name] }

  private mutating func mark(_ path: ArraySlice<Substring>) {
    guard let name = path.first else { return isMarked = true }
    children[String(name), default: StampMarks()].mark(path.dropFirst())
  }
}

/// Takes some stamps of a folder again, and goes on with what is known of the rest.
struct StampsAgain {
  private let old: [UInt8]
  private var index = 0

  init(_ old: [UInt8]) {
    self.old = old
  }

  mutating func run(
    _ marks: StampMarks, _ walk: TreeStamps.Walk, into stamps: inout TreeStamps
  ) throws(FileTreeError) {
    guard let name = name(), isFolder else { return }
    try take(name, at: "", marks, walk, into: &stamps)
  }

  /// Takes the name at the index, with all below it.
  private mutating func take(
    _ name: String, at path: String, _ marks: StampMarks?, _ walk: TreeStamps.Walk,
    into stamps: inout TreeStamps
  ) throws(FileTreeError) {
    guard let marks else { return stamps.append(skipped()) }
    if marks.isMarked || !isFolder {
      guard let now = FileStamp.at(walk.place(of: path)) else { return _ = skipped() }
      guard now.isFolder, isFolder else {
        _ = skipped()
        return try stamps.take(name, at: path, now, walk)
      }
      stamps.open(name, now)
      skipHead()
      try merge(SystemCalls.list(walk.place(of: path)) ?? [], in: path, marks, walk, into: &stamps)
    } else {
      stamps.append(skipHead())
      while let child = self.name() {
        try take(child, at: path.appendingPath(child), marks.below(child), walk, into: &stamps)
      }
    }
    index = min(index + 1, old.count)
    stamps.close()
  }

  /// Takes the names that a folder has now: those that are known by what is known, the others anew.
  private mutating func merge(
    _ entries: [FileEntry], in folder: String, _ marks: StampMarks, _ walk: TreeStamps.Walk,
    into stamps: inout TreeStamps
  ) throws(FileTreeError) {
    let stampsFiles = walk.stampsFiles(folder)
    for entry in entries where stampsFiles || entry.kind != .file {
      while let known = name(), isOrderedByBytes(known, entry.name) { _ = skipped() }
      let path = folder.appendingPath(entry.name)
      if name() == entry.name {
        try take(entry.name, at: path, marks.below(entry.name), walk, into: &stamps)
      } else {
        try stamps.take(entry.name, at: path, FileStamp.at(walk.place(of: path)), walk)
      }
    }
    while name() != nil { _ = skipped() }
  }

  // MARK: The old stamps

  /// The name at the index; `nil` at a folder's end, and where there is no sense in the bytes.
  private func name() -> String? {
    guard let end = headEnd else { return nil }
    return String(decoding: old[index + 3..<end - FileStamp.byteCount], as: UTF8.self)
  }

  private var isFolder: Bool { index < old.count && old[index] == TreeStamps.Mark.folder }

  private var headEnd: Int? {
    guard index + 3 <= old.count, old[index] != TreeStamps.Mark.end else { return nil }
    let end = index + 3 + Int(old[index + 1]) + Int(old[index + 2]) << 8 + FileStamp.byteCount
    return end <= old.count ? end : nil
  }

  /// Goes on behind a name and its stamp, into the folder that it is.
  @discardableResult
  private mutating func skipHead() -> ArraySlice<UInt8> {
    let start = index
    index = headEnd ?? old.count
    return old[start..<index]
  }

  /// Goes on behind a name with all below it.
  private mutating func skipped() -> ArraySlice<UInt8> {
    let start = index
    var depth = 0
    repeat {
      if index < old.count, old[index] == TreeStamps.Mark.end {
        depth -= 1
        index += 1
      } else {
        if isFolder { depth += 1 }
        skipHead()
      }
    } while depth > 0 && index < old.count
    return old[start..<index]
  }
}
