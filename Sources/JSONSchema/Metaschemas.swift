import Documents
import SourceText

/// The meta-schemas of draft 2020-12, which are part of the standard.
///
/// Each entry has the vocabulary, whether the dialect requires it, the keywords that its meta-schema declares and
/// the definitions that these use.
enum Metaschemas {
  private static let base = "https://json-schema.org/draft/2020-12/"

  /// All of them, each with its URI for a path.
  static let documents: [Document] = [schema] + parts.map(document)

  private static let schema: Document = {
    let vocabularies = Vocabulary.allCases.filter { $0 != .formatAssertion }
    let declared = vocabularies.map { "\"\($0.uri)\": true" }.joined(separator: ", ")
    let parts = vocabularies.map { "{\"$ref\": \"meta/\($0.rawValue)\"}" }.joined(separator: ", ")
    return document(
      at: "schema",
      """
      "$vocabulary": {\(declared)}, "$dynamicAnchor": "meta", "allOf": [\(parts)],
      "type": ["object", "boolean"],
      "properties": {
        "definitions": {
          "type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "deprecated": true, "default": {}
        },
        "dependencies": {
          "type": "object", "deprecated": true, "default": {},
          "additionalProperties": {
            "anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "meta/validation#/$defs/stringArray"}]
          }
        },
        "$recursiveAnchor": {"$ref": "meta/core#/$defs/anchorString", "deprecated": true},
        "$recursiveRef": {"$ref": "meta/core#/$defs/uriReferenceString", "deprecated": true}
      }
      """)
  }()

  private struct Part {
    let vocabulary: Vocabulary
    let properties: String
    var definitions = ""
  }

  private static func document(_ part: Part) -> Document {
    let definitions = part.definitions.isEmpty ? "" : ", \"$defs\": {\(part.definitions)}"
    return document(
      at: "meta/\(part.vocabulary.rawValue)",
      """
      "$vocabulary": {"\(part.vocabulary.uri)": true}, "$dynamicAnchor": "meta",
      "type": ["object", "boolean"], "properties": {\(part.properties)}\(definitions)
      """)
  }

  private static func document(at path: String, _ members: String) -> Document {
    let uri = base + path
    let text = "{\"$schema\": \"\(Dialect.standardURI)\", \"$id\": \"\(uri)\", \(members)}"
    guard let document = DocumentReader.read(SourceText(path: uri, text), as: .json).document else {
      // The text is a constant of this file, and the tests read every part of it.
      preconditionFailure("the meta-schema \(path) is no JSON")
    }
    return document
  }

  private static let parts =
    [core, applicator, unevaluated, validation, metaData, content]
    + [Vocabulary.formatAnnotation, .formatAssertion].map { vocabulary in
      Part(vocabulary: vocabulary, properties: #""format": {"type": "string"}"#)
    }

  private static let core = Part(
    vocabulary: .core,
    properties: """
      "$id": {"$ref": "#/$defs/uriReferenceString", "pattern": "^[^#]*#?$"},
      "$schema": {"$ref": "#/$defs/uriString"},
      "$ref": {"$ref": "#/$defs/uriReferenceString"},
      "$anchor": {"$ref": "#/$defs/anchorString"},
      "$dynamicRef": {"$ref": "#/$defs/uriReferenceString"},
      "$dynamicAnchor": {"$ref": "#/$defs/anchorString"},
      "$vocabulary": {
        "type": "object", "propertyNames": {"$ref": "#/$defs/uriString"},
        "additionalProperties": {"type": "boolean"}
      },
      "$comment": {"type": "string"},
      "$defs": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}
      """,
    definitions: """
      "anchorString": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
      "uriString": {"type": "string", "format": "uri"},
      "uriReferenceString": {"type": "string", "format": "uri-reference"}
      """)

  private static let applicator = Part(
    vocabulary: .applicator,
    properties: """
      "prefixItems": {"$ref": "#/$defs/schemaArray"},
      "items": {"$dynamicRef": "#meta"},
      "contains": {"$dynamicRef": "#meta"},
      "additionalProperties": {"$dynamicRef": "#meta"},
      "properties": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "default": {}},
      "patternProperties": {
        "type": "object", "additionalProperties": {"$dynamicRef": "#meta"},
        "propertyNames": {"format": "regex"}, "default": {}
      },
      "dependentSchemas": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "default": {}},
      "propertyNames": {"$dynamicRef": "#meta"},
      "if": {"$dynamicRef": "#meta"}, "then": {"$dynamicRef": "#meta"}, "else": {"$dynamicRef": "#meta"},
      "allOf": {"$ref": "#/$defs/schemaArray"}, "anyOf": {"$ref": "#/$defs/schemaArray"},
      "oneOf": {"$ref": "#/$defs/schemaArray"}, "not": {"$dynamicRef": "#meta"}
      """,
    definitions: """
      "schemaArray": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}}
      """)

  private static let unevaluated = Part(
    vocabulary: .unevaluated,
    properties: """
      "unevaluatedItems": {"$dynamicRef": "#meta"}, "unevaluatedProperties": {"$dynamicRef": "#meta"}
      """)

  private static let validation = Part(
    vocabulary: .validation,
    properties: """
      "type": {
        "anyOf": [
          {"$ref": "#/$defs/simpleTypes"},
          {"type": "array", "items": {"$ref": "#/$defs/simpleTypes"}, "minItems": 1, "uniqueItems": true}
        ]
      },
      "const": true,
      "enum": {"type": "array", "items": true},
      "multipleOf": {"type": "number", "exclusiveMinimum": 0},
      "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"},
      "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
      "maxLength": {"$ref": "#/$defs/nonNegativeInteger"},
      "minLength": {"$ref": "#/$defs/nonNegativeIntegerDefault0"},
      "pattern": {"type": "string", "format": "regex"},
      "maxItems": {"$ref": "#/$defs/nonNegativeInteger"},
      "minItems": {"$ref": "#/$defs/nonNegativeIntegerDefault0"},
      "uniqueItems": {"type": "boolean", "default": false},
      "maxContains": {"$ref": "#/$defs/nonNegativeInteger"},
      "minContains": {"$ref": "#/$defs/nonNegativeInteger", "default": 1},
      "maxProperties": {"$ref": "#/$defs/nonNegativeInteger"},
      "minProperties": {"$ref": "#/$defs/nonNegativeIntegerDefault0"},
      "required": {"$ref": "#/$defs/stringArray"},
      "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "#/$defs/stringArray"}}
      """,
    definitions: """
      "nonNegativeInteger": {"type": "integer", "minimum": 0},
      "nonNegativeIntegerDefault0": {"$ref": "#/$defs/nonNegativeInteger", "default": 0},
      "simpleTypes": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
      "stringArray": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "default": []}
      """)

  private static let metaData = Part(
    vocabulary: .metaData,
    properties: """
      "title": {"type": "string"}, "description": {"type": "string"}, "default": true,
      "deprecated": {"type": "boolean", "default": false}, "readOnly": {"type": "boolean", "default": false},
      "writeOnly": {"type": "boolean", "default": false}, "examples": {"type": "array", "items": true}
      """)

  private static let content = Part(
    vocabulary: .content,
    properties: """
      "contentEncoding": {"type": "string"}, "contentMediaType": {"type": "string"},
      "contentSchema": {"$dynamicRef": "#meta"}
      """)
}
