/// Why a value cannot be reached or changed, as a sentence.
struct StepFault: Error, Hashable {
  let sentence: String
}

extension Literal {
  /// The value at the end of some steps; `nil` where there is none.
  subscript(steps: ArraySlice<FieldStep>) -> Literal? {
    guard let step = steps.first else { return self }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key): return self[key]?[rest]
    case .end, .all: return nil
    case .index, .match: return place(of: step).flatMap { items[$0][rest] }
    }
  }

  /// The value with another one at the end of some steps; what is missing on the way is made.
  ///
  /// `order` ranks the keys of the mapping that the first step is taken in, where that has an order.
  func setting(
    _ steps: ArraySlice<FieldStep>, to value: Literal, order: [String] = []
  ) throws(StepFault) -> Literal {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      let inner = try (self[key] ?? .null).setting(rest, to: value)
      return try settingKey(key, to: inner, order)
    case .end:
      let items = try listItems()
      return .list(items + [try Literal.null.setting(rest, to: value)])
    case .all:
      var items = try listItems()
      for place in items.indices { items[place] = try items[place].setting(rest, to: value) }
      return .list(items)
    case .index, .match:
      var items = try listItems()
      if step == .index(items.count) { items.append(.null) }
      guard let place = Literal.list(items).place(of: step) else { throw missing(step) }
      items[place] = try items[place].setting(rest, to: value)
      return .list(items)
    }
  }

  /// The value without what is at the end of some steps, and without what is left empty on the way.
  func removing(_ steps: ArraySlice<FieldStep>) throws(StepFault) -> Literal {
    guard let step = steps.first else { return .null }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      guard case .mapping(var members) = self, let place = members.firstIndex(where: { $0.key == key }) else {
        throw missing(step)
      }
      let inner = rest.isEmpty ? nil : try members[place].value.removing(rest)
      if let inner, !inner.isEmpty {
        members[place] = Member(key, inner)
      } else {
        members.remove(at: place)
      }
      return .mapping(members)
    case .end: throw missing(step)
    case .all:
      if rest.isEmpty { return .list([]) }
      var items = try listItems()
      for place in items.indices where items[place][rest] != nil {
        items[place] = try items[place].removing(rest)
      }
      return .list(items)
    case .index, .match:
      var items = try listItems()
      guard let place = place(of: step) else { throw missing(step) }
      if rest.isEmpty { items.remove(at: place) } else { items[place] = try items[place].removing(rest) }
      return .list(items)
    }
  }

  /// The item that a step names: the first that fits.
  func place(of step: FieldStep) -> Int? {
    switch step {
    case .index(let index): items.indices.contains(index) ? index : nil
    case .match(let conditions): items.firstIndex { item in conditions.allSatisfy(item.meets) }
    case .key, .end, .all: nil
    }
  }

  private func meets(_ condition: FieldStep.Condition) -> Bool {
    guard let key = condition.key else { return "\(self)" == condition.text }
    return self[key].map { "\($0)" == condition.text } ?? false
  }

  private func settingKey(_ key: String, to value: Literal, _ order: [String]) throws(StepFault) -> Literal {
    var members: [Member]
    switch self {
    case .null: members = []
    case .mapping(let there): members = there
    default: throw StepFault(sentence: "There is \(kindName) where ‘\(key)’ would have to be a key.")
    }
    if let place = members.firstIndex(where: { $0.key == key }) {
      members[place] = Member(key, value)
      return .mapping(members)
    }
    // Behind the last of those that it follows in the order, so that its neighbours stay where they are.
    let rank = order.firstIndex(of: key)
    let before = rank.map { rank in
      members.lastIndex { member in order.firstIndex(of: member.key).map { $0 < rank } ?? false }
    }
    let place = rank == nil ? members.count : (before ?? nil).map { $0 + 1 } ?? 0
    members.insert(Member(key, value), at: place)
    return .mapping(members)
  }

  private func listItems() throws(StepFault) -> [Literal] {
    switch self {
    case .null: return []
    case .list(let items): return items
    default: throw StepFault(sentence: "There is \(kindName) where a list would have to be.")
    }
  }

  private func missing(_ step: FieldStep) -> StepFault {
    if case .key(let key) = step { return StepFault(sentence: "There is no ‘\(key)’ to begin with.") }
    let count = items.count == 1 ? "1 item" : "\(items.count) items"
    return StepFault(sentence: "No item is \(step): the list has \(count).")
  }

  private var isEmpty: Bool {
    switch self {
    case .list(let items): items.isEmpty
    case .mapping(let members): members.isEmpty
    default: false
    }
  }

  private var kindName: String {
    switch self {
    case .null: "nothing"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
