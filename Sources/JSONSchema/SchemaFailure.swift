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
  public private(set) var key: Node?
  /// The name of the key that is missing, where one is.
  public let missingKey: String?
  /// Where the value stands: a JSON Pointer into the document.
  public let instanceLocation: String
  /// The bytes to show: those of the key or of the value, never of a whole mapping.
  public private(set) var range: Range<Int>
  /// What is wrong: one sentence without a full stop.
  public private(set) var message: String
  /// What to do about it, as sentences.
  public let help: String?
  /// What was probably meant, where a key or a value looks misspelt.
  public private(set) var suggestion: String?
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

extension SchemaFailure {
  /// Makes one failure of a key that is missing and a key that looks like it.
  static func joiningMisspeltKeys(_ failures: [SchemaFailure]) -> [SchemaFailure] {
    var joined: [SchemaFailure] = []
    var absorbed: Set<String> = []
    for failure in failures {
      guard let missing = failure.missingKey,
        let meant = failures.first(where: { $0.isMisspelling(of: missing, in: failure.instanceLocation) })
      else {
        joined.append(failure)
        continue
      }
      // Several keywords may ask for one key.
      guard absorbed.insert(meant.instanceLocation).inserted else { continue }
      var whole = failure
      (whole.key, whole.range, whole.suggestion) = (meant.key, meant.range, missing)
      whole.message += ": it is spelt ‘\(meant.key?.text ?? "")’"
      joined.append(whole)
    }
    return joined.filter { !($0.isUnknownKey && absorbed.contains($0.instanceLocation)) }
  }

  private func isMisspelling(of name: String, in mapping: String) -> Bool {
    guard isUnknownKey, suggestion == name, let key else { return false }
    return instanceLocation == mapping + JSONPointer.text(of: [.key(key.text)])
  }
}
