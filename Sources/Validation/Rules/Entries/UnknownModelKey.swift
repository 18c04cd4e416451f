import Catalog
import Diagnostics
import Documents
import JSONSchema

struct UnknownModelKey: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-model-key", .warning, "A record should have only keys that its type's schema knows",
      what: "Compares the keys below `model:` with `schema/<type>.schema.json` of the catalog.",
      why: """
        Xinference drops unknown keys of specs and sources in silence, and keeps others without reading them. As a rule \
        the key is misspelt. One that is new upstream belongs into the schema, which is a reviewed change of the catalog.
        """,
      failing: .files([
        "schema/llm.schema.json": .exact(SchemaConformance.schema),
        "models/llm/example/model.yaml": .record(.llm, "⟦contxt_length⟧: 32768\n"),
      ]),
      passing: .files([
        "schema/llm.schema.json": .exact(SchemaConformance.schema),
        "models/llm/example/model.yaml": .record(.llm, "context_length: 32768\n"),
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for failure in entry.schemaFailures where failure.isUnknownKey {
      let location = Location(failure.node.source, failure.range)
      if findings.areAbout(location) { continue }
      findings.report(failure.message, at: location, help: failure.help)
    }
  }
}
