import Catalog
import Diagnostics

/// A field of an entry that a person named, with what the schemas say of it.
struct EditTarget {
  /// From `hub` or `model` on.
  let steps: [FieldStep]
  let shape: FieldShape?
  /// The order of the keys in the block.
  let order: [String]

  var address: String { steps.address }

  init(
    _ text: String, _ entry: Entry, _ fields: SchemaFields, mayBeUnknown: Bool = false
  ) throws(AuthoringError) {
    var steps: [FieldStep]
    do {
      steps = try FieldAddress(text).steps
    } catch {
      throw AuthoringError(.notFound, error.sentence)
    }
    if steps[0] != .key("hub"), steps[0] != .key("model") {
      let isOfHub = fields.hub([steps[0]]) != nil && fields.record(entry.type, [steps[0]]) == nil
      steps.insert(.key(isOfHub ? "hub" : "model"), at: 0)
    }
    guard steps.count > 1 else {
      throw AuthoringError(.notFound, "‘\(text)’ is a whole block: name a field in it, such as hub.license.")
    }
    self.steps = steps
    if steps[0] == .key("hub") {
      shape = fields.hub(Array(steps[1...]))
      order = KeyOrder.hub
    } else {
      // The records of a list are of one shape, whichever is meant.
      let inside = if case .key = steps[1] { steps[1...] } else { steps[2...] }
      guard !inside.isEmpty else {
        throw AuthoringError(.notFound, "‘\(text)’ is a whole record: name a field in it.")
      }
      shape = fields.record(entry.type, Array(inside))
      order = KeyOrder.record(entry.type)
    }
    if shape == nil, !fields.isEmpty, !mayBeUnknown { throw Self.unknown(steps, entry.type, fields) }
  }

  /// Said after a value that does not fit.
  var help: String { shape?.purpose.map { " \($0)" } ?? "" }

  private static func unknown(_ steps: [FieldStep], _ type: ModelType, _ fields: SchemaFields)
    -> AuthoringError
  {
    let isHub = steps[0] == .key("hub")
    let path = steps[1...].filter { if case .key = $0 { true } else { false } }
    var names: [String] = []
    if case .key(let last)? = path.last {
      let parent = Array(steps[1...].dropLast())
      let known = (isHub ? fields.hub(parent) : fields.record(type, parent))?.keys ?? []
      names = Spelling.nearest(to: last, among: known).map { [$0] } ?? []
    }
    let meant =
      names.first.map { " Did you mean ‘\($0)’?" } ?? " `modelhub fields \(type.rawValue)` lists the fields."
    return AuthoringError(.notFound, "The schema has no field ‘\(steps.address)’.\(meant)")
  }
}
