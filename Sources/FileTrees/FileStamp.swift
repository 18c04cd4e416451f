import Glibc

/// What the system tells of a file or folder without opening it.
///
/// Whoever writes to a file, or adds and removes names in a folder, gives it another stamp, whatever they do to its
/// times afterwards: the time of the last change of status cannot be set. Only a change within a tick of the clock
/// after the stamp was taken could go unnoticed; see ``TreeStamps/settled(_:afterWriting:)``.
public struct FileStamp: Hashable, Sendable {
  let isFolder: Bool
  /// Whether it is a folder or a regular file.
  var isPlain: Bool { isFolder || size & UInt64(S_IFMT) == UInt64(S_IFREG) }
  let inode: UInt64
  /// A file's size and what kind of file it is.
  let size: UInt64
  /// When its content was last changed, as it says itself, in nanoseconds since 1970.
  public let modified: UInt64
  let changed: UInt64

  /// The stamp of what a path leads to, links followed; `nil` where there is nothing.
  public static func following(_ path: String) -> FileStamp? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return FileStamp(status)
  }

  /// The stamp at a path, links not followed.
  static func at(_ path: String) -> FileStamp? { at(Array(path.utf8) + [0], from: 0, in: AT_FDCWD) }

  /// The stamp at a path that ends in a zero byte, and begins at an offset where a folder that is open holds the rest.
  static func at(_ path: [UInt8], from offset: Int, in folder: CInt) -> FileStamp? {
    var status = stat()
    let result: CInt = unsafe path.withUnsafeBytes { buffer in
      guard let letters = unsafe buffer.bindMemory(to: CChar.self).baseAddress else { return -1 }
      return unsafe fstatat(folder, letters + offset, &status, AT_SYMLINK_NOFOLLOW)
    }
    return result == 0 ? FileStamp(status) : nil
  }

  private init(_ status: stat) {
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    inode = UInt64(status.st_ino)
    // A folder's size says nothing that its times do not say.
    size = isFolder ? 0 : UInt64(bitPattern: Int64(status.st_size)) << 16 | UInt64(status.st_mode & S_IFMT)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  private static func nanoseconds(_ time: timespec) -> UInt64 {
    UInt64(bitPattern: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  // MARK: As bytes

  static let byteCount = 32

  /// Reads a stamp that ``append(to:)`` wrote.
  init(_ bytes: [UInt8], at start: Int, isFolder: Bool) {
    func number(_ place: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + place * 8 + $1]) << (8 * UInt64($1)) }
    }
    self.isFolder = isFolder
    inode = number(0)
    size = number(1)
    modified = number(2)
    changed = number(3)
  }

  /// Whether this is the stamp that ``append(to:)`` wrote at a place.
  func isWritten(in bytes: [UInt8], at start: Int) -> Bool {
    guard start + Self.byteCount <= bytes.count else { return false }
    return unsafe bytes.withUnsafeBytes { buffer in
      func number(_ place: Int) -> UInt64 {
        unsafe UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: start + place * 8, as: UInt64.self))
      }
      return number(0) == inode && number(1) == size && number(2) == modified && number(3) == changed
    }
  }

  func append(to bytes: inout [UInt8]) {
    for number in [inode, size, modified, changed] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
  }
}
