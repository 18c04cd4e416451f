import Changes
import GitStore

/// What publishing a submission does to the published tree, file by file.
///
/// A pure reading of three trees: the work grows with what changed on either side, and nothing is written.
struct MergePlan {
  /// What becomes of one file.
  enum Step: Hashable {
    /// It becomes this object.
    case put(ObjectID, FileMode)
    /// It becomes these bytes, which merging made.
    case write([UInt8], FileMode)
    /// It goes.
    case remove
  }

  /// The files that change; what both sides have already is not among them.
  private(set) var steps: [TreePath: Step] = [:]
  /// What a person has to settle.
  private(set) var disputes: [Dispute] = []

  private typealias Side = TreeChange.Side

  /// Plans to bring what `content` changes onto `main`, a commit or a tree that descends from its base.
  ///
  /// `clock` becomes the `updated_at` of records that both sides changed.
  init(
    _ content: SubmissionContent, onto main: ObjectID, in repository: borrowing Repository,
    settlement: Settlement = Settlement(), clock: Int?
  ) throws {
    let ours = try Self.changes(from: content.base, to: main, in: repository)
    for change in content.changes {
      let trio = Trio(base: change.old, ours: ours[change.path] ?? change.old, theirs: change.new)
      switch trio.precedence(==) {
      case .taken(let side) where side == trio.ours: continue
      case .taken(let side?): steps[change.path] = .put(side.id, side.mode)
      case .taken(nil): steps[change.path] = .remove
      case .disputed: try settle(trio, at: change.path, in: repository, settlement, clock)
      }
    }
  }

  private static func changes(
    from base: ObjectID, to main: ObjectID, in repository: borrowing Repository
  ) throws(GitStoreError) -> [TreePath: TreeChange.Side?] {
    guard base != main else { return [:] }
    var diff = repository.diff(try repository.commit(base).tree, try repository.commit(main).tree)
    var changes: [TreePath: TreeChange.Side?] = [:]
    while let change = try diff.next() { changes[change.path] = .some(change.new) }
    return changes
  }

  private mutating func settle(
    _ trio: Trio<Side>, at path: TreePath, in repository: borrowing Repository, _ settlement: Settlement,
    _ clock: Int?
  ) throws {
    let isText = trio.present.allSatisfy(\.mode.isRegularFile)
    guard let ours = trio.ours, let theirs = trio.theirs, isText else {
      return settleWhole(trio, at: path, settlement)
    }
    var contents = Trio<[UInt8]>(ours: try repository.blob(ours.id), theirs: try repository.blob(theirs.id))
    if let base = trio.base { contents.base = try repository.blob(base.id) }
    let merge = try FileMerge(contents, at: path, settlement: settlement, clock: clock)
    disputes += merge.disputes
    let mode = ours.mode == trio.base?.mode ? theirs.mode : ours.mode
    if merge.bytes != contents.ours || mode != ours.mode { steps[path] = .write(merge.bytes, mode) }
  }

  /// One side removed what the other changed, or made something else of it.
  private mutating func settleWhole(_ trio: Trio<Side>, at path: TreePath, _ settlement: Settlement) {
    switch settlement.side(for: path) {
    case .theirs: steps[path] = trio.theirs.map { .put($0.id, $0.mode) } ?? .remove
    case .ours: break
    case nil: disputes.append(Dispute(path, .file, trio.map(Self.words)))
    }
  }

  private static func words(_ side: Side) -> String {
    switch side.mode {
    case .file: "a file"
    case .executable: "a file that can be run"
    case .link: "a link"
    case .submodule: "another repository"
    case .tree: "a folder"
    }
  }
}

extension MergePlan {
  /// Makes the merged tree and stores it.
  func apply(to tree: ObjectID, in repository: borrowing Repository) throws(GitStoreError) -> ObjectID {
    var edits = TreeEdits()
    for (path, step) in steps {
      switch step {
      case .put(let id, let mode): edits.put(id, at: path, mode: mode)
      case .write(let bytes, let mode): edits.put(try repository.createBlob(bytes), at: path, mode: mode)
      case .remove: edits.remove(path)
      }
    }
    return try repository.apply(edits, to: tree)
  }

  /// The paths at which two trees differ otherwise than planned, sorted; nothing is written.
  func deviations(
    from old: ObjectID, to new: ObjectID, in repository: borrowing Repository
  ) throws(GitStoreError) -> [TreePath] {
    var open = steps
    var found: [TreePath] = []
    var diff = repository.diff(old, new)
    while let change = try diff.next() {
      let step = open.removeValue(forKey: change.path)
      if try !Self.isDone(step, change.new, in: repository) { found.append(change.path) }
    }
    return (found + open.keys).sorted()
  }

  private static func isDone(
    _ step: Step?, _ side: TreeChange.Side?, in repository: borrowing Repository
  ) throws(GitStoreError) -> Bool {
    switch (step, side) {
    case (.put(let id, let mode)?, let side?): return side.id == id && side.mode == mode
    case (.write(let bytes, let mode)?, let side?):
      return side.mode == mode && side.mode.isBlob ? try repository.blob(side.id) == bytes : false
    case (.remove?, nil): return true
    default: return false
    }
  }
}
