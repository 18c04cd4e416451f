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

  private enum Mark {
    static let end: UInt8 = 0
    static let file: UInt8 = 1
    static let folder: UInt8 = 2
  }

  /// Takes the stamps of what lies below a folder now.
  public init(of root: String) throws(FileTreeError) {
    let inside = Self.inside(root)
    try take("", of: inside, FileStamp.at(Array(inside.utf8) + [0]))
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
  /// Whoever has just written to the folder says so, and the tick is waited for first.
  public static func settled(_ root: String, afterWriting: Bool = false) throws(FileTreeError) -> TreeStamps?
  {
    if afterWriting { usleep(UInt32(2 * tick / 1000)) }
    for _ in 0..<5 {
      // Before the walk: a file that is written to while others are looked at must not pass for settled.
      let start = now
      let stamps = try TreeStamps(of: root)
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

  private mutating func take(_ name: String, of path: String, _ stamp: FileStamp?) throws(FileTreeError) {
    guard let stamp else { return }
    bytes.append(stamp.isFolder ? Mark.folder : Mark.file)
    bytes.append(UInt8(truncatingIfNeeded: name.utf8.count))
    bytes.append(UInt8(truncatingIfNeeded: name.utf8.count >> 8))
    bytes.append(contentsOf: name.utf8)
    stamp.append(to: &bytes)
    newest = max(newest, stamp.changed)
    hasLinks = hasLinks || !stamp.isPlain
    guard stamp.isFolder else { return }
    for entry in try SystemCalls.list(path) ?? [] {
      let child = path + "/" + entry.name
      try take(entry.name, of: child, FileStamp.at(Array(child.utf8) + [0]))
    }
    bytes.append(Mark.end)
  }
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
  private struct Comparison {
    let bytes: [UInt8]
    let limit: Int
    private let rootCount: Int
    private var path: [UInt8]
    /// How long the path was at each folder that is open.
    private var open: [Int] = []
    private(set) var differences: [String] = []

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
        if isFolder { open.append(outer) } else { path.removeLast(path.count - outer) }
      }
    }

    private mutating func compare(_ isFolder: Bool, _ stamp: Int) {
      path.append(0)
      let now = FileStamp.at(path)
      path.removeLast()
      if let now, now.isFolder == isFolder, now.isWritten(in: bytes, at: stamp) { return }
      note()
    }

    private mutating func note() {
      differences.append(String(decoding: path.dropFirst(rootCount + 1), as: UTF8.self))
    }
  }
}
