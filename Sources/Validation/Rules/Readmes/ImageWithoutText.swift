import Diagnostics
import Markdown
import SourceText

struct ImageWithoutText: EntryRule {
  var page: RulePage {
    RulePage(
      "image-without-text", .warning, "An image must say what it shows",
      what: "Looks for `![](…)`, an image without alternative text.",
      why: "Those who cannot see the picture, or whose connection fails, learn nothing of it.",
      failing: .files([
        "models/llm/example/README.md": .text(
          "# Example\n\nA model for examples.\n\n![](⟦assets/memory.png⟧)\n"),
        "models/llm/example/assets/memory.png": .bytes([0x89, 0x50, 0x4E, 0x47]),
      ]),
      passing: .files([
        "models/llm/example/README.md": .text(
          "# Example\n\nA model for examples.\n\n![Memory grows with the context](assets/memory.png)\n"),
        "models/llm/example/assets/memory.png": .bytes([0x89, 0x50, 0x4E, 0x47]),
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      for link in readme.page?.links ?? [] where link.isImage {
        guard let offset = link.offset, readme.source.bytes[..<offset].suffix(4).elementsEqual("![](".utf8)
        else {
          continue
        }
        findings.report(
          "The image has no alternative text", at: readme.location(of: link),
          help: "Say between the brackets what there is to be seen.")
      }
    }
  }
}
