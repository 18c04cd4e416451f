import Documents
import FileTrees
import GitStore
import SourceText

/// Some paths of the work tree, as they stand on disk, put onto a published commit.
///
/// Neither the work tree nor the index is touched.
struct WorkTreeSnapshot {
  /// What is taken: files, or folders with all they hold.
  let paths: [TreePath]
  /// The published commit that the result differs from only in these paths.
  let base: Commit
  /// The head that was submitted before, whose files are looked at even where the work tree left them alone.
  let previous: Commit?
  /// The time that changed records get, in seconds since 1970.
  let now: Int

  /// The tree that the submission's commit will have.
  func tree(in repository: borrowing Repository) throws -> ObjectID {
    guard let workTree = repository.workTree else {
      throw ReviewError(
        .world, "This repository has no files to submit. Name a branch instead: `--branch NAME`.")
    }
    let disk = FolderTree(workTree)
    var edits = TreeEdits()
    for path in try candidates(in: repository) {
      try take(path, from: disk, into: &edits, in: repository)
    }
    return edits.isEmpty ? base.tree : try repository.apply(edits, to: base.tree)
  }

  /// The files that may differ from the base.
  private func candidates(in repository: borrowing Repository) throws -> [TreePath] {
    var found: Set<TreePath> = []
    for path in paths { found.formUnion(try repository.status(in: path).map(\.path)) }
    var others = previous.map { [$0.tree] } ?? []
    if let head = try repository.head().commit { others.append(try repository.commit(head).tree) }
    for tree in others {
      var diff = repository.diff(base.tree, tree)
      while let change = try diff.next() {
        if paths.contains(where: change.path.isInside) { found.insert(change.path) }
      }
    }
    return found.sorted()
  }

  private func take(
    _ path: TreePath, from disk: FolderTree, into edits: inout TreeEdits, in repository: borrowing Repository
  ) throws {
    let old = try repository.entry(at: path, in: base.tree)
    guard let name = path.text, let bytes = try disk.read(name) else {
      if old != nil { edits.remove(path) }
      return
    }
    let content = try withClock(bytes, at: path, name, in: repository)
    let blob = try repository.createBlob(content)
    if blob != old?.id {
      edits.put(blob, at: path, mode: old?.mode.isRegularFile == true ? old?.mode ?? .file : .file)
    }
  }

  private func withClock(
    _ bytes: [UInt8], at path: TreePath, _ name: String, in repository: borrowing Repository
  ) throws -> [UInt8] {
    guard ["model.yaml", "model.json"].contains(String(decoding: path.name, as: UTF8.self)),
      let format = DocumentFormat(path: name)
    else { return bytes }
    var earlier: [Document] = []
    for tree in [previous?.tree, base.tree].compactMap(\.self) {
      guard let entry = try repository.entry(at: path, in: tree), entry.mode.isRegularFile else { continue }
      let text = SourceText(path: name, bytes: try repository.blob(entry.id))
      if let document = DocumentReader.read(text, as: format).document { earlier.append(document) }
    }
    return RecordClock(now: now, earlier: earlier).applied(
      to: SourceText(path: name, bytes: bytes), as: format)
  }
}
