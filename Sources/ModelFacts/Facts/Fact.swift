/// Where a value was read: a file of a repository, and the key in it.
public struct Provenance: Hashable, Sendable, CustomStringConvertible {
  /// The repository, as a person named it.
  public let place: String
  /// The file; `nil` where the repository's own name says it.
  public let file: String?
  /// The key, or words for what was looked at.
  public let key: String?

  /// Names a place.
  public init(_ place: String, file: String? = nil, key: String? = nil) {
    self.place = place
    self.file = file
    self.key = key
  }

  /// As a person reads it: `config.json: hidden_size (Qwen/QwQ-32B)`.
  public var description: String {
    guard let file else { return "\(key.map { "\($0) of " } ?? "")\(place)" }
    return "\(file)\(key.map { ": \($0)" } ?? "") (\(place))"
  }
}

/// A value together with where it was read.
public struct Fact<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it was read.
  public let provenance: Provenance

  /// Joins a value and its source.
  public init(_ value: Value, _ provenance: Provenance) {
    self.value = value
    self.provenance = provenance
  }

  /// Another value that follows from this one.
  public func map<Other: Sendable>(_ transform: (Value) -> Other) -> Fact<Other> {
    Fact<Other>(transform(value), provenance)
  }
}

extension Fact: Equatable where Value: Equatable {}
