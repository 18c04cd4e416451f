import Documents

/// One failed keyword, as the evaluator notes it; the words are found later.
struct Fault {
  /// What the keyword alone does not say.
  enum Detail {
    case none
    /// A key that is missing, or the key that made it required with it.
    case missing(String, because: String?)
    /// An element and the earlier one that it repeats.
    case repetition(of: NodeID)
    /// Keys of which one is missing.
    case missingOne(of: [String])
    /// How many were counted.
    case count(Int)
    /// The places in `oneOf` that matched.
    case matches([Int])
    /// The types that the branches would have taken.
    case types(TypeSet)
    /// The subschemas whose `const` or `enum` hold what is allowed.
    case choices([Int32])
  }

  let keyword: Keyword
  /// The subschema that has the keyword.
  let schema: Int32
  /// The value at fault.
  let node: NodeID
  /// The key, if that is at fault rather than its value.
  var key: NodeID?
  var detail = Detail.none
  /// How deep in the document, counted from the evaluated node.
  var depth = 0
  /// The subschemas that led from the node's first one to this, for the words they have about it.
  var trail: ArraySlice<Int32> = []

  /// The key that is missing, where one is.
  var missingKey: String? {
    if case .missing(let name, _) = detail { name } else { nil }
  }
}
