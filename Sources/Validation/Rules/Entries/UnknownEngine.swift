import Catalog
import Diagnostics
import Documents

struct UnknownEngine: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-engine", .warning, "A package must be marked for an engine that the type has",
      what:
        "Compares the names in `#engine# == \"NAME\"` with the engines that the model's type can be launched with.",
      why: """
        Packages marked for an engine that does not exist are never installed. Where no other engine is marked, the model \
        cannot be launched at all.
        """,
      failing: .record(
        .embedding,
        """
        virtualenv:
          packages:
          - 'sentence_transformers ; #engine# == "sentence_transformers"'
          - ⟦'transformers ; #engine# == "Transformers"'⟧
        """),
      passing: .record(
        .embedding,
        """
        virtualenv:
          packages: ['sentence_transformers ; #engine# == "sentence_transformers"']
        """))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let names = Engine.names(for: entry.type)
    for record in entry.fields.records {
      for engine in PackageMarker.engines(of: record, entry)
      where !names.contains(where: { $0.lowercased() == engine.name.lowercased() }) {
        let meant = Spelling.nearest(to: engine.name, among: names)
        findings.report(
          "No engine of type \(entry.type.rawValue) is named ‘\(engine.name)’",
          at: entry.location(engine.node),
          help: meant.map { "Did you mean ‘\($0)’?" } ?? "It has \(names.joined(separator: ", ")).")
      }
    }
  }
}
