import Diagnostics
import SourceText

struct BidirectionalControl: FileRule {
  var page: RulePage {
    RulePage(
      "bidirectional-control", .error, "No file may hold characters that turn the reading direction",
      what: "Looks for the control characters U+202A to U+202E and U+2066 to U+2069.",
      why: """
        They make a line read otherwise on the screen than it is stored, so that a reviewer approves what is not there. \
        Arabic and Hebrew text does not need them.
        """,
      failing: .readme("# Example\n\nA model for ⟦\u{202E}⟧examples.\n"),
      passing: .readme("# Example\n\nA model for examples, שלום.\n"))
  }

  func check(_ file: CheckedFile, _ findings: inout Findings) {
    let bytes = file.source.bytes
    var start = 0
    while let found = bytes.offset(of: 0xE2, from: start) {
      start = found + 1
      guard found + 2 < bytes.count else { return }
      let isControl =
        (bytes[found + 1] == 0x80 && (0xAA...0xAE).contains(bytes[found + 2]))
        || (bytes[found + 1] == 0x81 && (0xA6...0xA9).contains(bytes[found + 2]))
      guard isControl else { continue }
      let range = found..<found + 3
      findings.report(
        "A control character turns the reading direction here", at: Location(file.source, range),
        help: "Remove it.", fixes: [Fix("Remove the character", [TextEdit(range, "")])])
    }
  }
}
