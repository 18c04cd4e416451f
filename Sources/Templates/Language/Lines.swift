/// The rules of lines and blanks: which tags take their whole line away, and what an indentation is.
extension TemplateSource {
  func isLineStart(_ offset: Int) -> Bool {
    offset == start || bytes[offset - 1] == .lineFeed
  }

  /// The blanks between the start of the line and `offset`; `nil` where there is anything else.
  func lead(of offset: Int) -> Range<Int>? {
    var lineStart = offset
    while !isLineStart(lineStart) {
      guard bytes[lineStart - 1].isBlank else { return nil }
      lineStart -= 1
    }
    return lineStart..<offset
  }

  /// The start of the next line, where only blanks stand between `offset` and that; else `nil`.
  func tail(of offset: Int) -> Int? {
    var index = offset
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    if index + 1 < bytes.count, bytes[index] == .carriageReturn, bytes[index + 1] == .lineFeed { index += 1 }
    guard index < bytes.count else { return index }
    return bytes[index] == .lineFeed ? index + 1 : nil
  }

  /// The longest indentation that every line starting in `content` has; blank lines do not count.
  ///
  /// `nil` if there is no such line.
  func commonIndentation(of content: Range<Int>) -> Range<Int>? {
    var common: Range<Int>?
    var index = content.lowerBound
    while index < content.upperBound {
      if isLineStart(index) {
        let own = blanks(from: index, to: content.upperBound)
        index = own.upperBound
        if index == content.upperBound { break }
        if bytes[index] != .lineFeed, bytes[index] != .carriageReturn {
          common = common.map { shared($0, own) } ?? own
        }
      }
      index += 1
    }
    return common
  }

  /// The longest start that two indentations have in common.
  func shared(_ first: Range<Int>, _ second: Range<Int>) -> Range<Int> {
    let count = zip(bytes[first], bytes[second]).prefix { $0 == $1 }.count
    return first.prefix(count)
  }

  func blanks(from start: Int, to end: Int) -> Range<Int> {
    var index = start
    while index < end, bytes[index].isBlank { index += 1 }
    return start..<index
  }
}
