import Catalog

/// A field of a draft that a person is asked for, because no file tells.
public struct DraftQuestion: Sendable {
  /// The field, as `set` takes it.
  public let address: String
  /// What it may hold and what it is for.
  public let shape: FieldShape
  /// Whether an entry cannot do without it.
  public let isRequired: Bool
}

extension EntryDraft {
  /// What is still to be asked: what the schema requires and no file told, then what readers look for.
  ///
  /// `settled` names fields that were answered or passed over.
  public func questions(_ fields: SchemaFields, settled: Set<String> = []) -> [DraftQuestion] {
    let required = requiredSteps(fields).map { ($0, true) }
    var asked = settled
    return (required + Self.wanted.map { ($0, false) }).compactMap { steps, isRequired in
      guard asked.insert(steps.address).inserted, !has(steps), let shape = shape(steps, fields) else {
        return nil
      }
      return DraftQuestion(address: steps.address, shape: shape, isRequired: isRequired)
    }
  }

  /// What an entry can do without, and readers cannot.
  private static let wanted: [[FieldStep]] = [
    [.key("model"), .key("model_description")], [.key("hub"), .key("license")],
    [.key("hub"), .key("maintainers")], [.key("hub"), .key("tags")],
    [.key("hub"), .key("links"), .key("homepage")],
  ]

  /// Gives a field the value that a text stands for.
  public mutating func answer(_ address: String, _ text: String, _ fields: SchemaFields)
    throws(AuthoringError)
  {
    let steps: [FieldStep]
    do { steps = try FieldAddress(address).steps } catch { throw AuthoringError(.notFound, error.sentence) }
    let target = qualified(steps, fields)
    guard target.count > 1,
      case .key(let first)? = target.dropFirst().first(where: { if case .key = $0 { true } else { false } })
    else { throw AuthoringError(.notFound, "‘\(address)’ is a whole block: name a field in it.") }
    let shape = shape(target, fields)
    guard shape != nil || fields.isEmpty else {
      throw AuthoringError(
        .notFound, "The schema has no field ‘\(target.address)’ for the type \(type.rawValue).")
    }
    let value: Literal
    do { value = try FieldText.value(text, shape) } catch {
      throw AuthoringError(.badValue, "\(target.address): \(error.sentence)")
    }
    let before = self
    do {
      try put(value, at: target, first)
    } catch {
      throw AuthoringError(.notFound, "\(target.address): \(error.sentence)")
    }
    guard let failure = fields.failure(at: Self.placed(target), in: literal.document(), type) else { return }
    self = before
    throw AuthoringError(.badValue, "The schema does not allow ‘\(text)’: \(failure).")
  }

  /// The steps from the entry to a value, through the first record where no record is named.
  private static func placed(_ steps: [FieldStep]) -> [FieldStep] {
    guard steps[0] == .key("model"), case .key? = steps.dropFirst().first else { return steps }
    return [steps[0], .index(0)] + steps.dropFirst()
  }

  private mutating func put(_ value: Literal, at steps: [FieldStep], _ first: String) throws(StepFault) {
    if steps[0] == .key("hub") {
      let block = try hub.literal.setting(steps[1...], to: value)
      setHub(first, block[first] ?? .null, .given)
      return
    }
    let (place, inside) = Self.record(steps)
    for index in records.indices where place == nil || place == index {
      let block = try records[index].literal.setting(inside, to: value)
      setRecord(first, block[first] ?? .null, .given, at: index)
    }
    if let place, !records.indices.contains(place) {
      throw StepFault(sentence: "There is no record [\(place)].")
    }
  }

  /// The record that an address names by number, or all; and the steps inside.
  private static func record(_ steps: [FieldStep]) -> (Int?, ArraySlice<FieldStep>) {
    switch steps[1] {
    case .index(let place): (place, steps[2...])
    case .key: (nil, steps[1...])
    default: (nil, steps[2...])
    }
  }

  private func qualified(_ steps: [FieldStep], _ fields: SchemaFields) -> [FieldStep] {
    if steps[0] == .key("hub") || steps[0] == .key("model") { return steps }
    let isOfHub = fields.hub([steps[0]]) != nil && fields.record(type, [steps[0]]) == nil
    return [.key(isOfHub ? "hub" : "model")] + steps
  }

  private func has(_ steps: [FieldStep]) -> Bool {
    if steps[0] == .key("hub") { return hub.literal[steps[1...]] != nil }
    return records.allSatisfy { $0.literal[Self.record(steps).1] != nil }
  }

  private func shape(_ steps: [FieldStep], _ fields: SchemaFields) -> FieldShape? {
    if steps[0] == .key("hub") { return fields.hub(Array(steps[1...])) }
    return fields.record(type, Array(Self.record(steps).1))
  }

  /// Required fields that nothing fills, down to those that a single answer fills.
  private func requiredSteps(_ fields: SchemaFields) -> [[FieldStep]] {
    let groups = fields.record(type, [])?.required ?? []
    return records.flatMap { record in
      groups.flatMap { gaps([], $0, in: record.literal, fields, depth: 0) }.map { [.key("model")] + $0 }
    }
  }

  /// The gaps below one of a group of keys, of which one is enough.
  private func gaps(
    _ steps: [FieldStep], _ group: [String], in value: Literal?, _ fields: SchemaFields, depth: Int
  ) -> [[FieldStep]] {
    let key = group.first { value?[$0] != nil } ?? group[0]
    return gaps(steps + [.key(key)], value?[key], fields, depth: depth + 1)
  }

  /// The fields at or below a place that have to have a value and have none.
  private func gaps(
    _ steps: [FieldStep], _ value: Literal?, _ fields: SchemaFields, depth: Int
  ) -> [[FieldStep]] {
    // Where the weights are is asked for the hub that every type of model can be had from.
    if steps.last == .key("model_src") {
      return gaps(steps, ["huggingface", "modelscope"], in: value, fields, depth: depth)
    }
    let leaf = value == nil ? [steps] : []
    guard depth < 6, let shape = fields.record(type, steps) else { return leaf }
    if shape.kinds == [.list],
      shape.itemKinds == [.mapping] || shape.itemKinds.isEmpty && shape.itemChoices.isEmpty
    {
      let items = value?.items ?? []
      return (items.isEmpty ? [nil] : items.map(Optional.some)).enumerated().flatMap { place, item in
        gaps(steps + [.index(place)], item, fields, depth: depth + 1)
      }
    }
    if shape.kinds == [.mapping], !shape.required.isEmpty {
      return shape.required.flatMap { gaps(steps, $0, in: value, fields, depth: depth) }
    }
    return leaf
  }
}
