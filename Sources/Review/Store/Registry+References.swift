import GitStore

extension Registry {
  /// Moves a reference at the home of the reviews from one object to another, if it still is at the first.
  ///
  /// `nil` stands for the reference not being there. `name` is the name at home, such as `refs/heads/main`.
  func move(
    _ name: String, from old: ObjectID?, to new: ObjectID?, _ message: String, by identity: Identity
  ) throws(ReviewError) -> UpdateResult {
    let expected = old.map { ExpectedTarget.object($0) } ?? .absent
    return try world {
      try repository.update(name, to: new, expecting: expected, message: message, by: identity)
    }
  }

  /// Learns what happened at the home of the reviews since the last look.
  public func refresh() throws(ReviewError) {}
}
