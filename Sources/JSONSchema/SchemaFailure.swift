public import Diagnostics
public import Documents

/// One way in which a document does not fit its schema.
public struct SchemaFailure: Sendable {
  /// The keyword that failed, such as `required`.
  public let keyword: String
  /// Where the keyword stands: the schema's URI with a JSON Pointer for fragment.
  public let schemaLocation: String
  /// The value at fault; for a missing key, the mapping that lacks it.
  public let node: Node
  /// The key, where the key is at fault rather than its value.
  public let key: Node?
  /// Where the value stands: a JSON Pointer into the document.
  public let instanceLocation: String
  /// The bytes to show: those of the key or of the value, never of a whole mapping.
  public let range: Range<Int>
  /// What is wrong: one sentence without a full stop.
  public let message: String
  /// What to do about it, as sentences.
  public let help: String?
  /// What was probably meant, where a key or a value looks misspelt.
  public let suggestion: String?
  /// Another place that explains it.
  public let note: Note?

  /// Whether the fault is a key that the schema does not know.
  ///
  /// A caller that tolerates such keys can tell them from other faults: these are the failures of
  /// `unevaluatedProperties` and `additionalProperties` where nothing is allowed.
  public var isUnknownKey: Bool {
    key != nil
      && (keyword == Keyword.unevaluatedProperties.rawValue
        || keyword == Keyword.additionalProperties.rawValue)
  }

  /// The failure as a finding.
  public func diagnostic(rule: String = "schema", severity: Severity = .error) -> Diagnostic {
    Diagnostic(
      rule, message, severity: severity, at: Location(node.source, range), help: help,
      notes: note.map { [$0] } ?? [])
  }
}
