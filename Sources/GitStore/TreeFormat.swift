/// Reads and writes tree objects.
///
/// An object is a row of `MODE SP NAME NUL` and twenty bytes of id.
extension Tree {
  /// A reason why bytes are not a tree object.
  struct FormatFault: Error {
    let reason: String
  }

  /// Reads a tree object, refusing what git's own checks refuse: names that are empty, hold a `/` or
  /// come twice, a wrong order, unknown modes.
  init(parsing bytes: UnsafeRawBufferPointer) throws(FormatFault) {
    var entries: [TreeEntry] = []
    entries.reserveCapacity(bytes.count / 40)
    var position = 0
    while position < bytes.count {
      let entry = try unsafe Tree.entry(in: bytes, at: &position)
      if let last = entries.last {
        let order = compare(last.name.bytes, last.mode == .tree, entry.name.bytes, entry.mode == .tree)
        guard order < 0 else { throw FormatFault(reason: "its entries are not in order at \(entry.name)") }
      }
      entries.append(entry)
    }
    self.entries = entries
    for entry in entries where entry.mode == .tree {
      // A file and a folder of one name need not be neighbours.
      guard self.entry(named: entry.name.bytes)?.mode == .tree else {
        throw FormatFault(reason: "it holds \(entry.name) twice")
      }
    }
  }

  private static func entry(in bytes: UnsafeRawBufferPointer, at position: inout Int) throws(FormatFault)
    -> TreeEntry
  {
    var mode: UInt32 = 0
    let start = position
    while position < bytes.count, case let digit = unsafe bytes[position], digit != UInt8(ascii: " ") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), position - start < 6 else {
        throw FormatFault(reason: "a mode is not an octal number")
      }
      mode = mode << 3 | UInt32(digit - UInt8(ascii: "0"))
      position += 1
    }
    position += 1
    let nameStart = position
    while position < bytes.count, case let byte = unsafe bytes[position], byte != 0 {
      guard byte != slash else { throw FormatFault(reason: "a name holds a slash") }
      position += 1
    }
    let nameEnd = position
    position += 1 + ObjectID.byteCount
    guard position <= bytes.count else { throw FormatFault(reason: "it ends early") }
    guard nameEnd > nameStart else { throw FormatFault(reason: "a name is empty") }
    guard let known = FileMode(lenient: mode) else {
      throw FormatFault(reason: "an entry has the unknown mode \(String(mode, radix: 8))")
    }
    let name = unsafe TreePath(bytes: Array(bytes[nameStart..<nameEnd]))
    let id = unsafe ObjectID(twenty: bytes[(nameEnd + 1)..<position])
    return TreeEntry(name: name, mode: known, id: id)
  }

  /// The bytes of the tree object that holds `entries`, which must be in git's order.
  static func encode(_ entries: [TreeEntry]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 40)
    for entry in entries {
      bytes += entry.mode.digits.utf8
      bytes.append(UInt8(ascii: " "))
      bytes += entry.name.bytes
      bytes.append(0)
      bytes += entry.id.bytes
    }
    return bytes
  }
}

extension FileMode {
  /// Reads a mode as git does: old repositories hold files that the group may write.
  fileprivate init?(lenient mode: UInt32) {
    self.init(rawValue: mode == 0o100664 ? 0o100644 : mode)
  }
}
