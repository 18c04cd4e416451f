import GitStore

extension Registry {
  /// Moves a reference at the home of the reviews from one object to another, if it still is at the first.
  ///
  /// `nil` stands for the reference not being there. `name` is the name at home, such as `refs/heads/main`.
  func move(
    _ name: String, from old: ObjectID?, to new: ObjectID?, _ message: String, by identity: Identity
  ) throws(ReviewError) -> UpdateResult {
    let expected = old.map { ExpectedTarget.object($0) } ?? .absent
    switch home {
    case .here:
      return try world {
        try repository.update(name, to: new, expecting: expected, message: message, by: identity)
      }
    case .remote(let remote):
      // Branches of reviews are rebased; nothing else may lose commits.
      let request = PushRequest(
        name, to: new, expecting: expected, mayRewind: name.hasPrefix(ReviewID.branches))
      return try push(request, to: remote, message)
    }
  }

  private func push(
    _ request: PushRequest, to remote: String, _ message: String
  ) throws(ReviewError) -> UpdateResult {
    let main = try target(references.main)
    let outcome = try world {
      try repository.push([request], to: repository.remote(remote), relativeTo: main, access: access)
    }
    switch outcome.statuses.first {
    case .done, .unchanged:
      try world {
        if let copy = references.copy(of: request.name) {
          try repository.update(copy, to: request.target, expecting: .anything, message: message)
        }
      }
      return .done
    case .moved(let actual): return .moved(actual: actual)
    case .wouldRewind(let actual): return .moved(actual: actual)
    case .refused(let reason): throw ReviewError(refusedBy: remote, reason, outcome.messages)
    case .notSent, nil: throw ReviewError(refusedBy: remote, "nothing was sent", outcome.messages)
    }
  }

  /// Learns what happened at the home of the reviews since the last look.
  ///
  /// Logs and the published branch only grow: a remote that shows them cut or rewritten is not believed, and
  /// what was known before stays.
  public func refresh() throws(ReviewError) {
    guard case .remote(let name) = home else { return }
    let fetched = try world {
      let specs = try [
        Refspec("refs/heads/\(branch):\(references.main)"),
        Refspec("+\(ReviewID.branches)*:\(references.branches)*"),
        Refspec("\(ReviewID.logs)*:\(references.logs)*"),
      ]
      return try repository.fetch(repository.remote(name), specs, access: access).references
    }
    try removeCopies(under: references.branches, except: fetched)
    for reference in fetched where reference.status == .rewritten { try distrust(reference, at: name) }
    let shown = Set(fetched.map(\.name))
    for id in try loggedReviews() where !shown.contains(references.log(id)) {
      distrust(id, "\(name) has lost the log of \(id), which is still known here.")
    }
  }

  private func removeCopies(under prefix: String, except fetched: [FetchedReference]) throws(ReviewError) {
    let kept = Set(fetched.map(\.name))
    try world {
      for copy in try repository.references(under: prefix) where !kept.contains(copy.name) {
        try repository.update(
          copy.name, to: nil, expecting: .object(copy.target), message: "gone at the remote")
      }
    }
  }

  private func distrust(_ reference: FetchedReference, at remote: String) throws(ReviewError) {
    guard let id = ReviewID(reference.source.dropFirst(ReviewID.logs.count)), reference.source == id.log
    else {
      throw ReviewError(
        .mainRewritten,
        "\(remote) shows a ‘\(branch)’ that does not continue the one known here (\(reference.old?.short ?? "none")). "
          + "Ask an admin; if it is right, delete \(references.main) and try again.")
    }
    distrust(
      id,
      "\(remote) shows a log of \(id) that does not continue the one known here. Ask an admin; if it is right, "
        + "delete \(references.log(id)) and try again.")
  }

  private func distrust(_ id: ReviewID, _ sentence: String) {
    distrusted[id] = Objection(.logRewritten, sentence)
  }
}

extension ReviewReferences {
  /// The name here of what is kept of a reference at home; nil where nothing is kept.
  func copy(of name: String) -> String? {
    if name.hasPrefix(ReviewID.branches) { return branches + name.dropFirst(ReviewID.branches.count) }
    if name.hasPrefix(ReviewID.logs) { return logs + name.dropFirst(ReviewID.logs.count) }
    return name == homeMain ? main : nil
  }
}

extension ReviewError {
  fileprivate init(refusedBy remote: String, _ reason: String, _ messages: String) {
    let said = messages.isEmpty ? "" : "\n\(messages)"
    self.init(.refused, "\(remote) refused it: \(shown(reason)).\(said)")
  }
}
