public import Documents

/// What two versions of an entry differ in, field by field.
///
/// Records are matched by name, engine and format, specs by format and size, lists of words as sets; a list whose
/// items have nothing to be known by is one field. The fields come in the order of the newer version, those that
/// went where they stood. Two versions without a difference are the same in every value and in its order.
public struct FieldDifference: Sendable {
  /// The fields that differ.
  public private(set) var changes: [FieldChange] = []

  /// Compares two documents, or two lists of records.
  public init(from old: Node, to new: Node) {
    compare(old, new, at: .root, as: .document)
  }

  /// Compares the records of two versions of a model; a single record's fields are named without the record.
  public init(from old: [Node], to new: [Node]) {
    if old.count == 1, new.count == 1 {
      compare(old[0], new[0], at: .root, as: .record)
    } else {
      compare(Self.list(old), Self.list(new), at: .root, as: .document)
    }
  }

  private static func list(_ records: [Node]) -> Node {
    var builder = DocumentBuilder()
    builder.beginArray()
    for record in records { builder.copy(record) }
    builder.end()
    return builder.document().rootNode
  }

  private mutating func compare(_ old: Node, _ new: Node, at path: FieldPath, as role: FieldRole) {
    if old.isIdentical(to: new) { return }
    switch (old.kind, new.kind) {
    case (.object, .object): compareMembers(old, new, at: path, as: role)
    case (.array, .array):
      guard let items = ListItems(Trio(base: old, ours: new), role) else { fallthrough }
      compareElements(old, new, items, at: path)
    default: changes.append(FieldChange(path, .changed, old, new))
    }
  }

  private mutating func compareMembers(_ old: Node, _ new: Node, at path: FieldPath, as role: FieldRole) {
    let names = Trio(base: old, ours: new).map { $0.members.map(\.name) }
    take(names, of: old, new, at: path) { comparison, name in
      let (before, after) = (old[name], new[name])
      let inner = role.member(name, isList: before?.kind == .array || after?.kind == .array)
      comparison.compare(before, after, at: path.member(name), as: inner)
    }
  }

  private mutating func compareElements(_ old: Node, _ new: Node, _ items: ListItems, at path: FieldPath) {
    take(items.labels, of: old, new, at: path) { comparison, label in
      let versions = items.versions(label)
      comparison.compare(versions.base, versions.ours, at: path.element(label), as: items.elementRole)
    }
  }

  /// Goes over all items of two containers, and says where those that stay change their order.
  private mutating func take(
    _ labels: Trio<[String]>, of old: Node, _ new: Node, at path: FieldPath,
    _ body: (inout FieldDifference, String) -> Void
  ) {
    let (before, after) = (labels.base ?? [], labels.ours ?? [])
    let order = MergedOrder(Trio(base: before, ours: after, theirs: before), preferring: .ours)
    for label in order.labels { body(&self, label) }
    let (inOld, inNew) = (Set(before), Set(after))
    if before.filter(inNew.contains) != after.filter(inOld.contains) {
      changes.append(FieldChange(path, .reordered, old, new))
    }
  }

  private mutating func compare(_ old: Node?, _ new: Node?, at path: FieldPath, as role: FieldRole) {
    switch (old, new) {
    case (let old?, let new?): compare(old, new, at: path, as: role)
    case (nil, let new?): changes.append(FieldChange(path, .added, nil, new))
    case (let old?, nil): changes.append(FieldChange(path, .removed, old, nil))
    case (nil, nil): break
    }
  }
}
