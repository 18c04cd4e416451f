import Catalog
import Foundation
import TestSupport
import Timeline

@testable import Site

/// What a site of the fixture tells besides its entries.
enum FixtureMaterial {
  /// Some changes of the fixture's entries, newest first.
  static let timeline = Timeline([
    EntryChange(
      type: .llm, name: "alpha-1.5.chat", kind: .changed, seconds: 1_790_000_000, author: "ada",
      review: "llm/alpha-1.5.chat",
      fields: [
        .init(path: "context_length", kind: "changed", before: "65536", after: "131072"),
        .init(
          path: "model_description", kind: "changed", before: "“<b>old</b>”", after: "“A \"chat\" model”"),
        .init(path: "README.md", kind: "changed"),
        .init(path: "hub.tags", kind: "added", after: "[\"moe\"]"),
      ]),
    EntryChange(type: .llm, name: "aside", kind: .added, seconds: 1_789_000_000, author: "shadow"),
    EntryChange(type: .llm, name: "alpha-0", kind: .removed, seconds: 1_788_000_000, author: "ada"),
    EntryChange(
      type: .llm, name: "beta", kind: .changed, seconds: 1_787_000_000,
      fields: (1...50).map { .init(path: "field_\($0)", kind: "removed", before: "\($0)") }),
    EntryChange(type: .llm, name: "alpha-1.5.chat", kind: .added, seconds: 1_786_000_000),
    EntryChange(type: .llm, name: "alpha-1.5.chat", kind: .removed, seconds: 1_786_000_000),
    EntryChange(type: .llm, name: "alpha-0", kind: .added, seconds: 1_785_000_000, author: "ada"),
  ])

  /// The names of what is gone; the readers of the public site may not hear of every replacement.
  static let removed = """
    - {type: llm, name: alpha-0, removed: 2026-08-29, reason: superseded., replaced_by: alpha-1.5.chat, aliases: [alpha-zero]}
    - {type: audio, name: mute, removed: 2026-05-01, replaced_by: hidden}
    - {type: llm, name: beta, removed: 2026-05-01}
    - {type: llm, name: ../../../evil, removed: 2026-05-01}
    - {type: llm, name: undated}
    """

  /// Everything that a site can tell.
  static func tell(_ material: inout SiteMaterial) {
    material.timeline = timeline
    material.reviews = reviews
    material.rules = rules
    material.documents = documents
  }

  static let reviews = [
    SiteReview(
      id: "llm/alpha-1.5.chat", title: "Longer context for <alpha>",
      text: "Measured on two machines.\n\nSee the card.",
      state: "submitted", isOpen: true, submitter: "ada", submittedAt: 1_789_900_000,
      changedAt: 1_790_100_000,
      waits: ["an approval for llm entries"], checks: .init(errors: 0, warnings: 2),
      votes: [
        .init(login: "lin", seconds: 1_790_000_000, deed: "asked for changes", text: "The tag is missing.")
      ],
      threads: [
        .init(
          place: "catalog/models/llm/alpha-1.5.chat/model.yaml, line 3",
          remarks: [
            .init(
              login: "lin", seconds: 1_790_000_100, deed: "commented",
              text: "Is <b>this</b> right?\n\nReally?"),
            .init(login: "stranger", seconds: 1_790_000_200, deed: "answered", text: "It is."),
          ], settledBy: "ada")
      ],
      subjects: [
        .init(
          name: "llm/alpha-1.5.chat", kind: .changed, entry: "alpha-1.5.chat",
          fields: [.init(path: "context_length", kind: "changed", before: "65536", after: "131072")]),
        .init(name: "hub.yaml", kind: .changed, entry: nil, fields: []),
      ]),
    SiteReview(
      id: "sync-2026-09", title: "", text: "", state: "published", isOpen: false, submitter: "lin",
      submittedAt: 1_780_000_000, changedAt: 1_780_000_000, waits: [], checks: .init(errors: 0, warnings: 0),
      votes: [], threads: [], subjects: []),
  ]

  static let rules = [
    SiteRule(
      id: "name-mismatch", severity: "error", title: "A record's name must be the name of its folder",
      markdown: "# name-mismatch\n\n## What it does\n\nCompares `a < b`.\n\n```yaml\nmodel_name: other\n```\n"
    ),
    SiteRule(
      id: "missing-readme", severity: "note", title: "An entry should have a README.md",
      markdown: "# missing-readme\n\nSee [elsewhere](../x.md)."),
  ]

  /// The project's own documentation.
  static let documents: [SiteDocument] = {
    let root = SharedData.packageRoot.appending(path: "docs")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return paths.filter { $0.hasSuffix(".md") && $0 != "rule-reference.md" }.sorted().compactMap { path in
      guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
      let part = path.contains("/") ? "Roles" : "Guides"
      return SiteDocument(part: part, path: String(path.dropLast(3)), markdown: Array(data))
    }.sorted { ($0.part, $0.path) < ($1.part, $1.path) }
  }()
}
