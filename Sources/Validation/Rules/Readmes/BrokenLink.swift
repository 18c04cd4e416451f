import Catalog
import Diagnostics
import FileTrees
import Markdown

struct BrokenLink: EntryRule {
  var page: RulePage {
    RulePage(
      "broken-link", .error, "A relative link or image must lead to something that is there",
      what: """
        Follows the relative links and images of READMEs: to the entry's own READMEs and `assets/`, and to the folders and \
        READMEs of other entries.
        """,
      why: "The site drops a link that leads nowhere, and shows an image's alternative text in its place.",
      failing: .readme("# Example\n\nA model for examples.\n\n![Memory](⟦assets/memory.png⟧)\n"),
      passing: .files([
        "models/llm/example/README.md": .text(
          "# Example\n\nA model for examples.\n\n![Memory](assets/memory.png)\n"),
        "models/llm/example/assets/memory.png": .bytes([0x89, 0x50, 0x4E, 0x47]),
      ]),
      moreFailing: [
        .readme("# Example\n\nSee also [the other model](⟦../other/⟧) for more examples.\n"),
        .readme("# Example\n\nSee also [the source](⟦/src/example.py⟧) for more examples.\n"),
      ],
      morePassing: [
        .files([
          "models/llm/example/README.md": .text(
            "# Example\n\nSee also [the other](../../image/other/README.md).\n"),
          "models/image/other/model.yaml": .record(.image, ""),
        ])
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) throws(FileTreeError) {
    for readme in entry.readmes {
      for link in readme.page?.links ?? [] {
        guard case .local(let target) = ReadmeLink(link.destination, from: entry.entry.folder),
          let help = try fault(of: target, link, entry)
        else { continue }
        let what = link.isImage ? "image" : "link"
        findings.report(
          "The \(what) ‘\(link.destination)’ leads nowhere", at: readme.location(of: link), help: help)
      }
    }
  }

  private func fault(
    of target: EntryLink, _ link: RenderedMarkdown.Link, _ entry: CheckedEntry
  ) throws(FileTreeError) -> String? {
    switch target {
    case .own(let path):
      if entry.entry.assets.contains(path) || (!link.isImage && entry.entry.readmes.contains(path)) {
        return nil
      }
      let meant = Spelling.nearest(to: path, among: entry.entry.assets + entry.entry.readmes)
      return meant.map { "Did you mean ‘\($0)’?" } ?? "The entry has no such file below ‘assets/’."
    case .entry(let path):
      if !link.isImage, try entry.context.names.folder(at: path) != nil { return nil }
      return link.isImage
        ? "Put a copy of the picture below ‘assets/’." : "The registry has no entry at ‘\(path)’."
    case .catalog, .nowhere:
      return
        "Relative links go to the entry's own files and to other entries; write the whole address of all else."
    }
  }
}
