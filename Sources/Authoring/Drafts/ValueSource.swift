public import ModelFacts

/// Where a draft's value came from.
public enum ValueSource: Hashable, Sendable {
  /// Read from files of the model's repositories.
  case found([Provenance])
  /// It follows from something else; a phrase says from what.
  case rule(String)
  /// A person gave it, by a flag or an answer.
  case given
  /// Copied from another entry.
  case entry(String)

  /// Whether a person may want to look at it twice.
  public var isInferred: Bool { self != .given }
}

extension ValueSource: CustomStringConvertible {
  /// As a person reads it.
  public var description: String {
    switch self {
    case .found(let places): places.map(\.description).joined(separator: ", ")
    case .rule(let phrase): phrase
    case .given: "given"
    case .entry(let name): "entry \(name)"
    }
  }
}
