import ChildProcesses
import Glibc
import TestSupport
import Testing

@testable import GitStore

/// Lock files that a killed process left behind, and those that somebody holds.
@Suite struct AbandonedLockTests {
  let git: GitFixture
  let old: ObjectID
  let new: ObjectID

  init() throws {
    git = try GitFixture()
    old = try #require(ObjectID(hex: git.commitAll("one")))
    new = try #require(ObjectID(hex: git.commitAll("two")))
    try git.git("update-ref", "refs/heads/topic", old.hex)
  }

  var folder: String { "\(git.path)/.git" }
  var notes: String { "\(folder)/modelhub/locks" }

  func update(to target: ObjectID?) throws -> UpdateResult {
    try Repository.open(at: git.path).update(
      "refs/heads/topic", to: target, expecting: .object(old), message: "test")
  }

  func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Leaves a lock as a killed process does: nobody holds the note that it is a link of.
  func leaveLock(_ lock: String, noted name: String? = nil) throws {
    let boot = try Command("cat", ["/proc/sys/kernel/random/boot_id"]).run().outputText.dropLast()
    try git.write("", to: ".git/modelhub/locks/\(name ?? "\(boot).1.1")")
    #expect(unsafe link("\(notes)/\(name ?? "\(boot).1.1")", "\(folder)/\(lock)") == 0)
  }

  @Test("a lock that a killed process left is removed, and its note with it")
  func abandoned() throws {
    try leaveLock("refs/heads/topic.lock")
    #expect(try update(to: new) == .done)
    #expect(!isThere("\(folder)/refs/heads/topic.lock") && names(in: notes).isEmpty)
    #expect(try git.git("rev-parse", "topic") == new.hex)
  }

  @Test("a lock of the packed references that a killed process left is removed")
  func abandonedPacked() throws {
    try git.git("pack-refs", "--all")
    try leaveLock("packed-refs.lock")
    #expect(try update(to: nil) == .done)
    #expect(!isThere("\(folder)/packed-refs.lock"))
    #expect(try !git.tryGit("rev-parse", "-q", "--verify", "topic").status.isSuccess)
  }

  @Test(
    "git's locks, those of another machine or of an earlier start of this one, and other references' stay")
  func strangers() throws {
    try git.write("", to: ".git/refs/heads/topic.lock")
    try leaveLock("refs/heads/other.lock")
    #expect(throws: GitStoreError.self) { try update(to: new) }
    #expect(isThere("\(folder)/refs/heads/topic.lock") && isThere("\(folder)/refs/heads/other.lock"))
    _ = unsafe unlink("\(folder)/refs/heads/topic.lock")
    try leaveLock("refs/heads/topic.lock", noted: "01234567-89ab-cdef-0123-456789abcdef.1.1")
    #expect(throws: GitStoreError.self) { try update(to: new) }
    #expect(isThere("\(folder)/refs/heads/topic.lock"))
  }

  @Test("a lock whose owner runs is not removed, and is gone with its owner")
  func held() throws {
    let path = "\(folder)/refs/heads/topic.lock"
    do {
      guard let lock = try LockFile.take(path, notes: notes) else { throw TestSupportError("it is free") }
      #expect(throws: GitStoreError.self) { try update(to: new) }
      #expect(isThere(lock.path))
      let again = try LockFile.take(path, notes: notes)
      if again != nil { Issue.record("two hold it") }
    }
    #expect(!isThere(path) && names(in: notes).isEmpty)
    #expect(try update(to: new) == .done)
  }

  @Test("an update leaves no note of itself")
  func noNote() throws {
    #expect(try update(to: new) == .done)
    #expect(isThere(notes) && names(in: notes).isEmpty)
  }
}
