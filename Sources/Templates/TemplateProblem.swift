/// A fault in a template, at the place where its author can mend it.
public struct TemplateProblem: Hashable, Sendable, CustomStringConvertible {
  /// The name of the template, as it was given to the library.
  public let template: String
  /// The bytes at fault, in the template's source.
  public let range: Range<Int>
  /// The line where the range starts, from 1; LF, CR LF and a lone CR end a line.
  public let line: Int
  /// The column where the range starts, from 1, in Unicode scalars.
  public let column: Int
  /// What is wrong, as a sentence without its full stop.
  public let message: String
  /// What to do about it, as a sentence without its full stop.
  public let advice: String

  /// The problem on one line, as `page:3:14: message. Advice.`.
  public var description: String {
    "\(template):\(line):\(column): \(message). \(advice)."
  }
}

/// A template as it was handed in.
struct TemplateSource: Sendable {
  let name: String
  let bytes: [UInt8]

  /// Where the text starts: after a byte order mark, which is never part of the output.
  var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The parts of a name between its dots.
  func parts(of name: Range<Int>) -> [Range<Int>] {
    bytes[name].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(\.indices)
  }

  /// A range without the space at either end of it.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    guard let first = bytes[range].firstIndex(where: { !$0.isSpace }),
      let last = bytes[range].lastIndex(where: { !$0.isSpace })
    else { return range.prefix(0) }
    return first..<last + 1
  }

  func problem(_ range: Range<Int>, _ message: String, _ advice: String) -> TemplateProblem {
    let position = position(of: range.lowerBound)
    return TemplateProblem(
      template: name, range: range, line: position.line, column: position.column,
      message: message, advice: advice)
  }

  private func position(of offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var lineStart = start
    for index in start..<max(start, offset) {
      let isBreak = bytes[index] == .lineFeed || bytes[index] == .carriageReturn && !isLineFeed(index + 1)
      if isBreak {
        line += 1
        lineStart = index + 1
      }
    }
    let scalars = bytes[lineStart..<max(lineStart, offset)].count { $0 & 0xC0 != 0x80 }
    return (line, scalars + 1)
  }

  private func isLineFeed(_ index: Int) -> Bool {
    index < bytes.count && bytes[index] == .lineFeed
  }
}

/// The problems of one template, or of one run, in the order they were met.
struct ProblemLog: Sendable {
  /// Beyond this many the rest is noise, and finding their lines would take time that grows as a square.
  static let most = 100

  private(set) var problems: [TemplateProblem] = []
  private var known: Set<TemplateProblem> = []

  mutating func add(_ problem: @autoclosure () -> TemplateProblem) {
    guard problems.count < ProblemLog.most else { return }
    let problem = problem()
    if known.insert(problem).inserted { problems.append(problem) }
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Whether this is a blank within a line.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  var isSpace: Bool { isBlank || self == .lineFeed || self == .carriageReturn }
}
