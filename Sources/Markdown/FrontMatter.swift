/// A README's bytes, divided into what is Markdown and what is not.
public struct ReadmeSource: Sendable {
  /// Where the YAML between the `---` lines stands.
  public let frontMatter: Range<Int>?
  /// Where the Markdown starts: after a byte order mark and the front matter.
  public let bodyStart: Int

  /// Finds the front matter.
  ///
  /// It is `---` alone on the first line, then lines with a colon somewhere, and `---` or `...` alone
  /// on a line. Without all three the dashes are a rule of Markdown's.
  public init(_ bytes: ArraySlice<UInt8>) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.startIndex + 3 : bytes.startIndex
    var line = Self.line(at: start, in: bytes)
    let opening = line
    guard Self.isFence(bytes[line.text], "-") else {
      (frontMatter, bodyStart) = (nil, start)
      return
    }
    var hasKey = false
    while line.next < bytes.endIndex {
      line = Self.line(at: line.next, in: bytes)
      if Self.isFence(bytes[line.text], "-") || Self.isFence(bytes[line.text], ".") {
        let isFrontMatter = hasKey
        frontMatter = isFrontMatter ? opening.next..<line.text.lowerBound : nil
        bodyStart = isFrontMatter ? line.next : start
        return
      }
      hasKey = hasKey || bytes[line.text].contains(UInt8(ascii: ":"))
    }
    (frontMatter, bodyStart) = (nil, start)
  }

  private static func line(at start: Int, in bytes: ArraySlice<UInt8>) -> (text: Range<Int>, next: Int) {
    let rest = bytes[start...]
    guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else {
      return (start..<bytes.endIndex, bytes.endIndex)
    }
    let isPair =
      bytes[end] == UInt8(ascii: "\r") && end + 1 < bytes.endIndex && bytes[end + 1] == UInt8(ascii: "\n")
    return (start..<end, end + (isPair ? 2 : 1))
  }

  private static func isFence(_ line: ArraySlice<UInt8>, _ character: Unicode.Scalar) -> Bool {
    let mark = UInt8(ascii: character)
    return line.starts(with: [mark, mark, mark]) && line.dropFirst(3).allSatisfy(isBlank)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
