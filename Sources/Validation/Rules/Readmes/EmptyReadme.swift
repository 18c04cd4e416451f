import Diagnostics
import SourceText

struct EmptyReadme: EntryRule {
  var page: RulePage {
    RulePage(
      "empty-readme", .warning, "A README must say more than its title",
      what: "Looks for READMEs with fewer than 16 characters besides the first line.",
      why: "A page with nothing on it disappoints whoever came for it.",
      failing: .readme("⟦# Example⟧\n"),
      passing: .readme("# Example\n\nA model for examples.\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      let line = readme.firstLine
      let ink = readme.source.bytes[line.upperBound...].lazy.filter { $0 > 0x20 && $0 & 0xC0 != 0x80 }.prefix(
        16)
      guard ink.count(where: { _ in true }) < 16 else { continue }
      findings.report(
        "There is nothing in the README but its title", at: readme.location(line),
        help: "Say what the model is for, what it needs, how to launch it, and where its limits are.")
    }
  }
}
