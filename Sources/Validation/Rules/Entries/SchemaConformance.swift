import Catalog
import Diagnostics
import Documents
import JSONSchema

struct SchemaConformance: EntryRule {
  static let id = "schema"

  var page: RulePage {
    RulePage(
      Self.id, .error, "A record must conform to its type's schema",
      what: """
        Checks `model:` against `schema/<type>.schema.json` of the catalog, by JSON Schema 2020-12. Keys that the schema \
        does not know are another rule's affair, and what a rule of its own says at the same place is not said twice.
        """,
      why: """
        Xinference stops reading a downloaded list at the first record that does not parse: that record and all after it \
        are lost. Upstream's checks refuse the pull request.
        """,
      failing: .files([
        "schema/llm.schema.json": .exact(Self.schema),
        "models/llm/example/model.yaml": .record(.llm, "context_length: ⟦32k⟧\n"),
      ]),
      passing: .files([
        "schema/llm.schema.json": .exact(Self.schema),
        "models/llm/example/model.yaml": .record(.llm, "context_length: 32768\n"),
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for failure in entry.schemaFailures where !failure.isUnknownKey {
      let location = Location(failure.node.source, failure.range)
      if findings.areAbout(location) { continue }
      findings.report(
        failure.message, at: location, help: failure.help, notes: failure.note.map { [$0] } ?? [])
    }
  }

  static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "properties": {
        "version": true, "model_name": true, "model_lang": true, "model_ability": true, "model_description": true,
        "model_specs": true, "chat_template": true, "stop_token_ids": true, "stop": true, "architectures": true,
        "virtualenv": true, "updated_at": true, "featured": true,
        "context_length": {"type": "integer"}
      },
      "unevaluatedProperties": false
    }

    """
}
