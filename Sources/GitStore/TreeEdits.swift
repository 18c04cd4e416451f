import CLibGit2

/// Changes to a tree, by path.
public struct TreeEdits: Hashable, Sendable {
  /// What shall stand at a path.
  public enum Edit: Hashable, Sendable {
    /// This object. A folder is replaced as a whole.
    case put(ObjectID, FileMode)
    /// Nothing. A folder goes with all it holds.
    case remove
  }

  /// The edits, one for each path.
  public private(set) var edits: [TreePath: Edit] = [:]

  /// Starts without any.
  public init() {}

  /// Whether there is nothing to do.
  public var isEmpty: Bool { edits.isEmpty }

  /// Puts an object at a path; a later edit of the same path counts instead of an earlier one.
  public mutating func put(_ id: ObjectID, at path: TreePath, mode: FileMode = .file) {
    edits[path] = .put(id, mode)
  }

  /// Removes what stands at a path.
  public mutating func remove(_ path: TreePath) {
    edits[path] = .remove
  }
}

extension Repository {
  /// Stores bytes as a blob and gives back its id.
  @discardableResult
  public func createBlob(_ content: [UInt8]) throws(GitStoreError) -> ObjectID {
    try core.write(content, as: .blob)
  }

  /// Makes the tree that differs from `base` by `edits`, and gives back its id.
  ///
  /// Only the folders on the way to an edit are read and written. Folders appear with their first entry and
  /// go with their last; to put a folder where a file stands, remove the file in the same edits. Harmful paths,
  /// a removal of what is not there, and a file and a folder under one name are errors.
  public func apply(_ edits: TreeEdits, to base: ObjectID = .emptyTree) throws(GitStoreError) -> ObjectID {
    var sorted: [TreeEditor.Step] = []
    for (path, edit) in edits.edits {
      if case .put(let id, let mode) = edit {
        try path.refuseFault(for: mode)
        if mode != .submodule { try core.demand(id, mode == .tree ? .tree : .blob) }
      }
      let names = path.names
      // What is too deep to be read is not there to be removed either.
      guard (1...TreeWalk.depthLimit).contains(names.count) else {
        throw GitStoreError(.unsafePath, "The root of a tree, or what is too deep in it, cannot be edited.")
      }
      sorted.append(TreeEditor.Step(path: path, names: names, edit: edit))
    }
    sorted.sort { $0.path < $1.path }
    let editor = TreeEditor(core: core)
    if let tree = try editor.rebuild(base, with: sorted, depth: 0) { return tree }
    return try core.write([], as: .tree)
  }
}

private struct TreeEditor {
  struct Step {
    let path: TreePath
    let names: [ArraySlice<UInt8>]
    let edit: TreeEdits.Edit
  }

  let core: RepositoryCore

  /// The tree with the edits below it made; nil when it would be empty.
  func rebuild(_ tree: ObjectID, with steps: [Step], depth: Int) throws(GitStoreError) -> ObjectID? {
    let old = try core.tree(tree)
    let grouped = Dictionary(grouping: steps) { TreePath(bytes: Array($0.names[depth])) }
    var changed: [(name: TreePath, entry: TreeEntry?)] = []
    for name in grouped.keys.sorted() {
      let own = grouped[name] ?? []
      changed.append(
        (name, try replacement(of: old.entry(named: name.bytes), called: name, by: own, depth: depth)))
    }
    let bytes = Self.merge(old, changed)
    return bytes.isEmpty ? nil : try core.write(bytes, as: .tree)
  }

  private func replacement(
    of old: TreeEntry?, called name: TreePath, by steps: [Step], depth: Int
  ) throws(GitStoreError) -> TreeEntry? {
    // The shortest path sorts first.
    guard let step = steps.first else { return old }
    let inner = steps.filter { $0.names.count > depth + 1 }
    if inner.count == steps.count {
      if let old, old.mode != .tree {
        throw GitStoreError(
          .exists, "‘\(step.path)’ cannot be edited: a file stands where its folder would be.")
      }
      return try folder(name, from: old?.id ?? .emptyTree, by: inner, depth: depth)
    }
    switch step.edit {
    case .remove:
      guard old != nil else {
        throw GitStoreError(.notFound, "‘\(step.path)’ cannot be removed: it is not there.")
      }
      return inner.isEmpty ? nil : try folder(name, from: .emptyTree, by: inner, depth: depth)
    case .put(let id, let mode):
      let clashes = old.map { ($0.mode == .tree) != (mode == .tree) } ?? false
      guard !clashes, inner.isEmpty else {
        throw GitStoreError(
          .exists, "‘\(step.path)’ cannot be written: a file and a folder would have one name.")
      }
      return TreeEntry(name: name, mode: mode, id: id)
    }
  }

  private func folder(
    _ name: TreePath, from base: ObjectID, by steps: [Step], depth: Int
  ) throws(GitStoreError) -> TreeEntry? {
    let tree = try rebuild(base, with: steps, depth: depth + 1)
    return tree.map { TreeEntry(name: name, mode: .tree, id: $0) }
  }

  /// The old entries with the changed ones in their places, as a tree object.
  private static func merge(_ old: Tree, _ changed: [(name: TreePath, entry: TreeEntry?)]) -> [UInt8] {
    var cuts: [(removed: Range<Int>, entry: TreeEntry?)] = []
    for (name, entry) in changed {
      // A file and a folder of one name stand in different places.
      if let position = old.position(of: name.bytes) { cuts.append((position..<(position + 1), nil)) }
      guard let entry else { continue }
      let position = old.find(name.bytes, isTree: entry.mode == .tree).position
      cuts.append((position..<position, entry))
    }
    cuts.sort { left, right in
      let (one, other) = (left.removed.lowerBound, right.removed.lowerBound)
      guard one == other, let first = left.entry, let second = right.entry else {
        return (one, left.entry == nil ? 1 : 0) < (other, right.entry == nil ? 1 : 0)
      }
      return TreeEntry.precedes(first, second)
    }
    var builder = TreeBuilder()
    var next = 0
    for cut in cuts {
      builder.append(old, next..<cut.removed.lowerBound)
      if let entry = cut.entry { builder.append(entry) }
      next = cut.removed.upperBound
    }
    builder.append(old, next..<old.count)
    return builder.bytes
  }
}

extension TreeEntry {
  /// Git's order in a tree.
  static func precedes(_ left: TreeEntry, _ right: TreeEntry) -> Bool {
    let key = TreeKey(bytes: left.name.bytes, name: 0..<left.name.bytes.count, isTree: left.mode == .tree)
    return key.compare(right.name.bytes, isTree: right.mode == .tree) < 0
  }
}

extension RepositoryCore {
  func write(_ content: [UInt8], as kind: ObjectKind) throws(GitStoreError) -> ObjectID {
    var raw = git_oid()
    let result = unsafe content.withUnsafeBytes {
      unsafe git_odb_write(&raw, objects, $0.baseAddress, $0.count, kind.raw)
    }
    try check(result, "write a \(kind.rawValue)")
    return ObjectID(raw)
  }
}
