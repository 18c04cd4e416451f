import Catalog
import Diagnostics
import Documents

struct FrontMatterConflict: EntryRule {
  var page: RulePage {
    RulePage(
      "front-matter-conflict", .warning, "The front matter of a README must agree with the entry",
      what: """
        Compares `license` with that of `hub:`, `pipeline_tag` with the model's type, and `language` with the languages \
        of the record, where both say something.
        """,
      why: "The page shows one and the repository's card the other. A reader who finds both trusts neither.",
      failing: .readme("---\nlicense: ⟦mit⟧\n---\n# Example\n\nA model for examples.\n"),
      passing: .readme(
        "---\nlicense: apache-2.0\npipeline_tag: text-generation\nlanguage: [en]\n---\n# Example\n\nA model for examples.\n"
      ),
      moreFailing: [
        .readme("---\npipeline_tag: ⟦text-to-image⟧\n---\n# Example\n\nA model for examples.\n"),
        .readme("---\nlanguage: ⟦[fr]⟧\n---\n# Example\n\nA model for examples.\n"),
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      guard let root = readme.frontMatter?.rootNode else { continue }
      checkLicense(root, readme, entry, &findings)
      checkTask(root, readme, entry, &findings)
      checkLanguages(root, readme, entry, &findings)
    }
  }

  private func checkLicense(
    _ root: Node, _ readme: CheckedReadme, _ entry: CheckedEntry, _ findings: inout Findings
  ) {
    guard let node = root["license"], let said = node.string, said.lowercased() != "other",
      let license = entry.entry.hub.license, !license.value.hasPrefix("LicenseRef-")
    else { return }
    let licences = license.value.lowercased()
    if licences == said.lowercased() || licences.hasPrefix(said.lowercased() + "-") { return }
    findings.report(
      "The README says ‘\(said)’, the entry ‘\(license.value)’", at: readme.location(node.range),
      help: "Correct whichever is wrong.", notes: [Note("The entry says so here", at: license.node.location)])
  }

  private func checkTask(
    _ root: Node, _ readme: CheckedReadme, _ entry: CheckedEntry, _ findings: inout Findings
  ) {
    guard let node = root["pipeline_tag"], let task = node.string, let types = Self.types[task],
      !types.contains(entry.type)
    else { return }
    findings.report(
      "The task ‘\(task)’ is none of a model of type \(entry.type.rawValue)", at: readme.location(node.range),
      help: "Correct the task, or move the entry.")
  }

  private func checkLanguages(
    _ root: Node, _ readme: CheckedReadme, _ entry: CheckedEntry, _ findings: inout Findings
  ) {
    guard let node = root["language"] else { return }
    let said = (node.string.map { [$0] } ?? node.elements.compactMap(\.string)).map { $0.lowercased() }
    let known = entry.entry.records.flatMap(\.languages).map { $0.lowercased() }
    guard !said.isEmpty, !known.isEmpty, !said.contains("multilingual"),
      known.allSatisfy({ $0.utf8.count <= 3 || $0.contains("-") }), Set(said).isDisjoint(with: known)
    else { return }
    findings.report(
      "None of these languages is one of the record's", at: readme.location(node.range),
      help: "The record has \(known.prefix(8).joined(separator: ", ")).")
  }

  private static let types: [String: [ModelType]] = [
    "text-generation": [.llm], "image-text-to-text": [.llm, .image], "video-text-to-text": [.llm],
    "any-to-any": [.llm, .image, .video],
    "feature-extraction": [.embedding, .llm], "sentence-similarity": [.embedding], "text-ranking": [.rerank],
    "text-to-image": [.image], "image-to-image": [.image], "text-to-speech": [.audio],
    "text-to-audio": [.audio], "automatic-speech-recognition": [.audio], "text-to-video": [.video],
    "image-to-video": [.video, .world],
  ]
}
