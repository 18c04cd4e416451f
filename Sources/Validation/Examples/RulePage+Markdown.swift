import Catalog
import DiagnosticReports
import Diagnostics
public import FileTrees

extension RulePage {
  /// The page as Markdown: what `explain` prints and what the site shows at `/rules/<id>/`.
  ///
  /// What the examples lead to is not written by hand: the examples are checked, and the report is quoted.
  public func markdown() throws(FileTreeError) -> String {
    var text =
      "# \(id)\n\n\(title). \(severityText)\n\n## What it does\n\n\(what)\n\n## Why is this bad\n\n\(why)\n"
    for (number, example) in failing.enumerated() {
      text += "\n## Example\(failing.count > 1 ? " \(number + 1)" : "")\n\n\(example.markdown())"
      text += "\n```text\n\(try report(on: example))```\n"
    }
    for (number, example) in passing.enumerated() {
      text += "\n## Use instead\(passing.count > 1 ? " \(number + 1)" : "")\n\n\(example.markdown())"
    }
    return text
  }

  private var severityText: String {
    let weight =
      switch severity {
      case .error: "A finding is an error: it stops a build and a publication."
      case .warning: "A finding is a warning: it fails a run only under `--strict`."
      case .note: "A finding is a note: it never fails a run."
      }
    return isBinding ? "\(weight) The rule is binding: nobody can switch it off." : weight
  }

  /// What the program says of an example, by this rule.
  private func report(on example: RuleExample) throws(FileTreeError) -> String {
    var text = ""
    var report = TextReport(ReportOptions(width: 90))
    // Days in examples lie well before or well after this one.
    let options = ValidationOptions(today: CalendarDate(daysSince1970: 20_781))
    for finding in try Validator.check(CatalogReader(ExampleTree(example)), options, online: ExampleWorld())
      .findings
    where finding.rule == id {
      text += String(decoding: report.add(finding), as: UTF8.self)
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }
}

extension RuleExample {
  /// The files of the example, each in a block of its own, without marks and without what was filled in.
  func markdown() -> String {
    files.map { path, content in
      switch content {
      case .text(let text), .exact(let text): Self.block(path, text)
      case .record(_, let fields): Self.block(path, "model:\n" + Self.indented(fields))
      case .entry(_, let hub, let fields):
        Self.block(
          path, "hub:\n" + Self.indented(hub) + (fields.isEmpty ? "" : "model:\n" + Self.indented(fields)))
      case .bytes(let bytes): "`\(path)`: \(bytes.count) bytes that are no text\n"
      case .repeated(let text, let count):
        "`\(path)`: `\(text.split(separator: "\n").first ?? "")`, \(count) times\n"
      case .link: "`\(path)`: a symbolic link\n"
      case .absent: "`\(path)`: not there\n"
      }
    }.joined(separator: "\n")
  }

  private static func block(_ path: String, _ text: String) -> String {
    let plain = ExampleTree.unmarked(text).text
    let language = path.split(separator: ".").last.map(String.init) ?? ""
    let fence = plain.contains("```") ? "````" : "```"
    let shown = plain.isEmpty || plain.hasSuffix("\n") ? plain : plain + "\n"
    return "`\(path)`:\n\n\(fence)\(language == "md" ? "markdown" : language)\n\(shown)\(fence)\n"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { "  \($0)\n" }.joined()
  }
}
