import Catalog
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
}
