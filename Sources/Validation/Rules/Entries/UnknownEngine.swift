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
    let engines = Engine.all(for: entry.type)
    for marker in entry.fields.packages {
      guard let text = marker.engine else { continue }
      if let engine = Engine(text), engines.contains(engine) { continue }
      let name = String(decoding: text, as: UTF8.self)
      let meant = Spelling.nearest(to: name, among: engines.map(\.name))
      findings.report(
        "No engine of type \(entry.type.rawValue) is named ‘\(name)’", at: entry.location(marker.node),
        help: meant.map { "Did you mean ‘\($0)’?" }
          ?? "It has \(engines.map(\.name).joined(separator: ", ")).")
    }
  }
}
