/// What a column counts.
public enum ColumnUnit: Sendable {
  /// Bytes of UTF-8.
  case bytes
  /// Unicode scalars, which is what people count on a screen, near enough.
  case scalars
  /// UTF-16 code units, which is what SARIF and the language server protocol count.
  case utf16
}

/// A place in a text, as people and editors name it: both numbers start at 1.
public struct Position: Hashable, Comparable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in the unit that was asked for.
  public let column: Int

  /// Makes a position from its two numbers.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Orders positions as they are read.
  public static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Where each line of a text starts.
///
/// A line ends with LF, CR LF, or a CR alone, as editors have it; U+0085 and U+2028, which YAML 1.1
/// counts as line breaks, end no line here.
public struct LineIndex: Sendable {
  /// The byte offset of each line's first byte, ascending; never empty.
  public let starts: [Int]

  /// Finds the lines of `bytes`.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    let count = bytes.count
    for index in 0..<count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") {
        starts.append(index + 1)
      } else if byte == UInt8(ascii: "\r"), index + 1 == count || bytes[index + 1] != UInt8(ascii: "\n") {
        starts.append(index + 1)
      }
    }
    self.starts = starts
  }

  /// The number, from 0, of the line that holds byte `offset`.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The byte range of a line (from 0), without its line break.
  public func range(ofLine line: Int, in bytes: [UInt8]) -> Range<Int> {
    guard starts.indices.contains(line) else { return bytes.count..<bytes.count }
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return start..<end
  }

  func position(at offset: Int, in bytes: [UInt8], unit: ColumnUnit) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(at: offset)
    var start = starts[line]
    if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]), offset >= 3 { start = 3 }
    return Position(line: line + 1, column: width(of: bytes[start..<offset], in: unit) + 1)
  }

  private func width(of bytes: ArraySlice<UInt8>, in unit: ColumnUnit) -> Int {
    switch unit {
    case .bytes: bytes.count
    case .scalars: bytes.count { $0 & 0xC0 != 0x80 }
    case .utf16: bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) }
    }
  }
}
