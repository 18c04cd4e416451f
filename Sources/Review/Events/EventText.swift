/// What a person wrote in a review: some lines of plain text, safe to show on a terminal.
///
/// No control characters but line breaks and tabs, nothing that reorders text, no blanks at the ends of
/// lines, no empty lines at either end.
public struct EventText: Hashable, Sendable {
  /// The largest text, in bytes.
  public static let limit = 64 << 10

  /// The text, without a line break at its end.
  public let text: String

  /// No text.
  public static let empty = EventText(verbatim: "")

  private init(verbatim text: String) {
    self.text = text
  }

  /// Takes a text that is in the form that this type promises; nil for any other.
  init?(exactly text: String) {
    guard let clean = EventText(text), clean.text == text else { return nil }
    self = clean
  }

  /// Takes what a person typed, with the line breaks of any system and blanks anywhere.
  ///
  /// Nil where it is too long, or holds what could mislead whoever reads it.
  public init?(_ typed: some StringProtocol) {
    guard typed.utf8.count <= Self.limit else { return nil }
    var lines: [String] = []
    for line in typed.split(omittingEmptySubsequences: false, whereSeparator: \.isLineBreak) {
      guard line.unicodeScalars.allSatisfy(Self.isPlain) else { return nil }
      lines.append(Self.trimmedEnd(line))
    }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    text = lines.joined(separator: "\n")
  }

  /// Whether nothing was written.
  public var isEmpty: Bool { text.isEmpty }
  /// The first line.
  public var title: String { String(text.prefix { $0 != "\n" }) }
  /// The lines.
  public var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  /// What follows the first line, without the empty lines between.
  public var body: String { String(text.dropFirst(title.count).drop { $0 == "\n" }) }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: true
    // The joiners that scripts and pictures need; all other format characters reorder or hide text.
    case 0x200C, 0x200D: true
    case 0x2028, 0x2029: false
    default: ![.control, .format, .surrogate, .privateUse].contains(scalar.properties.generalCategory)
    }
  }

  private static func trimmedEnd(_ line: some StringProtocol) -> String {
    var scalars = Array(line.unicodeScalars)
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension EventText: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}

extension Character {
  /// A line break of Unix, Windows or old macOS; other characters that end lines are not plain text.
  fileprivate var isLineBreak: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
