public import Documents
import SourceText

/// One of the two versions that are merged.
public enum MergeSide: String, Hashable, Sendable {
  /// What is published now.
  case ours
  /// What the submission has.
  case theirs
}

/// A field that both sides changed in different ways.
public struct FieldConflict: Sendable {
  /// The field.
  public let field: FieldPath
  /// Its value where both started; nil where it was not there.
  public let base: Node?
  /// Its published value; nil where it was removed.
  public let ours: Node?
  /// The submission's value; nil where it removes it.
  public let theirs: Node?
}

/// Two versions of a document brought together, field by field.
///
/// A field that one side left alone takes the other's value, however close its lines are to changed ones.
/// Records are matched by name, engine and format, specs by format and size, lists of words merge as sets.
/// Nothing is ever overwritten: a field that both changed in different ways is a conflict.
public struct FieldMerge: Sendable {
  /// The merged tree; a field in conflict has our value.
  public let document: Document
  /// The fields in conflict, in the order of the document.
  public let conflicts: [FieldConflict]

  /// Merges what two versions changed since a third; `base` is nil where both sides added the document.
  ///
  /// `settled` says which side a field in conflict takes, if any. A record that both sides changed gets `clock` as its
  /// `updated_at`, because readers have seen neither version of the outcome.
  public init(
    base: Node?, ours: Node, theirs: Node, clock: Int? = nil,
    settled: (FieldPath) -> MergeSide? = { _ in nil }
  ) {
    (document, conflicts) = withoutActuallyEscaping(settled) { settled in
      var merger = FieldMerger(settled: settled, clock: clock)
      merger.merge(Trio(base: base, ours: ours, theirs: theirs), at: .root, as: .document)
      return (merger.builder.document(path: ours.source.path), merger.conflicts)
    }
  }
}

/// What a value means in an entry, as far as merging it asks.
enum FieldRole {
  /// The whole document.
  case document
  /// What Xinference reads of a model, with its clock.
  case record
  /// A list, under this key.
  case list(key: String)
  /// Anything else.
  case other

  /// The role of a member of something in this role.
  func member(_ name: String, isList: Bool) -> FieldRole {
    if case .document = self, name == "model", !isList { return .record }
    return isList ? .list(key: name) : .other
  }
}

private struct FieldMerger {
  private let settled: (FieldPath) -> MergeSide?
  private let clock: Int?
  private(set) var builder = DocumentBuilder()
  private(set) var conflicts: [FieldConflict] = []

  init(settled: @escaping (FieldPath) -> MergeSide?, clock: Int?) {
    (self.settled, self.clock) = (settled, clock)
  }

  /// Adds the merged value to the builder, which waits for one.
  mutating func merge(_ trio: Trio<Node>, at path: FieldPath, as role: FieldRole) {
    if case .taken(let value) = trio.precedence {
      if let value { builder.copy(value) }
    } else if trio.isOnBothSides(.object) {
      mergeMembers(trio, at: path, as: role)
    } else if trio.isOnBothSides(.array), let items = ListItems(trio, role) {
      mergeElements(trio, items, at: path)
    } else if let value = settle(trio, at: path) {
      builder.copy(value)
    }
  }

  private mutating func mergeMembers(_ trio: Trio<Node>, at path: FieldPath, as role: FieldRole) {
    builder.beginObject()
    for name in MergedOrder(trio.map { $0.members.map(\.name) }).labels {
      let values = trio.map { $0[name] }
      let place = path.member(name)
      if case .record = role, name == "updated_at", let clock = newest(values) {
        builder.key(name)
        builder.number(clock)
      } else if let kept = kept(values, at: place) {
        builder.key(name)
        merge(kept, at: place, as: role.member(name, isList: kept.isOnBothSides(.array)))
      }
    }
    builder.end()
  }

  private mutating func mergeElements(_ lists: Trio<Node>, _ items: ListItems, at path: FieldPath) {
    let order = MergedOrder(items.labels, preferring: settled(path))
    if order.isDisputed { note(lists, at: path) }
    builder.beginArray()
    for label in order.labels {
      let place = path.element(label)
      if let kept = kept(items.versions(label), at: place) { merge(kept, at: place, as: items.elementRole) }
    }
    builder.end()
  }

  /// The versions of a value that the merged container holds; nil where it does not hold it.
  private mutating func kept(_ trio: Trio<Node>, at path: FieldPath) -> Trio<Node>? {
    if case .taken(let value) = trio.precedence { return value == nil ? nil : trio }
    if trio.ours != nil, trio.theirs != nil { return trio }
    // One side removed what the other changed. Until somebody chooses, what was changed stays.
    let chosen = settled(path) == nil ? trio.ours ?? trio.theirs : settle(trio, at: path)
    if settled(path) == nil { note(trio, at: path) }
    return chosen.map { Trio(base: $0, ours: $0, theirs: $0) }
  }

  /// The value that somebody chose for a conflict; ours where nobody did.
  private mutating func settle(_ trio: Trio<Node>, at path: FieldPath) -> Node? {
    switch settled(path) {
    case .theirs: return trio.theirs
    case .ours: return trio.ours
    case nil:
      note(trio, at: path)
      return trio.ours
    }
  }

  private mutating func note(_ trio: Trio<Node>, at path: FieldPath) {
    conflicts.append(FieldConflict(field: path, base: trio.base, ours: trio.ours, theirs: trio.theirs))
  }

  /// The clock of a record that both sides changed.
  private func newest(_ values: Trio<Node>) -> Int? {
    guard let ours = values.ours?.int, let theirs = values.theirs?.int else { return nil }
    return max(ours, theirs, clock ?? 0)
  }
}
