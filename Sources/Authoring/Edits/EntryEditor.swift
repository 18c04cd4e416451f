public import Catalog
public import Diagnostics
public import Documents
import SourceText

/// Changes single fields of an entry's file: the bytes of what changes, and no others.
public struct EntryEditor: Sendable {
  /// What a change comes to.
  public struct Change: Sendable {
    /// The file's path below the catalog.
    public let path: String
    /// The replacements of bytes; none where the file says so already.
    public let edits: [TextEdit]
    /// The file as it will be.
    public let bytes: [UInt8]
    /// The file as it will read.
    public let document: Document
  }

  /// What records and specs are told apart by.
  static let identityKeys = ["model_name", "engine", "model_format", "model_size_in_billions"]

  private let entry: Entry
  private let fields: SchemaFields
  private let format: DocumentFormat
  private let path: String

  /// Prepares to change an entry; `fields` are those of the catalog's schemas.
  public init(_ entry: Entry, _ fields: SchemaFields) {
    self.entry = entry
    self.fields = fields
    format = DocumentFormat(path: entry.document.source.path) ?? .yaml
    path = "\(entry.folder.path)/model.\(format == .json ? "json" : "yaml")"
  }

  /// Sets a field to the value that a text stands for.
  public func setting(_ address: String, to text: String) throws(AuthoringError) -> Change {
    let target = try EditTarget(address, entry, fields)
    let value: Literal
    do {
      value = try FieldText.value(text, target.shape)
    } catch {
      throw AuthoringError(.badValue, "\(target.address): \(error.sentence)\(target.help)")
    }
    return try change { (root) throws(StepFault) in
      try root.setting(target.steps, to: value, target.order)
    }
  }

  /// Takes a field away, and what is left empty by that.
  public func unsetting(_ address: String) throws(AuthoringError) -> Change {
    let target = try EditTarget(address, entry, fields, mayBeUnknown: true)
    return try change { (root) throws(StepFault) in try root.removing(target.steps) }
  }

  /// Makes several changes at once: each takes the entry as it stands before, `hub:` and `model:` in a mapping.
  func change(
    _ transform: (EntryLiteral) throws(StepFault) -> EntryLiteral
  ) throws(AuthoringError) -> Change {
    let before = EntryLiteral(entry)
    let after: EntryLiteral
    do {
      after = try transform(before)
    } catch {
      throw AuthoringError(.notFound, error.sentence)
    }
    return try replacing(with: after.literal)
  }

  /// Makes the file read as a value.
  func replacing(with literal: Literal) throws(AuthoringError) -> Change {
    let target = literal.document().rootNode
    guard
      let revision = entry.document.revised(
        into: target, as: format,
        identityKeys: Self.identityKeys)
    else {
      throw AuthoringError(.badValue, "‘\(path)’ would go past the limits of the catalog's format.")
    }
    if let failure = fields.firstNewFailure(in: revision.document, before: entry.document, entry.type) {
      throw AuthoringError(.badValue, "The schema does not allow that: \(failure).")
    }
    return Change(path: path, edits: revision.edits, bytes: revision.bytes, document: revision.document)
  }
}

/// An entry's file as a value, whichever of its shapes it has: two blocks, or a bare list of records.
struct EntryLiteral {
  /// The file's value; a bare list stays one until it gets a `hub:` block.
  private(set) var literal: Literal

  init(_ entry: Entry) {
    literal = Literal(entry.document.rootNode)
  }

  private var isBare: Bool { if case .list = literal { true } else { false } }
  /// The `hub:` block, or `nil`.
  var hub: Literal? { literal["hub"] }
  /// The record or records.
  var model: Literal { isBare ? literal : literal["model"] ?? .list([]) }

  func setting(
    _ steps: [FieldStep], to value: Literal, _ order: [String]
  ) throws(StepFault) -> EntryLiteral {
    if steps.first == .key("hub") {
      return with(hub: try (hub ?? .null).setting(steps[1...], to: value, order: order))
    }
    return with(
      model: try Self.inRecords(model, steps[1...]) { (record, rest) throws(StepFault) in
        try record.setting(rest, to: value, order: order)
      })
  }

  func removing(_ steps: [FieldStep]) throws(StepFault) -> EntryLiteral {
    if steps.first == .key("hub") {
      let left = try (hub ?? .null).removing(steps[1...])
      return with(hub: left == .mapping([]) ? nil : left)
    }
    return with(
      model: try Self.inRecords(model, steps[1...]) { (record, rest) throws(StepFault) in
        try record.removing(rest)
      })
  }

  /// The entry with another block in the place of `hub:`, which stands before `model:`.
  private func with(hub: Literal?) -> EntryLiteral {
    var members = isBare ? [Literal.Member("model", literal)] : literal.members
    let place = members.firstIndex { $0.key == "hub" }
    if let place { members.remove(at: place) }
    if let hub { members.insert(.init("hub", hub), at: place ?? 0) }
    var copy = self
    copy.literal = .mapping(members)
    return copy
  }

  private func with(model: Literal) -> EntryLiteral {
    var copy = self
    copy.literal =
      isBare ? model : .mapping(literal.members.map { $0.key == "model" ? .init("model", model) : $0 })
    return copy
  }

  /// Applies a change to the records that the first step names; a record that is a plain mapping is the only one.
  private static func inRecords(
    _ model: Literal, _ steps: ArraySlice<FieldStep>,
    _ change: (Literal, ArraySlice<FieldStep>) throws(StepFault) -> Literal
  ) throws(StepFault) -> Literal {
    guard case .list(var records) = model else {
      return try change(
        model, steps.first.map { if case .key = $0 { steps } else { steps.dropFirst() } } ?? steps)
    }
    let places: [Int]
    var rest = steps
    switch steps.first {
    case .key?, nil:
      guard records.count == 1 else {
        throw StepFault(
          sentence:
            "The entry has \(records.count) records: name one, as in model[0] or model[engine=MLX], or all by model[*]."
        )
      }
      places = [0]
    case .all?:
      places = Array(records.indices)
      rest = rest.dropFirst()
    case let step?:
      guard let place = model.place(of: step) else {
        throw StepFault(sentence: "The entry has no record \(step).")
      }
      places = [place]
      rest = rest.dropFirst()
    }
    for place in places { records[place] = try change(records[place], rest) }
    return .list(records)
  }
}
