import Foundation
import Testing

@testable import Markdown

/// An example of a specification: Markdown and the HTML it stands for.
struct Example: Decodable, CustomTestStringConvertible {
  let markdown: String
  let html: String
  let example: Int
  let section: String

  var testDescription: String { "\(example) (\(section))" }

  /// The examples of a file in `../shared/suites`, none if it is not there.
  static func load(_ path: String) -> [Example] {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let file = root.appendingPathComponent("shared/suites").appendingPathComponent(path)
    guard let data = FileManager.default.contents(atPath: file.path) else { return [] }
    do {
      return try JSONDecoder().decode([Example].self, from: data)
    } catch {
      Issue.record("\(path) cannot be read: \(error)")
      return []
    }
  }

  /// Whether the renderer makes of the Markdown what the specification says, in `NormalHTML`.
  ///
  /// Where the specification's HTML comes of raw HTML, it goes through the allow-list first: what is
  /// compared then is the Markdown around it.
  func holds(in dialect: MarkdownOptions.Dialect) -> Bool {
    var options = MarkdownOptions()
    options.dialect = dialect
    options.headingAnchors = false
    options.idPrefix = ""
    let renderer = MarkdownRenderer(options)
    let page = renderer.render(Array(markdown.utf8))
    let expected = page.containsHTML ? renderer.sanitize(Array(html.utf8)).html : Array(html.utf8)
    return NormalHTML(page.html).text == NormalHTML(expected).text
  }
}

/// A file of examples, and those that come out otherwise, with the reason.
struct Specification: CustomTestStringConvertible {
  let path: String
  let dialect: MarkdownOptions.Dialect
  let exceptions: [Int: String]

  var testDescription: String { path }

  /// md4c reads it otherwise.
  private static let parser = "md4c 0.4.8"
  /// We refuse it, on purpose.
  private static let policy = "not on the allow-list"
  /// The example shows what the base language does not do, and the dialect does.
  private static let otherDialect = "the example is of another dialect"

  static let all = [
    Specification(
      path: "commonmark/spec.json", dialect: .commonMark,
      exceptions: [
        34: "\(policy): a language's class is ASCII", 144: "\(policy): a language's class has no semicolon",
        148: "one more line break at the end of a <pre> that holds a paragraph",
        173: "\(parser) ends a <textarea> at a blank line", 600: "\(policy): scheme",
        601: "\(policy): scheme", 603: "\(policy): scheme",
        627: "\(parser) forbids two hyphens in a comment",
      ]),
    Specification(
      path: "gfm/spec.json", dialect: .github,
      exceptions: [
        114: "\(policy): a language's class has no semicolon",
        118: "one more line break at the end of a <pre> that holds a paragraph",
        203: "\(parser) takes a header that is wider than its rule",
        330: "\(policy): a language's class is ASCII", 607: "\(policy): scheme",
        616: otherDialect, 619: otherDialect, 620: otherDialect,
        653: "\(policy): <title>, <style>, <xmp> are not shown as text",
      ]),
    Specification(
      path: "gfm/extensions.json", dialect: .github,
      exceptions: [
        14: "\(parser) takes an empty cell for none",
        19: "\(parser) wants a blank before an address",
        20: "the example has no HTML to compare", 22: "\(policy): <xmp> and <textarea> are not shown as text",
        23: "footnotes are not part of the dialect",
      ]),
  ]
}

@Suite("the public examples, skipped where ../shared/suites is not there")
struct SpecificationTests {
  @Test("the examples that come out otherwise are those on the list", arguments: Specification.all)
  func examples(of specification: Specification) {
    let examples = Example.load(specification.path)
    let differing = examples.filter { !$0.holds(in: specification.dialect) }
    let listed = specification.exceptions.keys.filter { key in examples.contains { $0.example == key } }
    #expect(differing.map(\.example) == listed.sorted())
  }
}
