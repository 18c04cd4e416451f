import Diagnostics
import SourceText

struct ByteOrderMark: FileRule {
  var page: RulePage {
    RulePage(
      "byte-order-mark", .error, "A file must not start with a byte order mark",
      what: "Looks for the three bytes EF BB BF, which some editors put before a UTF-8 text.",
      why: """
        The mark is invisible and part of the text: Xinference's JSON reader refuses a file that starts with it, and \
        a shell or a diff shows a first line that differs for no reason that can be seen.
        """,
      failing: .files([
        "models/llm/example/README.md": .exact("⟦\u{FEFF}⟧# Example\n\nA model for examples.\n")
      ]),
      passing: .files(["models/llm/example/README.md": .text("# Example\n\nA model for examples.\n")]))
  }

  func check(_ file: CheckedFile, _ findings: inout Findings) {
    guard file.source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    findings.report(
      "The file starts with a byte order mark", at: Location(file.source, 0..<3),
      help: "Save the file as UTF-8 without the mark.",
      fixes: [Fix("Remove the mark", [TextEdit(0..<3, "")])])
  }
}
