/// What a field may hold, as the catalog's schemas describe it.
public struct FieldShape: Sendable {
  /// The kinds of values.
  public enum Kind: String, Hashable, Sendable {
    /// A text.
    case text = "string"
    /// A whole number.
    case integer
    /// A number, perhaps with a fraction.
    case number
    /// `true` or `false`.
    case flag = "boolean"
    /// Nothing.
    case null
    /// A list.
    case list = "array"
    /// Keys with values.
    case mapping = "object"
  }

  /// The kinds that fit; empty where any does.
  public internal(set) var kinds: Set<Kind> = []
  /// The only values that fit; empty where others do.
  public internal(set) var choices: [Literal] = []
  /// What the field is for, in the schema's words.
  public internal(set) var purpose: String?
  /// Values as they may be.
  public internal(set) var examples: [Literal] = []
  /// Of a list: what an item may be.
  public internal(set) var itemKinds: Set<Kind> = []
  /// Of a list: the only items that fit.
  public internal(set) var itemChoices: [Literal] = []
  /// The keys that a mapping may have, in the schema's order; empty where any may be.
  public internal(set) var keys: [String] = []
  /// The keys that a mapping must have: of each group at least one.
  public internal(set) var required: [[String]] = []
  /// Whether nobody should set it any more.
  public internal(set) var isDeprecated = false
}

/// A step from a value to one inside it.
public enum FieldStep: Hashable, Sendable {
  /// The value of a key.
  case key(String)
  /// The item of a number, from 0.
  case index(Int)
  /// The item that has these values under these keys; or, without a key, the item that is this text.
  case match([Condition])
  /// The place after the last item.
  case end
  /// Every item.
  case all

  /// A key and the text that its value must read as; no key for the item itself.
  public struct Condition: Hashable, Sendable {
    /// The key, or `nil`.
    public let key: String?
    /// The text.
    public let text: String

    /// Makes a condition.
    public init(key: String?, text: String) {
      self.key = key
      self.text = text
    }
  }
}
