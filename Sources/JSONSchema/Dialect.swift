/// The vocabularies of draft 2020-12.
enum Vocabulary: String, CaseIterable, Sendable {
  case core, applicator, unevaluated, validation, content
  case metaData = "meta-data"
  case formatAnnotation = "format-annotation"
  case formatAssertion = "format-assertion"

  /// The URI that `$vocabulary` names it by.
  var uri: String { "https://json-schema.org/draft/2020-12/vocab/\(rawValue)" }

  /// Finds a vocabulary by its URI.
  init?(uri: String) {
    guard let vocabulary = Self.allCases.first(where: { $0.uri == uri }) else { return nil }
    self = vocabulary
  }
}

/// Which keywords mean something in a schema: what its `$schema` comes to.
struct Dialect: Hashable, Sendable {
  let vocabularies: Set<Vocabulary>

  /// The dialect of a schema that names none.
  static let standard = Dialect(vocabularies: Set(Vocabulary.allCases).subtracting([.formatAssertion]))
  static let standardURI = "https://json-schema.org/draft/2020-12/schema"

  /// Whether a keyword belongs to one of the dialect's vocabularies.
  func knows(_ keyword: Keyword) -> Bool { vocabularies.contains(keyword.vocabulary) }

  /// Whether `format` refuses instead of only telling.
  var assertsFormats: Bool { vocabularies.contains(.formatAssertion) }
}

/// The keywords that take part in evaluation, or hold schemas.
enum Keyword: String, CaseIterable, Sendable {
  case ref = "$ref"
  case dynamicRef = "$dynamicRef"
  case defs = "$defs"
  case allOf, anyOf, oneOf, not, `if`, then, `else`, dependentSchemas, prefixItems, items, contains
  case properties, patternProperties, additionalProperties, propertyNames
  case unevaluatedItems, unevaluatedProperties
  case type, `enum`, const, multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
  case maxLength, minLength, pattern, maxItems, minItems, uniqueItems, maxContains, minContains
  case maxProperties, minProperties, required, dependentRequired
  case format, contentSchema
  /// What drafts before 2019-09 had; it still works where they are mixed.
  case definitions, dependencies

  var vocabulary: Vocabulary {
    switch self {
    case .ref, .dynamicRef, .defs, .definitions: .core
    case .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependentSchemas, .prefixItems, .items, .contains,
      .properties, .patternProperties, .additionalProperties, .propertyNames, .dependencies:
      .applicator
    case .unevaluatedItems, .unevaluatedProperties: .unevaluated
    case .contentSchema: .content
    default: .validation
    }
  }

  /// How the keyword holds schemas.
  var nesting: Nesting {
    switch self {
    case .not, .if, .then, .else, .items, .contains, .additionalProperties, .propertyNames,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .one
    case .allOf, .anyOf, .oneOf, .prefixItems: .list
    case .defs, .definitions, .properties, .patternProperties, .dependentSchemas, .dependencies: .map
    default: .none
    }
  }

  enum Nesting { case none, one, list, map }
}
