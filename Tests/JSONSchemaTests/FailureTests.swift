import Diagnostics
import Documents
import JSONSchema
import SourceText
import Testing

/// A schema and a document, both as YAML, and what is said about the one fault that the document has.
struct FailureCase: Sendable, CustomTestStringConvertible {
  let schema: String
  let document: String
  let message: String
  var help: String?
  /// The text that is pointed at.
  let marked: String
  var suggestion: String?

  init(
    _ schema: String, _ document: String, at marked: String, _ message: String, help: String? = nil,
    suggestion: String? = nil
  ) {
    (self.schema, self.document, self.marked) = (schema, document, marked)
    (self.message, self.help, self.suggestion) = (message, help, suggestion)
  }

  var testDescription: String { message }
}

/// Compiles a schema written as YAML.
func schema(_ text: String, options: SchemaOptions = SchemaOptions()) throws -> Schema {
  var registry = SchemaRegistry()
  registry.add(try document(text), at: "test:schema")
  let (schema, diagnostics) = registry.compile("test:schema", options: options)
  #expect(diagnostics.map(\.message) == [])
  return try #require(schema)
}

/// Reads a document written as YAML.
func document(_ text: String) throws -> Document {
  let (document, diagnostics) = DocumentReader.read(SourceText(path: "test.yaml", text), as: .yaml)
  #expect(diagnostics.map(\.message) == [])
  return try #require(document)
}

@Suite struct FailureTests {
  static let values: [FailureCase] = [
    FailureCase(
      "{properties: {size: {type: integer}}}", "size: 7b", at: "7b",
      "‘size’ must be a whole number, found the string ‘7b’"),
    FailureCase(
      "{properties: {size: {type: integer}}}", "size: '7'", at: "'7'",
      "‘size’ must be a whole number, found the string ‘7’", help: "Write the number without quotes."),
    FailureCase(
      "{properties: {name: {type: string}}}", "name: 4.7", at: "4.7",
      "‘name’ must be a string, found 4.7", help: "Put it in quotes: \"4.7\"."),
    FailureCase(
      "{properties: {name: {type: string}}}", "name:\nx: 1", at: "name",
      "‘name’ must be a string, found nothing", help: "Give it a value."),
    FailureCase(
      "{properties: {stop: {type: array}}}", "stop: end", at: "end",
      "‘stop’ must be a list, found the string ‘end’", help: "Write a list, even if it has one item only."),
    FailureCase(
      "{properties: {on: {type: boolean}}}", "on: yes", at: "yes",
      "‘on’ must be true or false, found the string ‘yes’", help: "Write true or false."),
    FailureCase(
      "{properties: {src: {type: string}}}", "src:\n  a: 1", at: "src",
      "‘src’ must be a string, found a mapping"),
    FailureCase(
      "{items: {type: [integer, 'null']}}", "[1, x]", at: "x",
      "Item 2 must be a whole number or null, found the string ‘x’"),
    FailureCase("{properties: {old: false}}", "old: 1", at: "1", "‘old’ is not allowed here"),
    FailureCase("{properties: {version: {const: 2}}}", "version: 3", at: "3", "‘version’ must be 2, found 3"),
    FailureCase(
      "{properties: {format: {enum: [pytorch, ggufv2]}}}", "format: gguf2", at: "gguf2",
      "‘format’ cannot be the string ‘gguf2’", help: "Did you mean ‘ggufv2’? Allowed: ‘pytorch’, ‘ggufv2’.",
      suggestion: "ggufv2"),
    FailureCase(
      "{properties: {name: {minLength: 1, description: What it is called}}}", "name: ''", at: "''",
      "‘name’ must not be empty", help: "What it is called."),
    FailureCase(
      "{properties: {name: {maxLength: 2}}}", "name: été", at: "été",
      "‘name’ must have at most 2 characters, found 3"),
    FailureCase(
      "{properties: {name: {pattern: '^[a-z]+$'}}}", "name: a b", at: "a b",
      "‘name’ does not match ^[a-z]+$, found the string ‘a b’"),
    FailureCase("{minimum: 1}", "0", at: "0", "This document must be at least 1, found 0"),
    FailureCase(
      "{items: {exclusiveMaximum: 1e3}}", "[1000.0]", at: "1000.0",
      "Item 1 must be less than 1e3, found 1000.0"),
    FailureCase(
      "{multipleOf: 0.01}", "0.075", at: "0.075", "This document must be a multiple of 0.01, found 0.075"),
    FailureCase(
      "{properties: {specs: {minItems: 1}}}", "specs: []", at: "specs", "‘specs’ must not be empty"),
    FailureCase(
      "{properties: {specs: {maxItems: 1}}}", "specs: [a, b]", at: "specs",
      "‘specs’ must have at most 1 item, found 2"),
    FailureCase(
      "{properties: {lang: {uniqueItems: true}}}", "lang: [en, zh, en]", at: "en",
      "Item 3 of ‘lang’ repeats an earlier one: the string ‘en’", help: "Remove one of the two."),
    FailureCase(
      "{properties: {tags: {contains: {const: a}}}}", "tags: [b]", at: "tags",
      "‘tags’ lacks an item that the schema asks for"),
  ]

  static let keys: [FailureCase] = [
    FailureCase(
      "{required: [id], properties: {id: {description: The repository.}}}", "name: x", at: "name",
      "‘id’ is missing", help: "The repository."),
    FailureCase(
      "{properties: {a: {items: {required: [id]}}}}", "a:\n  - name: x", at: "name",
      "‘id’ is missing in item 1 of ‘a’", help: "Add it."),
    FailureCase(
      "{properties: {src: {required: [id]}}}", "src: {}", at: "src", "‘id’ is missing in ‘src’",
      help: "Add it."),
    FailureCase(
      "{dependentRequired: {tools: [parser]}}", "tools: 1", at: "tools",
      "‘parser’ is missing, which ‘tools’ requires", help: "Add it."),
    FailureCase(
      "{properties: {model_name: true, model_family: true}, additionalProperties: false}",
      "model_nam: x", at: "model_nam", "‘model_nam’ is not a known key here",
      help: "Did you mean ‘model_name’?",
      suggestion: "model_name"),
    FailureCase(
      "{$ref: '#/$defs/base', properties: {b: true}, unevaluatedProperties: false, $defs: {base: {properties: {a: true}}}}",
      "zzz: x", at: "zzz", "‘zzz’ is not a known key here", help: "Known keys: ‘a’, ‘b’."),
    FailureCase(
      "{propertyNames: {enum: [huggingface, modelscope]}}", "hugginface: x", at: "hugginface",
      "The key ‘hugginface’ is not allowed here", help: "Did you mean ‘huggingface’?",
      suggestion: "huggingface"),
    FailureCase(
      "{propertyNames: {pattern: '^[a-z]+$'}}", "A: x", at: "A", "The key ‘A’ does not match ^[a-z]+$"),
    FailureCase(
      "{oneOf: [{required: [src]}, {required: [specs]}]}", "a: 1", at: "a", "‘src’ or ‘specs’ is missing"),
    FailureCase(
      "{oneOf: [{required: [src]}, {required: [specs]}]}", "src: 1\nspecs: 2", at: "src",
      "‘src’ and ‘specs’ cannot stand together", help: "Keep one of them."),
  ]

  static let branches: [FailureCase] = [
    FailureCase(
      "{properties: {a: {anyOf: [{type: string}, {type: array}]}}}", "a: 1", at: "1",
      "‘a’ must be a string or a list, found 1", help: "Put it in quotes: \"1\"."),
    FailureCase(
      "{properties: {a: {anyOf: [{type: string}, {type: array, items: {type: string}}]}}}", "a: [x, 2]",
      at: "2",
      "Item 2 of ‘a’ must be a string, found 2", help: "Put it in quotes: \"2\"."),
    FailureCase(
      """
      items:
        oneOf:
          - {properties: {kind: {const: dog}, barks: {type: boolean}}, required: [kind]}
          - {properties: {kind: {const: cat}, lives: {type: integer}}, required: [kind]}
      """, "- kind: cat\n  lives: nine", at: "nine",
      "‘lives’ must be a whole number, found the string ‘nine’"),
    FailureCase(
      """
      items:
        oneOf:
          - {properties: {kind: {const: dog}}, required: [kind]}
          - {properties: {kind: {enum: [cat, kitten]}}, required: [kind]}
      """, "- kind: kiten", at: "kiten", "‘kind’ cannot be the string ‘kiten’",
      help: "Did you mean ‘kitten’? Allowed: ‘dog’, ‘cat’, ‘kitten’.", suggestion: "kitten"),
    FailureCase(
      "{anyOf: [{const: a}, {enum: [b, c]}]}", "d", at: "d", "This document cannot be the string ‘d’",
      help: "Did you mean ‘a’? Allowed: ‘a’, ‘b’, ‘c’.", suggestion: "a"),
    FailureCase(
      "{oneOf: [{type: integer}, {minimum: 2}]}", "3", at: "3",
      "This document fits more than one of the schema's alternatives: number 1 and 2"),
    FailureCase(
      "{properties: {a: {not: {type: string}}}}", "a: x", at: "x", "‘a’ has a value that the schema rules out"
    ),
    FailureCase(
      "{if: {required: [tools]}, then: {required: [parser]}}", "tools: 1", at: "tools", "‘parser’ is missing",
      help: "Add it."),
  ]

  @Test("a fault is told in words, at its place, with advice", arguments: values + keys + branches)
  func words(example: FailureCase) throws {
    let node = try document(example.document).rootNode
    let failures = try schema(example.schema).failures(in: node)
    try #require(failures.map(\.message) == [example.message])
    #expect(failures[0].help == example.help)
    #expect(failures[0].suggestion == example.suggestion)
    #expect(node.source.text(in: failures[0].range) == example.marked)
  }

  @Test("all faults of a document are told, in its order and each once")
  func order() throws {
    let schema = try schema(
      """
      allOf: [{$ref: '#/$defs/thing'}, {$ref: '#/$defs/thing'}]
      $defs: {thing: {properties: {a: {type: string}, b: {minimum: 3}}, required: [c]}}
      """)
    let failures = schema.failures(in: try document("b: 1\na: 2").rootNode)
    #expect(
      failures.map(\.message) == [
        "‘c’ is missing", "‘b’ must be at least 3, found 1", "‘a’ must be a string, found 2",
      ])
  }

  @Test("a failure names its keyword, its schema and its value")
  func locations() throws {
    var registry = SchemaRegistry()
    registry.add(try document("{$id: 'https://x.test/a', items: {$ref: 'b#/$defs/c~1d'}}"), at: "file:///a")
    registry.add(
      try document("{$defs: {c/d: {properties: {'e~f': {type: string}}}}}"), at: "https://x.test/b")
    let schema = try #require(registry.compile("https://x.test/a").schema)
    let failure = try #require(schema.failures(in: try document("- e~f: 1").rootNode).first)
    #expect(failure.keyword == "type")
    #expect(failure.schemaLocation == "https://x.test/b#/$defs/c~1d/properties/e~0f/type")
    #expect(failure.instanceLocation == "/0/e~0f")
    #expect(failure.node.text == "1")
  }

  @Test("an unknown key can be told from other faults, so that it may weigh less")
  func unknownKeys() throws {
    let schema = try schema("{properties: {a: {type: string}}, unevaluatedProperties: false}")
    let failures = schema.failures(in: try document("a: 1\nb: 2").rootNode)
    #expect(failures.map(\.isUnknownKey) == [false, true])
    #expect(failures.map(\.keyword) == ["type", "unevaluatedProperties"])
    #expect(failures[1].diagnostic(rule: "unknown-key", severity: .warning).severity == .warning)
  }

  @Test("a required key that is misspelt is one failure, at the misspelt key")
  func misspeltKey() throws {
    let schema = try schema(
      """
      properties: {model_id: {description: The repository.}, files: true}
      required: [model_id]
      dependentRequired: {files: [model_id]}
      unevaluatedProperties: false
      """)
    let node = try document("modelid: x\nfiles: 1\nother: 2").rootNode
    let failures = schema.failures(in: node)
    #expect(
      failures.map(\.message) == [
        "‘model_id’ is missing: it is spelt ‘modelid’", "‘other’ is not a known key here",
      ])
    #expect(failures[0].keyword == "required")
    #expect(failures[0].suggestion == "model_id")
    #expect(node.source.text(in: failures[0].range) == "modelid")
  }

  @Test("a fault in one branch does not make the keys of that branch unknown")
  func noFollowUps() throws {
    let schema = try schema(
      """
      anyOf: [{properties: {a: {type: string}, kind: {const: x}}, required: [kind]}]
      if: {properties: {kind: {const: x}}}
      then: {properties: {b: {type: integer}}}
      unevaluatedProperties: false
      """)
    let failures = schema.failures(in: try document("kind: x\na: 1\nb: text").rootNode)
    #expect(failures.map(\.instanceLocation) == ["/a", "/b"])
  }
}
