import Glibc

/// A file that arrives in pieces, under a temporary name until it is whole.
///
/// One that is given up before that leaves nothing behind.
public final class PiecewiseFile {
  private let path: String
  private let temporary: String
  private let file: Int32
  /// What the file is compared with as it arrives; closed at the first difference.
  private var existing: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// Pieces are gathered to this size before they are written.
  private static let blockSize = 256 << 10

  /// Begins a file; `name` tells its temporary name from those of others who write to the same path.
  init(_ path: String, as name: String = "") throws(FileTreeError) {
    self.path = path
    temporary = SystemCalls.temporary(for: path + name)
    file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw SystemCalls.fault("write", path) }
    existing = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
  }

  deinit {
    if existing >= 0 { close(existing) }
    close(file)
    if !isFinished { _ = unsafe unlink(temporary) }
  }

  /// Adds a piece, of any size.
  public func append(_ bytes: ArraySlice<UInt8>) throws(FileTreeError) {
    var rest = bytes
    while !rest.isEmpty {
      let block = rest.prefix(Self.blockSize - buffer.count)
      buffer += block
      rest = rest.dropFirst(block.count)
      if buffer.count == Self.blockSize { try flush() }
    }
  }

  /// Puts the file in its place, once it is whole; one that has the same bytes is left alone.
  public func place() throws(FileTreeError) {
    guard try finish() else { return }
    guard unsafe rename(temporary, path) == 0 else { throw SystemCalls.fault("write", path) }
  }

  /// Ends the file under its temporary name; returns whether its bytes differ from what is in its place.
  func finish() throws(FileTreeError) -> Bool {
    try flush()
    isFinished = true
    if existing >= 0 {
      var byte: UInt8 = 0
      if unsafe read(existing, &byte, 1) == 0 {
        _ = unsafe unlink(temporary)
        return false
      }
    }
    return true
  }

  private func flush() throws(FileTreeError) {
    try write(buffer[...])
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: ArraySlice<UInt8>) throws(FileTreeError) {
    if existing >= 0, try !existingGoesOnLike(bytes) {
      close(existing)
      existing = -1
    }
    try SystemCalls.writeAll(bytes, to: file, path)
  }

  private func existingGoesOnLike(_ bytes: ArraySlice<UInt8>) throws(FileTreeError) -> Bool {
    var there = [UInt8](repeating: 0, count: bytes.count)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe there.withUnsafeMutableBytes { buffer in
        unsafe read(existing, buffer.baseAddress?.advanced(by: filled), bytes.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      filled += count
    }
    return there[...] == bytes
  }
}
