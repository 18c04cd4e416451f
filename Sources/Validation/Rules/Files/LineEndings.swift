import Diagnostics
import SourceText

struct LineEndings: FileRule {
  var page: RulePage {
    RulePage(
      "line-endings", .error, "Lines must end with a line feed alone",
      what: "Looks for carriage returns: the CR LF of Windows, and a CR on its own.",
      why: """
        Mixed endings make whole files show up as changed, break byte-for-byte agreement with upstream, and end up \
        inside of multi-line strings such as chat templates.
        """,
      failing: .files(["models/llm/example/README.md": .text("# Example⟦\r⟧\n\r\nA model for examples.\n")]),
      passing: .files(["models/llm/example/README.md": .text("# Example\n\nA model for examples.\n")]))
  }

  func check(_ file: CheckedFile, _ findings: inout Findings) {
    let bytes = file.source.bytes
    guard file.isText, let first = bytes.offset(of: 0x0D) else { return }
    var edits: [TextEdit] = []
    for offset in first..<bytes.count where bytes[offset] == 0x0D {
      let isPair = offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
      edits.append(TextEdit(offset..<offset + 1, isPair ? "" : "\n"))
    }
    let count = edits.count
    // Of a whole file of carriage returns one edit is enough.
    if edits.count > 10_000 { edits = [TextEdit(first..<bytes.count, Self.normalized(bytes[first...]))] }
    let lines = count == 1 ? "One line ends" : "\(count) lines end"
    findings.report(
      "\(lines) with a carriage return", at: Location(file.source, first..<first + 1),
      help: "Set the editor to LF line endings; `.gitattributes` with `* text=auto eol=lf` keeps them so.",
      fixes: [Fix("End every line with a line feed alone", edits)])
  }

  private static func normalized(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    for offset in bytes.indices {
      if bytes[offset] != 0x0D {
        result.append(bytes[offset])
      } else if offset + 1 == bytes.endIndex || bytes[offset + 1] != 0x0A {
        result.append(0x0A)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
