import Catalog
import Diagnostics
import FoundationEssentials
import TestSupport
import Testing

@testable import Validation

@Suite("The rule reference")
struct RuleReferenceTests {
  private static let isWriting = ProcessInfo.processInfo.environment["MODELHUB_GOLDEN"] == "write"

  @Test("docs/rule-reference.md lists every rule as it is")
  func reference() throws {
    var text = """
      # Rule reference

      This file is written by `make golden` from the rules' own pages. `modelhub explain RULE` shows a page with examples.

      | rule | severity | what must hold |
      | --- | --- | --- |

      """
    for rule in RuleRegistry.all {
      let page = rule.page
      let severity = "\(page.severity.rawValue)\(page.isBinding ? ", binding" : "")"
      text += "| `\(page.id)` | \(severity) | \(page.title.replacing("|", with: "\\|")) |\n"
    }
    let file = SharedData.packageRoot.appending(path: "docs/rule-reference.md")
    if Self.isWriting { try Data(text.utf8).write(to: file) }
    let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(kept == text, "`make golden` writes it anew")
  }

  @Test("every rule has a page that shows each example and quotes what the program says of it")
  func pages() throws {
    for rule in RuleRegistry.all {
      let page = try rule.page.markdown()
      #expect(page.hasPrefix("# \(rule.page.id)\n\n\(rule.page.title)."))
      #expect(page.ranges(of: "\n## Example").count == rule.page.failing.count, "\(rule.page.id)")
      #expect(page.ranges(of: "\n## Use instead").count == rule.page.passing.count, "\(rule.page.id)")
      #expect(page.ranges(of: "[\(rule.page.id)]\n").count >= rule.page.failing.count, "\(page)")
      #expect(!page.contains("⟦") && !page.contains("⟧"), "\(rule.page.id)")
      #expect(page.split(separator: "\n").allSatisfy { !$0.hasPrefix("```text") || $0 == "```text" })
    }
  }
}
