import Templates
import Testing

/// A page, as far as it was rendered, and all that was wrong with it.
struct Rendered: Equatable {
  var text: String
  var problems: [TemplateProblem] = []
}

/// Compiles `page` with the other templates, and renders it.
func render(
  _ page: String, _ others: [String: String] = [:], with contexts: TemplateData...,
  mode: TemplateMode = .strict, limits: TemplateLimits = TemplateLimits()
) -> Rendered {
  let library = TemplateLibrary(pages(page, others), mode: mode, limits: limits)
  var output: [UInt8] = []
  var problems = library.problems
  if let template = library["page"] {
    problems += library.render(template, with: contexts, into: &output)
  }
  return Rendered(text: String(decoding: output, as: UTF8.self), problems: problems)
}

/// The sources of a library that has a template called `page`.
func pages(_ page: String, _ others: [String: String] = [:]) -> [String: [UInt8]] {
  others.merging(["page": page]) { $1 }.mapValues { Array($0.utf8) }
}

/// A template in which `1️⃣` and `2️⃣` stand around what is at fault.
struct MarkedTemplate {
  let text: String
  let range: Range<Int>

  init(_ marked: String) throws {
    let parts = marked.split(separator: "1️⃣", omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    let rest = parts[1].split(separator: "2️⃣", omittingEmptySubsequences: false)
    try #require(rest.count == 2)
    text = String(parts[0] + rest[0] + rest[1])
    range = parts[0].utf8.count..<(parts[0].utf8.count + rest[0].utf8.count)
  }

  private init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
  }

  /// The same behind three lines of other scripts.
  var afterMultibyteText: MarkedTemplate {
    let start = "模型\né😎\u{2028}\n— "
    let shift = start.utf8.count
    return MarkedTemplate(
      text: start + text, range: range.lowerBound + shift..<range.upperBound + shift)
  }

  /// The same with CR LF at the end of each line.
  var withCRLF: MarkedTemplate {
    func converted(_ bytes: some Sequence<UInt8>) -> [UInt8] {
      bytes.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
    }
    let bytes = Array(text.utf8)
    let start = converted(bytes[..<range.lowerBound]).count
    return MarkedTemplate(
      text: String(decoding: converted(bytes), as: UTF8.self),
      range: start..<start + converted(bytes[range]).count)
  }

  /// Where the range starts, found by looking at the text in another way than the module does.
  var position: (line: Int, column: Int) {
    let before = String(decoding: text.utf8.prefix(range.lowerBound), as: UTF8.self)
    let lines = before.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
    return (lines.count, (lines.last?.count ?? 0) + 1)
  }
}
