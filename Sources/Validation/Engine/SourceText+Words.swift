import SourceText

extension SourceText {
  /// Tells whether a letter or digit stands right before or after a range that starts or ends with one.
  func isWithinWord(_ range: Range<Int>) -> Bool {
    func isWordByte(_ offset: Int) -> Bool {
      guard bytes.indices.contains(offset) else { return false }
      switch bytes[offset] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: return true
      default: return false
      }
    }
    return (isWordByte(range.lowerBound) && isWordByte(range.lowerBound - 1))
      || (isWordByte(range.upperBound - 1) && isWordByte(range.upperBound))
  }
}
