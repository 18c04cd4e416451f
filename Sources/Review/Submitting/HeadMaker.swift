import GitStore

/// Makes the commit that becomes the head of a submission's branch.
struct HeadMaker {
  let registry: Registry
  let view: ReviewView
  let actor: Actor
  /// The head that the branch has, where it is under review.
  let previous: ObjectID?

  func head(from source: SubmissionSource, for id: ReviewID, title: String) throws(ReviewError) -> ObjectID {
    switch source {
    case .commit(let commit): return commit
    case .branch:
      guard let head = try registry.head(id) else { throw Registry.missing(id) }
      return head
    case .rebase(let settlement): return try rebased(settlement, id)
    case .files(let files): return try placed(files, id, title)
    case .workTree(let paths): return try snapshot(of: paths, id, title)
    }
  }

  /// A commit on top of the branch in which the work tree's files stand on a published commit.
  private func snapshot(of paths: [TreePath], _ id: ReviewID, _ title: String) throws(ReviewError) -> ObjectID
  {
    let base = try startingPoint(id)
    let stamp = try actor.stamp()
    return try world {
      let old = try previous.map { try registry.repository.commit($0) }
      // A run that was interrupted left its commit on the branch, and an earlier time in its records.
      let left = try registry.head(id)
      let snapshot = WorkTreeSnapshot(
        paths: paths, base: try registry.repository.commit(base),
        previous: try old ?? left.map { try registry.repository.commit($0) }, now: Int(stamp.seconds))
      let tree = try snapshot.tree(in: registry.repository)
      if let left, try isLeftover(left, tree, base) { return left }
      let parents = try old.map {
        try registry.base(of: $0.id, against: view.main) == base ? [$0.id] : [$0.id, base]
      }
      return try commit(tree, parents ?? [base], stamp, title.isEmpty ? "Revise \(id)" : title)
    }
  }

  /// A commit on top of the published one, and of the branch where there is one, that holds these files.
  private func placed(_ files: [TreePath: [UInt8]?], _ id: ReviewID, _ title: String) throws(ReviewError)
    -> ObjectID
  {
    let stamp = try actor.stamp()
    return try world {
      var edits = TreeEdits()
      for (path, content) in files {
        if let content {
          edits.put(try registry.repository.createBlob(content), at: path)
        } else {
          edits.remove(path)
        }
      }
      let tree = try registry.repository.apply(edits, to: registry.repository.commit(view.main).tree)
      if let left = try registry.head(id), try isLeftover(left, tree, view.main) { return left }
      let parents = previous.map { [$0, view.main] } ?? [view.main]
      return try commit(tree, parents, stamp, title.isEmpty ? "Revise \(id)" : title)
    }
  }

  private func isLeftover(_ head: ObjectID, _ tree: ObjectID, _ base: ObjectID) throws -> Bool {
    guard try registry.repository.commit(head).tree == tree else { return false }
    return try registry.base(of: head, against: view.main) == base
  }

  /// Where the work tree left the published branch.
  private func startingPoint(_ id: ReviewID) throws(ReviewError) -> ObjectID {
    guard let checkedOut = try world({ try registry.repository.head().commit }) else { return view.main }
    let base = try registry.base(of: checkedOut, against: view.main)
    guard let previous else { return base }
    let old = try registry.base(of: previous, against: view.main)
    if old != base, try world({ try registry.repository.isAncestor(base, of: old) }) {
      throw ReviewError(
        .world, "Your files start from an older published commit than \(id) does. Pull first, then revise.")
    }
    return base
  }

  /// The submission merged with the newest published commit.
  private func rebased(_ settlement: Settlement, _ id: ReviewID) throws(ReviewError) -> ObjectID {
    guard let content = view.content else { throw Registry.missing(id) }
    if content.base == view.main { return content.head }
    let stamp = try actor.stamp()
    let plan = try world {
      try MergePlan(
        content, onto: view.main, in: registry.repository, settlement: settlement, clock: Int(stamp.seconds))
    }
    guard plan.disputes.isEmpty else { throw ReviewError(disputing: plan.disputes, in: id) }
    return try world {
      let tree = try plan.apply(to: registry.repository.commit(view.main).tree, in: registry.repository)
      return try commit(tree, [content.head, view.main], stamp, "Bring \(id) up to date")
    }
  }

  private func commit(
    _ tree: ObjectID, _ parents: [ObjectID], _ stamp: Stamp, _ message: String
  ) throws -> ObjectID {
    let draft = try CommitDraft(
      tree: tree, parents: parents, author: stamp, committer: stamp, message: message)
    return try registry.repository.store(draft, by: actor)
  }
}
