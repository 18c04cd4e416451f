import Diagnostics
import Documents
import JSONSchema
import SourceText
import Testing

@Suite struct CompilationTests {
  /// What is said about a faulty schema, with the text pointed at.
  private func findings(_ text: String) throws -> [(message: String, marked: String, help: String?)] {
    var registry = SchemaRegistry()
    let repeated = registry.add(try document(text), at: "test:schema")
    let (schema, diagnostics) = registry.compile("test:schema")
    #expect(schema == nil || diagnostics.isEmpty)
    return (repeated + diagnostics).map { finding in
      (finding.message, finding.location.source?.text(in: finding.location.range) ?? "", finding.help)
    }
  }

  @Test(
    "a reference that leads nowhere is reported where it stands",
    arguments: [
      (
        "{$ref: '#/$defs/nme', $defs: {name: true}}", "There is nothing at ‘#/$defs/nme’: ‘nme’ is missing",
        "Did you mean ‘name’?"
      ),
      (
        "{$ref: '#nme', $defs: {x: {$anchor: name}}}", "There is no anchor ‘nme’ in ‘test:schema’",
        "Did you mean ‘#name’?"
      ),
      (
        "{items: {$ref: 'https://x.test/y'}}", "There is no schema ‘https://x.test/y’ among the given files",
        "Nothing is fetched: give the file that holds it."
      ),
      (
        "{$ref: 'https://json-schema.org/draft/2020-12/shema'}",
        "There is no schema ‘https://json-schema.org/draft/2020-12/shema’ among the given files",
        "Did you mean ‘https://json-schema.org/draft/2020-12/schema’?"
      ),
    ])
  func references(text: String, message: String, help: String) throws {
    let found = try findings(text)
    try #require(found.map(\.message) == [message])
    #expect(found[0].marked.hasPrefix("'"))
    #expect(found[0].help == help)
  }

  @Test("a schema that the meta-schema refuses is reported at the fault")
  func metaschema() throws {
    let found = try findings("{properties: {a: {type: strng}}, minLength: -1, required: a}")
    #expect(found.map(\.marked) == ["strng", "-1", "a"])
    #expect(found[0].help?.hasPrefix("Did you mean ‘string’?") == true)
  }

  @Test("a pattern that is no regular expression is reported with what is wrong in it")
  func pattern() throws {
    let found = try findings("{patternProperties: {'^(x': true}}")
    #expect(found.map(\.marked) == ["'^(x'"])
    #expect(found[0].help == "This ‘(’ is never closed.")
  }

  @Test(
    "references that go round without going down are reported, not followed",
    arguments: [
      "{$ref: '#'}",
      "{allOf: [{$ref: '#/$defs/a'}], $defs: {a: {anyOf: [{$ref: '#/$defs/b'}]}, b: {not: {$ref: '#'}}}}",
      "{dependentSchemas: {a: {$ref: '#'}}}",
    ])
  func cycles(text: String) throws {
    #expect(try findings(text).map(\.message) == ["This schema refers to itself without end"])
  }

  @Test("a dynamic reference that goes round is stopped while a document is read")
  func dynamicCycle() throws {
    let schema = try schema("{$dynamicAnchor: a, $dynamicRef: '#a'}")
    let node = try document("1").rootNode
    #expect(!schema.accepts(node))
    #expect(schema.failures(in: node).count == 1)
    // Not even a negation makes a verdict of it.
    #expect(
      !(try self.schema("{not: {$ref: '#/$defs/a'}, $defs: {a: {$dynamicAnchor: a, $dynamicRef: '#a'}}}"))
        .accepts(node))
  }

  private func schema(_ text: String) throws -> Schema {
    var registry = SchemaRegistry()
    registry.add(try document(text), at: "test:schema")
    return try #require(registry.compile("test:schema").schema)
  }

  @Test("branches that multiply are stopped")
  func multiplication() throws {
    let levels = (0..<40).map {
      "l\($0): {allOf: [{$ref: '#/$defs/l\($0 + 1)'}, {$ref: '#/$defs/l\($0 + 1)'}]}"
    }
    let schema = try schema(
      "{$ref: '#/$defs/l0', $defs: {\(levels.joined(separator: ", ")), l40: {type: integer}}}")
    #expect(!schema.accepts(try document("1").rootNode))
  }

  @Test("an identifier used twice is reported, and the first one stays")
  func repeatedIdentifiers() throws {
    var registry = SchemaRegistry()
    let findings = registry.add(
      try document("{$defs: {a: {$anchor: x, type: string}, b: {$anchor: x}, c: {$id: d}, e: {$id: d}}}"),
      at: "test:schema")
    #expect(
      findings.map(\.message) == [
        "The anchor ‘x’ stands twice in one schema", "There is another schema with the URI ‘test:d’",
      ])
    let second = registry.add(try document("type: integer"), at: "test:schema#")
    #expect(second.map(\.message) == ["There is another schema with the URI ‘test:schema’"])
  }

  @Test("an unknown meta-schema or vocabulary is reported")
  func dialects() throws {
    let unknown = try findings("{$schema: 'https://x.test/meta'}")
    #expect(unknown.map(\.message) == ["The meta-schema ‘https://x.test/meta’ is not known"])
    var registry = SchemaRegistry()
    registry.add(
      try document("{$id: 'https://x.test/meta', $vocabulary: {'https://x.test/v': true}}"), at: "x:m")
    registry.add(try document("{$schema: 'https://x.test/meta'}"), at: "x:s")
    let (schema, diagnostics) = registry.compile("x:s")
    #expect(schema == nil)
    #expect(
      diagnostics.map(\.message) == [
        "The meta-schema ‘https://x.test/meta’ requires the unknown vocabulary ‘https://x.test/v’"
      ])
  }

  @Test("the standard's own meta-schemas are valid by themselves")
  func ownMetaschemas() throws {
    let registry = SchemaRegistry()
    let base = "https://json-schema.org/draft/2020-12/"
    let names = [
      "core", "applicator", "unevaluated", "validation", "meta-data", "content", "format-annotation",
      "format-assertion",
    ]
    for name in ["schema"] + names.map({ "meta/\($0)" }) {
      let (schema, diagnostics) = registry.compile(base + name)
      #expect(diagnostics.isEmpty)
      #expect(schema?.accepts(try document("{$id: a, type: string, items: {}, format: x}").rootNode) == true)
      #expect(schema?.accepts(try document("1").rootNode) == false)
    }
  }
}
