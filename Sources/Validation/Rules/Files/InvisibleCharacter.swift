import Diagnostics
import SourceText

struct InvisibleCharacter: FileRule {
  var page: RulePage {
    RulePage(
      "invisible-character", .warning, "A text should hold no characters that cannot be seen",
      what:
        "Looks for the zero-width space, a byte order mark inside of the text, and the control characters NUL and ESC.",
      why:
        "They come along when text is copied from a web page. A name or a command with one in it looks right and is not.",
      failing: .readme("# Example\n\nUse `xinference⟦\u{200B}⟧ launch`.\n"),
      passing: .readme("# Example\n\nUse `xinference launch`.\n"))
  }

  func check(_ file: CheckedFile, _ findings: inout Findings) {
    for (first, rest) in Self.sequences {
      var start = first == 0xEF ? 3 : 0
      while let found = file.source.bytes.offset(of: first, from: start) {
        start = found + 1
        guard file.source.bytes[(found + 1)...].starts(with: rest) else { continue }
        let range = found..<found + 1 + rest.count
        findings.report(
          "There is a character here that cannot be seen", at: Location(file.source, range),
          help: "Remove it.",
          fixes: [Fix("Remove the character", [TextEdit(range, "")])])
      }
    }
  }

  private static let sequences: [(UInt8, [UInt8])] = [
    (0xE2, [0x80, 0x8B]), (0xEF, [0xBB, 0xBF]), (0x00, []), (0x1B, []),
  ]
}
