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

  func update() throws -> UpdateResult {
    try Repository.open(at: git.path).update(
      "refs/heads/topic", to: new, expecting: .object(old), message: "test")
  }

  /// The number of a process that has ended.
  func endedProcess() throws -> String {
    try Command("sh", ["-c", "echo $$"]).run().outputText.filter(\.isNumber)
  }

  var host: String { get throws { try Command("hostname").run().outputText.filter { $0 != "\n" } } }

  @Test(
    "a lock that a killed process left is removed", arguments: ["refs/heads/topic.lock", "packed-refs.lock"])
  func abandoned(lock: String) throws {
    try git.git("pack-refs", "--all")
    try git.write("", to: ".git/modelhub/locks/\(host).\(endedProcess())")
    try git.write("", to: ".git/\(lock)")
    if lock.hasPrefix("packed") {
      let repository = try Repository.open(at: git.path)
      #expect(
        try repository.update("refs/heads/topic", to: nil, expecting: .object(old), message: "test") == .done)
    } else {
      #expect(try update() == .done)
    }
    #expect(unsafe access("\(git.path)/.git/\(lock)", F_OK) != 0)
  }

  @Test("a lock of a running process, of another machine, or of nobody known stays", arguments: 0..<3)
  func held(kind: Int) throws {
    let marker = try [0: "\(host).\(getpid())", 1: "elsewhere.\(endedProcess())"][kind]
    if let marker { try git.write("", to: ".git/modelhub/locks/\(marker)") }
    try git.write("", to: ".git/refs/heads/topic.lock")
    #expect(throws: GitStoreError.self) { try update() }
    #expect(unsafe access("\(git.path)/.git/refs/heads/topic.lock", F_OK) == 0)
  }

  @Test("an update leaves no note of itself")
  func noNote() throws {
    #expect(try update() == .done)
    #expect(try Command("ls", ["\(git.path)/.git/modelhub/locks"]).run().outputText.isEmpty)
  }
}
