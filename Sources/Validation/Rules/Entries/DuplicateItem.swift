import Catalog
import Diagnostics
import Documents

struct DuplicateItem: EntryRule {
  var page: RulePage {
    RulePage(
      "duplicate-item", .warning, "A list must not name anything twice",
      what: """
        Looks at the lists of abilities, languages, quantizations and versions below `model:`, and at tags, aliases, \
        maintainers and audience below `hub:`.
        """,
      why: "Upstream's schema refuses it, and as a rule the second was meant to be something else.",
      failing: .record(.llm, "model_lang: [en, zh, ⟦en⟧]\n"),
      passing: .record(.llm, "model_lang: [en, zh]\n"),
      moreFailing: [.hub("tags: [moe, ⟦moe⟧]\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for record in fields.records {
      for field in [Field.modelAbility, .modelLang, .language, .architectures] {
        check(fields.given(field, of: record.mapping), entry, &findings)
      }
    }
    for source in fields.sources {
      for field in [Field.quantizations, .draftQuantizations, .ggufQuantizations, .lightningVersions] {
        check(fields.given(field, of: source.mapping), entry, &findings)
      }
    }
    let hub = entry.entry.hub
    for list in [hub.tags, hub.aliases, hub.maintainers, hub.audience] where list.count > 1 {
      check(list.map(\.node.id), entry, &findings)
    }
  }

  private func check(_ list: NodeID?, _ entry: CheckedEntry, _ findings: inout Findings) {
    guard let list, entry.fields.document.count(of: list) > 1 else { return }
    check(Array(entry.fields.elements(of: list)), entry, &findings)
  }

  private func check(_ items: [NodeID], _ entry: CheckedEntry, _ findings: inout Findings) {
    // Lists of real entries have a dozen items; a hostile one is cut.
    for (position, item) in items.prefix(500).enumerated() {
      guard let first = items[..<position].first(where: { entry.fields.haveSameText($0, item) }) else {
        continue
      }
      let kind = entry.fields.document.kind(of: item)
      guard kind != .array, kind != .object else { continue }
      findings.report(
        "‘\(entry.text(item))’ is in the list already", at: entry.location(item),
        help: "Remove one of the two.",
        notes: [Note("The first one is here", at: entry.location(first))])
    }
  }
}
