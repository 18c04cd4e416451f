public import Diagnostics
import SourceText

/// A file's text changed to say something else, with all that need not change left as it is.
public struct TreeRevision: Sendable {
  /// The edits on the old text; they do not overlap.
  public let edits: [TextEdit]
  /// The new text as it reads.
  public let document: Document
  /// How many values around the finest edits had to be replaced as a whole; 0 when all went well.
  let coarsening: Int

  /// The new text.
  public var bytes: [UInt8] { document.source.bytes }
}

extension Document {
  /// The smallest change of this file's own text that makes it read as `target`, or `nil` where there is none.
  ///
  /// Only values that differ are replaced; items come and go with the layout of their neighbours; comments
  /// outside of what is replaced stay. Items of lists find their counterparts by equality, then by the members
  /// named in `identityKeys`, then by likeness. The outcome is read again and compared with `target`: where the
  /// finest edits fail that, the smallest enclosing value is replaced as a whole, at last the root.
  /// `nil` is left for a target that the notation cannot hold within the limits.
  public func revised(
    into target: Node, as format: DocumentFormat, identityKeys: [String] = [], limits: ReadLimits = .catalog
  ) -> TreeRevision? {
    let comparer = TreeComparer(rootNode, target, identityKeys: identityKeys)
    if comparer.isSame(root, target.id), rootNode.isIdentical(to: target) {
      return TreeRevision(edits: [], document: self, coarsening: 0)
    }
    var editor = TreeEditor(comparer, format)
    editor.change(root, target.id, .root)
    if let revision = revision(editor.ordered, target, format, limits, 0) { return revision }
    for (step, whole) in editor.enclosing(root, target.id).reversed().enumerated() {
      editor.edits = []
      editor.replace(whole.old, whole.new, whole.place)
      if let revision = revision(editor.ordered, target, format, limits, step + 1) { return revision }
    }
    return nil
  }

  /// The edits' outcome, if it is what was asked for.
  private func revision(
    _ edits: [TextEdit], _ target: Node, _ format: DocumentFormat, _ limits: ReadLimits, _ coarsening: Int
  ) -> TreeRevision? {
    guard let bytes = edits.applied(to: source.bytes) else { return nil }
    let text = SourceText(path: source.path, bytes: bytes)
    guard let document = DocumentReader.read(text, as: format, limits: limits).document,
      document.rootNode.isIdentical(to: target)
    else { return nil }
    return TreeRevision(edits: edits, document: document, coarsening: coarsening)
  }
}

extension TreeEditor {
  /// The values that hold every difference, from the root inwards.
  func enclosing(_ left: NodeID, _ right: NodeID) -> [(old: NodeID, new: NodeID, place: Place)] {
    var path: [(old: NodeID, new: NodeID, place: Place)] = [(left, right, .root)]
    while let last = path.last, let inner = onlyChange(last.old, last.new) { path.append(inner) }
    return path
  }

  private func onlyChange(_ left: NodeID, _ right: NodeID) -> (old: NodeID, new: NodeID, place: Place)? {
    guard comparer.isComparable(left, right) else { return nil }
    let script = comparer.script(left, right)
    guard script.removed.isEmpty, script.steps.count == old.count(of: left) else { return nil }
    let isObject = old.kind(of: left) == .object
    let (before, after) = (old.childIDs(of: left), new.childIDs(of: right))
    let changed = zip(before, after).filter { pair in
      isObject
        ? !comparer.isSame(old.value(ofKey: pair.0), new.value(ofKey: pair.1))
        : !comparer.isSame(pair.0, pair.1)
    }
    guard let only = changed.first, changed.count == 1 else { return nil }
    let (from, into) = isObject ? (old.value(ofKey: only.0), new.value(ofKey: only.1)) : only
    if old.style(of: left) == .flow {
      return (from, into, .flow(start: old.range(of: only.0).lowerBound))
    }
    guard let items = blockItems(of: left), let item = items.first(where: { $0.value == from }) else {
      return nil
    }
    let column = text.column(of: items[0].start)
    return (
      from, into, isObject ? .member(mark: item.mark, column: column) : .item(mark: item.mark, column: column)
    )
  }
}
