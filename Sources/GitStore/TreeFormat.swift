import Glibc

extension Tree {
  /// A reason why bytes are not a tree object.
  struct FormatFault: Error {
    let reason: String
  }

  /// Finds the entries of a tree object, refusing what git's own checks refuse: names that are empty, hold a `/`
  /// or come twice, a wrong order, unknown modes.
  init(parsing bytes: [UInt8]) throws(FormatFault) {
    guard bytes.count < Int(UInt32.max) else { throw FormatFault(reason: "it is too large") }
    var starts: [UInt32] = []
    starts.reserveCapacity(bytes.count / 32 + 1)
    var check = TreeOrderCheck()
    let fault = unsafe bytes.withUnsafeBytes { buffer -> FormatFault? in
      var position = 0
      while position < buffer.count {
        starts.append(UInt32(position))
        guard let name = unsafe Self.name(in: buffer, from: position) else {
          return FormatFault(reason: "an entry has an unknown mode or ends early")
        }
        let isTree = unsafe buffer[position] == UInt8(ascii: "4")
        if let reason = unsafe check.add(buffer, name, isTree: isTree) { return FormatFault(reason: reason) }
        position = name.upperBound + 1 + ObjectID.byteCount
        if position > buffer.count { return FormatFault(reason: "it ends early") }
      }
      return nil
    }
    if let fault { throw fault }
    starts.append(UInt32(bytes.count))
    self.init(bytes: bytes, starts: starts)
  }

  /// Where the name of the entry that begins at `start` is; nil when its mode is unknown or its end is missing.
  private static func name(in buffer: UnsafeRawBufferPointer, from start: Int) -> Range<Int>? {
    for mode in modes where buffer.count - start > mode.count {
      guard unsafe zip(buffer[start...], mode).allSatisfy({ $0 == $1 }) else { continue }
      let first = start + mode.count
      guard let base = buffer.baseAddress,
        let end = unsafe memchr(base + first, 0, buffer.count - first)
      else { return nil }
      return unsafe first..<(UnsafeRawPointer(end) - base)
    }
    return nil
  }

  /// The modes with the space behind them; the last stands in old repositories for a plain file.
  private static let modes = ["100644 ", "40000 ", "100755 ", "120000 ", "160000 ", "100664 "].map {
    Array($0.utf8)
  }
}

/// Holds the names of a tree against git's order, one after the other.
private struct TreeOrderCheck {
  private var last: (name: Range<Int>, isTree: Bool)?
  /// The files whose names the names since then all begin with: one of these may return as a folder.
  private var files: [Range<Int>] = []

  /// A reason why the next name may not stand there.
  mutating func add(_ buffer: UnsafeRawBufferPointer, _ name: Range<Int>, isTree: Bool) -> String? {
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[name])
    if unsafe bytes.isEmpty { return "a name is empty" }
    if unsafe bytes.contains(slash) { return "a name holds a slash" }
    if let last {
      let before = unsafe UnsafeRawBufferPointer(rebasing: buffer[last.name])
      guard unsafe order(before, last.isTree, bytes, isTree) < 0 else { return "its names are not in order" }
    }
    while let file = files.last {
      let prefix = unsafe UnsafeRawBufferPointer(rebasing: buffer[file])
      if unsafe bytes.starts(with: prefix) { break }
      files.removeLast()
    }
    if isTree, let file = files.last, file.count == name.count { return "a file and a folder have one name" }
    if !isTree { files.append(name) }
    last = (name, isTree)
    return nil
  }
}

/// Puts a tree object together.
struct TreeBuilder {
  private(set) var bytes: [UInt8] = []

  /// Adds an entry, which must come after those before it.
  mutating func append(_ entry: TreeEntry) {
    bytes += String(entry.mode.rawValue, radix: 8).utf8
    bytes.append(UInt8(ascii: " "))
    bytes += entry.name.bytes
    bytes.append(0)
    bytes += entry.id.bytes
  }

  /// Adds entries of a tree as they stand there.
  mutating func append(_ tree: Tree, _ positions: Range<Int>) {
    bytes += tree.bytes[Int(tree.starts[positions.lowerBound])..<Int(tree.starts[positions.upperBound])]
  }

  /// Takes out what was added in these ranges.
  mutating func remove(_ ranges: [Range<Int>]) {
    for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) { bytes.removeSubrange(range) }
  }
}
