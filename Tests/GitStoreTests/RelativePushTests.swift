import GitStore
import TestSupport
import Testing

/// Pushes that do not look into folders which stay as they are.
@Suite struct RelativePushTests {
  @Test(
    "whatever is pushed relative to a commit, the remote has all of it, and no more is sent than before",
    arguments: 0..<12)
  func complete(seed: Int) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try GitFixture()
    let blobs = try fixture.someBlobs()
    let (relative, plain) = (try fixture.bare("relative.git"), try fixture.bare("plain.git"))
    let repository = try fixture.open()
    var table = FileTable()
    for _ in 0..<4 { table.change(blobs: blobs, using: &random) }
    var main = try fixture.commit(table.tree(by: fixture), parents: [])
    for remote in [relative, plain] {
      try fixture.git("push", "-q", remote, "\(main.hex):refs/heads/main")
    }
    for round in 0..<5 {
      // Sometimes on top of what is published, sometimes with a history of its own, and with other folders.
      var other = table
      for _ in 0..<Int.random(in: 1...2, using: &random) { other.change(blobs: blobs, using: &random) }
      let middle = try fixture.commit(
        other.tree(by: fixture), parents: Bool.random(using: &random) ? [main] : [])
      other.change(blobs: blobs, using: &random)
      let tip = try fixture.commit(other.tree(by: fixture), parents: [middle])
      let request = PushRequest("refs/heads/topic-\(round)", to: tip, expecting: .absent)
      let outcome = try repository.push([request], to: repository.remote(relative), relativeTo: main)
      #expect(outcome.isComplete)
      #expect(try repository.push([request], to: repository.remote(plain)).isComplete)
      let problems = try fixture.git("-C", relative, "fsck", "--full", "--strict", "--no-dangling")
      #expect(problems.isEmpty)
      #expect(try fixture.objects(in: relative) == fixture.objects(in: plain))
      guard Bool.random(using: &random) else { continue }
      table.change(blobs: blobs, using: &random)
      main = try fixture.commit(table.tree(by: fixture), parents: [main])
      for remote in [relative, plain] { try fixture.git("push", "-q", remote, "\(main.hex):refs/heads/main") }
    }
  }
}

extension GitFixture {
  fileprivate func bare(_ name: String) throws -> String {
    try git("init", "-q", "--bare", "-b", "main", "\(path)/\(name)")
    return "\(path)/\(name)"
  }

  fileprivate func commit(_ tree: ObjectID, parents: [ObjectID]) throws -> ObjectID {
    let words = parents.flatMap { ["-p", $0.hex] } + ["-m", "change", tree.hex]
    return try #require(ObjectID(hex: git(["commit-tree"] + words)))
  }

  fileprivate func objects(in remote: String) throws -> String {
    try git("-C", remote, "cat-file", "--batch-all-objects", "--batch-check")
  }
}
