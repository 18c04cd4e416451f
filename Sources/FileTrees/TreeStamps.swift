import Glibc

/// The stamps of all that lies below a folder: taken once, and compared with the disk later, without reading a file.
///
/// Bytes, as they go into a record: for each name, in the order of a walk, its kind, its length, its letters and its
/// stamp; a folder's names follow it, up to an end mark.
public struct TreeStamps: Sendable, Equatable {
  /// The stamps as bytes.
  public private(set) var bytes: [UInt8] = []
  /// When the tree was last changed, in nanoseconds since 1970.
  private var newest: UInt64 = 0
  /// Whether there are names that lead elsewhere, to what has no stamp here.
  private var hasLinks = false

  enum Mark {
    static let end: UInt8 = 0
    static let file: UInt8 = 1
    static let folder: UInt8 = 2
  }

  /// Takes the stamps of what lies below a folder now; see ``settled(_:afterWriting:foldersOnly:)``.
  public init(of root: String, foldersOnly: [String] = []) throws(FileTreeError) {
    let walk = Walk(root: Self.inside(root), foldersOnly)
    try take("", at: "", FileStamp.at(walk.root), walk)
  }

  /// The folder itself, where a link leads to it.
  private static func inside(_ root: String) -> String { root + "/." }

  /// Takes stamps out of a record.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The stamps of a folder that nobody has written to for a tick of the clock, so that whatever is done to it from
  /// now on gives other stamps; `nil` where it does not come to rest, or where links in it lead elsewhere.
  ///
  /// Whoever has just written to the folder says so, and the tick is waited for first. Below the paths of
  /// `foldersOnly`, files are known by the stamps of their folders: one that comes, goes or is replaced is noticed,
  /// and not one that is written to where it stands.
  public static func settled(
    _ root: String, afterWriting: Bool = false, foldersOnly: [String] = []
  ) throws(FileTreeError) -> TreeStamps? {
    try settled(afterWriting) { () throws(FileTreeError) in
      try TreeStamps(of: root, foldersOnly: foldersOnly)
    }
  }

  /// These stamps with new ones for some paths, which differ from what they were.
  ///
  /// Those below the paths that are not there any more are left out, and new names taken in. Else as
  /// ``settled(_:afterWriting:foldersOnly:)``.
  public func resettled(
    _ root: String, differing paths: [String], afterWriting: Bool = false, foldersOnly: [String] = []
  ) throws(FileTreeError) -> TreeStamps? {
    let marks = StampMarks(paths)
    return try Self.settled(afterWriting) { () throws(FileTreeError) in
      var again = StampsAgain(bytes)
      var stamps = TreeStamps(bytes: [])
      try again.run(marks, Walk(root: Self.inside(root), foldersOnly), into: &stamps)
      return stamps
    }
  }

  private static func settled(
    _ isJustWritten: Bool, _ take: () throws(FileTreeError) -> TreeStamps
  ) throws(FileTreeError) -> TreeStamps? {
    if isJustWritten { usleep(UInt32(2 * tick / 1000)) }
    for _ in 0..<5 {
      // Before the walk: a file that is written to while others are looked at must not pass for settled.
      let start = now
      let stamps = try take()
      if stamps.hasLinks { return nil }
      if stamps.newest &+ tick < start { return stamps }
      // A clock that runs ahead elsewhere is not waited for.
      if stamps.newest > start &+ 1_000_000_000 { return nil }
      usleep(UInt32(2 * tick / 1000))
    }
    return nil
  }

  /// No file system in use has a coarser clock than this; the kernel's own ticks are 4 or 10 ms.
  private static let tick: UInt64 = 20_000_000

  private static var now: UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// Where a walk goes, and where it looks at folders only.
  struct Walk {
    let root: String
    private let foldersOnly: [String]

    init(root: String, _ foldersOnly: [String]) {
      (self.root, self.foldersOnly) = (root, foldersOnly)
    }

    func place(of path: String) -> String { path.isEmpty ? root : root + "/" + path }

    func stampsFiles(_ folder: String) -> Bool {
      !foldersOnly.contains { folder.hasPrefix($0) && (folder + "/").hasPrefix($0 + "/") }
    }
  }

  /// Takes the stamp of what is at a path, and of all below it.
  mutating func take(
    _ name: String, at path: String, _ stamp: FileStamp?, _ walk: Walk
  ) throws(FileTreeError) {
    guard let stamp else { return }
    open(name, stamp)
    guard stamp.isFolder else { return }
    let stampsFiles = walk.stampsFiles(path)
    for entry in try SystemCalls.list(walk.place(of: path)) ?? []
    where stampsFiles || entry.kind != .file {
      let child = path.appendingPath(entry.name)
      try take(entry.name, at: child, FileStamp.at(walk.place(of: child)), walk)
    }
    close()
  }

  /// Adds a name with its stamp; that of a folder stays open for what is in it.
  mutating func open(_ name: String, _ stamp: FileStamp) {
    bytes.append(stamp.isFolder ? Mark.folder : Mark.file)
    bytes.append(UInt8(truncatingIfNeeded: name.utf8.count))
    bytes.append(UInt8(truncatingIfNeeded: name.utf8.count >> 8))
    bytes.append(contentsOf: name.utf8)
    stamp.append(to: &bytes)
    newest = max(newest, stamp.changed)
    hasLinks = hasLinks || !stamp.isPlain
  }

  /// Ends the folder that was opened last.
  mutating func close() { bytes.append(Mark.end) }

  /// Adds names with their stamps as they are.
  mutating func append(_ known: ArraySlice<UInt8>) { bytes.append(contentsOf: known) }
}

extension TreeStamps {
  /// The paths, below the folder, of what has another stamp now, or is gone; a folder's own path where names were
  /// added to it or removed; the empty path for the folder itself.
  ///
  /// The first `limit` of them. Where there is none, every file is as it was, and no name is new.
  public func differences(below root: String, limit: Int = .max) -> [String] {
    var walk = Comparison(bytes: bytes, root: Self.inside(root), limit: limit)
    walk.run()
    return walk.differences
  }

  /// One walk over the stamps, with the path of the current name in one buffer.
  ///
  /// Names are looked up from folders near the root that are held open, so that the system walks short paths.
  private struct Comparison: ~Copyable {
    let bytes: [UInt8]
    let limit: Int
    private let rootCount: Int
    private var path: [UInt8]
    /// How long the path was at each folder that is open.
    private var open: [Int] = []
    /// The folders that are held open, with how much of the path leads to each.
    private var bases: [(folder: CInt, count: Int)] = []
    private(set) var differences: [String] = []

    /// How deep folders are held open.
    private static let mostBases = 3

    init(bytes: [UInt8], root: String, limit: Int) {
      self.bytes = bytes
      self.limit = limit
      path = Array(root.utf8)
      rootCount = path.count
    }

    mutating func run() {
      var index = 0
      while index < bytes.count, differences.count < limit {
        if bytes[index] == Mark.end {
          guard let outer = open.popLast() else { return note() }
          if bases.count > open.count, let base = bases.popLast() { Glibc.close(base.folder) }
          path.removeLast(path.count - outer)
          index += 1
          continue
        }
        let isFolder = bytes[index] == Mark.folder
        guard isFolder || bytes[index] == Mark.file, index + 3 <= bytes.count else { return note() }
        let length = Int(bytes[index + 1]) | Int(bytes[index + 2]) << 8
        let stamp = index + 3 + length
        guard stamp + FileStamp.byteCount <= bytes.count else { return note() }
        let outer = path.count
        if length > 0 { path.append(UInt8(ascii: "/")) }
        path.append(contentsOf: bytes[index + 3..<stamp])
        compare(isFolder, stamp)
        index = stamp + FileStamp.byteCount
        if isFolder { enter(outer) } else { path.removeLast(path.count - outer) }
      }
    }

    deinit {
      for base in bases { Glibc.close(base.folder) }
    }

    private mutating func enter(_ outer: Int) {
      open.append(outer)
      guard open.count == bases.count + 1, bases.count < Self.mostBases else { return }
      let folder = unsafe Glibc.open(
        String(decoding: path, as: UTF8.self), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      // Where it cannot be opened, whole paths do.
      if folder >= 0 { bases.append((folder, path.count + 1)) }
    }

    private mutating func compare(_ isFolder: Bool, _ stamp: Int) {
      path.append(0)
      let base = bases.last ?? (AT_FDCWD, 0)
      let now = FileStamp.at(path, from: base.count, in: base.folder)
      path.removeLast()
      if let now, now.isFolder == isFolder, now.isWritten(in: bytes, at: stamp) { return }
      note()
    }

    private mutating func note() {
      differences.append(String(decoding: path.dropFirst(rootCount + 1), as: UTF8.self))
    }
  }
}
