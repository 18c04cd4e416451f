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
      for field in Self.recordFields {
        if let list = fields.value(field, of: record.mapping) { check(list, entry, &findings) }
      }
    }
    for source in fields.sources {
      for field in Self.sourceFields {
        if let list = fields.value(field, of: source.mapping) { check(list, entry, &findings) }
      }
    }
    let hub = entry.entry.hub
    for list in [hub.tags, hub.aliases, hub.maintainers, hub.audience] where list.count > 1 {
      for (position, item) in list.prefix(Self.limit).enumerated() {
        guard let first = list[..<position].first(where: { $0.value == item.value }) else { continue }
        report(first.node.id, item.node.id, entry, &findings)
      }
    }
  }

  private static let recordFields = [Field.modelAbility, .modelLang, .language, .architectures]
  private static let sourceFields = [
    Field.quantizations, .draftQuantizations, .ggufQuantizations, .lightningVersions,
  ]
  /// Lists of real entries have some dozen items; a hostile one is cut.
  private static let limit = 500

  private func check(_ list: NodeID, _ entry: CheckedEntry, _ findings: inout Findings) {
    let document = entry.fields.document
    guard document.kind(of: list) == .array, document.count(of: list) > 1 else { return }
    let first = document.firstChild(of: list)
    let end = document.end(of: list)
    var item = document.next(after: first)
    var position = 1
    while item < end, position < Self.limit {
      var earlier = first
      while earlier < item {
        if document.haveSameText(earlier, item) {
          report(earlier, item, entry, &findings)
          break
        }
        earlier = document.next(after: earlier)
      }
      item = document.next(after: item)
      position += 1
    }
  }

  private func report(_ first: NodeID, _ item: NodeID, _ entry: CheckedEntry, _ findings: inout Findings) {
    findings.report(
      "‘\(entry.text(item))’ is in the list already", at: entry.location(item),
      help: "Remove one of the two.",
      notes: [Note("The first one is here", at: entry.location(first))])
  }
}
