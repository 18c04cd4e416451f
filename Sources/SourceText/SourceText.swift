import Synchronization

/// The bytes of one file, with its path, as every later stage refers to it.
///
/// Positions inside are half-open byte ranges; lines and columns are derived from them only when
/// somebody has to read them.
public final class SourceText: Sendable {
  /// Where the bytes came from: a path relative to what was opened, with `/` between its parts.
  public let path: String
  /// The bytes as they stand in the file; nothing is decoded or normalised.
  public let bytes: [UInt8]

  private let lineIndex = Mutex<LineIndex?>(nil)

  /// Takes the bytes of the file at `path`.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Takes a text as its UTF-8 bytes.
  public convenience init(path: String, _ text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The line table, made at the first call.
  public var lines: LineIndex {
    lineIndex.withLock { cached in
      if let index = cached { return index }
      let index = LineIndex(bytes)
      cached = index
      return index
    }
  }

  /// The line and column of a byte offset; an offset past the end is the end.
  public func position(at offset: Int, in unit: ColumnUnit = .scalars) -> Position {
    lines.position(at: offset, in: bytes, unit: unit)
  }

  /// The text of a byte range; bytes that are not UTF-8 come out as U+FFFD.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}
