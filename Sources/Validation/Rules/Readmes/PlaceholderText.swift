import Diagnostics
import SourceText

struct PlaceholderText: EntryRule {
  var page: RulePage {
    RulePage(
      "placeholder-text", .warning, "A README must not have text that waits to be written",
      what:
        "Looks for the words `TODO`, `FIXME`, `TBD`, for `Lorem ipsum`, and for the `[More Information Needed]` of model-card templates.",
      why: "It tells readers that nobody has looked at the page.",
      failing: .readme("# Example\n\nA model for examples.\n\n## Limits\n\n⟦[More Information Needed]⟧\n"),
      passing: .readme("# Example\n\nA model for examples.\n\n## Limits\n\nIt knows nothing but examples.\n"),
      moreFailing: [.readme("# Example\n\nA model for examples. ⟦TODO⟧: say which.\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      for (first, rest) in Self.phrases {
        var start = 0
        while let found = readme.source.bytes.offset(of: first, from: start) {
          start = found + 1
          guard readme.source.bytes[start...].starts(with: rest) else { continue }
          let range = found..<start + rest.count
          guard !readme.source.isWithinWord(range) else { continue }
          findings.report(
            "This waits to be written", at: readme.location(range), help: "Write it, or remove the section.")
        }
      }
    }
  }

  private static let phrases: [(first: UInt8, rest: [UInt8])] = [
    "TODO", "FIXME", "TBD", "Lorem ipsum", "[More Information Needed]",
  ].map { (Array($0.utf8)[0], Array($0.utf8.dropFirst())) }
}
