public import Catalog
public import Changes
import Documents

/// How the catalog's version of a model stands to upstream's, as far as both have come since they were one.
public struct ModelDrift: Sendable {
  /// Who has moved.
  public enum State: String, Sendable, CaseIterable {
    /// Both say the same, but for clocks and the order of members.
    case same
    /// The catalog has changed, upstream has not.
    case ahead
    /// Upstream has changed, the catalog has not.
    case behind
    /// Both have changed.
    case diverged
    /// They differ, and the state that both come from is not known.
    case unknown
    /// Upstream has it and the catalog has not, now as before.
    case absent
  }

  /// What became of the model on one side.
  public enum Movement: String, Sendable {
    /// Nothing.
    case none
    /// It is new.
    case added
    /// Its records changed.
    case changed
    /// It is gone.
    case removed
  }

  /// The model's type.
  public let type: ModelType
  /// The model's name.
  public let name: String
  /// Who has moved.
  public internal(set) var state: State
  /// What became of the model in the catalog.
  public internal(set) var here: Movement = .none
  /// What became of the model upstream.
  public internal(set) var there: Movement = .none
  /// The fields that the catalog changed; where the common state is unknown, those in which it differs from upstream.
  public internal(set) var ours: [FieldChange] = []
  /// The fields that upstream changed.
  public internal(set) var theirs: [FieldChange] = []
  /// The fields that both changed in different ways.
  public internal(set) var conflicts: [FieldConflict] = []

  /// How commands name the entry: `llm/qwen3`.
  public var id: String { "\(type.rawValue)/\(name)" }
}
