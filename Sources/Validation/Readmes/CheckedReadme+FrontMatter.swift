import Diagnostics
import Documents
import SourceText

extension CheckedReadme {
  /// The front matter, read; its ranges are ranges of the README.
  var frontMatterDocument: Document? { readFrontMatter().0 }

  /// What is wrong with the front matter; locations are in a text of their own, with the README's offsets.
  var frontMatterFaults: [Diagnostic] { readFrontMatter().1 }

  private func readFrontMatter() -> (Document?, [Diagnostic]) {
    guard let range = frontMatter else { return (nil, []) }
    // Blanks in the place of what comes before leave each byte of the block where it is in the file.
    let blanks = source.bytes[..<range.lowerBound].map { $0 == 0x0A ? $0 : 0x20 }
    return DocumentReader.read(SourceText(path: source.path, bytes: blanks + source.bytes[range]), as: .yaml)
  }
}

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
