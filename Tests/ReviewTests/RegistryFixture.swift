import Catalog
import ChildProcesses
import Diagnostics
import FileTrees
import GitStore
import SSHSignatures
import Synchronization
import TestSupport
import Testing

@testable import Review

/// A clock that people in a test share: each look at it is a minute later.
final class TestClock: Sendable {
  private let seconds: Mutex<Int64>

  init(_ start: Int64 = 1_780_272_000) { seconds = Mutex(start) }

  func tick(_ step: Int64 = 60) -> Int64 {
    seconds.withLock { now in
      now += step
      return now
    }
  }
}

/// The keys of the people in tests, made once.
enum TestKeys {
  private static let made: Mutex<[String: SSHKeyPair]> = Mutex([:])

  static func of(_ login: String) throws -> SSHKeyPair {
    try made.withLock { made in
      if let known = made[login] { return known }
      let pair = try SSHKeyPair(named: login)
      made[login] = pair
      return pair
    }
  }
}

/// A repository with a catalog and people with real keys, in which everybody works with their own.
final class RegistryFixture {
  let git: GitFixture
  let clock = TestClock()

  static let logins = ["ada", "lin", "marco", "noor", "zoe"]

  static let hub = """
    roles:
      admins: [ada]
      reviewers:
        llm: [lin, marco]
        audio: [noor, marco]
    policy: {POLICY}
    """

  /// Makes the repository; `policy` are further settings of the policy.
  init(policy: String = "") throws {
    git = try GitFixture()
    try git.write(Self.hub.replacing("POLICY", with: policy), to: "catalog/hub.yaml")
    for login in Self.logins { try git.write(Self.person(login), to: "catalog/people/\(login).yaml") }
    try git.write(Self.entry("qwen3"), to: "catalog/models/llm/qwen3/model.yaml")
    try git.write("# Qwen3\n\nOne.\n\nTwo.\n\nThree.\n", to: "catalog/models/llm/qwen3/README.md")
    try git.write(Self.entry("glm-4"), to: "catalog/models/llm/glm-4/model.yaml")
    try git.write("name: ci\n", to: ".github/workflows/ci.yaml")
    try git.commitAll("found the registry")
  }

  static func person(_ login: String, validFrom: String = "2026-01-01", revoked: String? = nil) throws
    -> String
  {
    let key = try TestKeys.of(login).publicLine
    return """
      name: \(login)
      emails: [\(login)@example.org]
      keys:
        - key: \(key)
          valid_from: \(validFrom)\(revoked.map { "\n    revoked: \($0)" } ?? "")
      """ + "\n"
  }

  static func entry(_ name: String, context: Int = 32768, extra: String = "") -> String {
    """
    # About \(name)
    hub:
      maintainers: [lin]  # asks questions
    model:
      - version: 2
        model_name: \(name)
        context_length: \(context)
        model_ability: [chat]
        model_specs:
          - model_format: pytorch
            model_size_in_billions: 7
            model_src: {huggingface: {model_id: org/\(name), quantizations: [none]}}
        updated_at: 1700000000
    \(extra)
    """
  }

  func actor(
    _ login: String, key: String? = nil, email: String? = nil, signs: Bool = true, at time: Int64? = nil
  ) throws
    -> Actor
  {
    let signer = signs ? try Signer(TestKeys.of(key ?? login).path) : nil
    let clock = clock
    return Actor(
      login: login, identity: Identity(name: login, email: email ?? "\(login)@example.org"), signer: signer
    ) { time ?? clock.tick() }
  }

  var registry: Registry {
    get throws { Registry(try Repository.open(at: git.path)) }
  }

  /// Reads every changed entry, as the least that a check does.
  static func check(
    _ tree: any FileTree, _ changed: [String], _ published: any FileTree
  ) throws -> [Diagnostic] {
    let reader = CatalogReader(tree)
    let names = Set(
      changed.compactMap { path -> String? in
        let words = path.split(separator: "/")
        return words.count > 3 && words[0] == "models" ? "\(words[1])/\(words[2])" : nil
      })
    return try reader.index(.flat).0.filter { names.contains($0.id) }.flatMap { try reader.entry($0).1 }
  }

  // MARK: What people do

  func text(_ words: String) throws -> EventText { try #require(EventText(words)) }

  func id(_ name: String) throws -> ReviewID { try #require(ReviewID(name)) }

  /// Writes an entry into the work tree and submits it.
  @discardableResult
  func submit(
    _ name: String = "llm/qwen3", _ content: String? = nil, by login: String = "zoe",
    title: String = "Longer context"
  ) throws -> SubmissionOutcome {
    let folder = "catalog/models/\(name)"
    let entry = content ?? Self.entry(String(name.split(separator: "/")[1]), context: 65536)
    try git.write(entry, to: "\(folder)/model.yaml")
    defer { _ = try? git.git("checkout", "-q", "--", "."); _ = try? git.git("clean", "-qfd") }
    return try registry.submit(
      id(name), from: .workTree([TreePath(folder)]), by: actor(login), saying: text(title), check: Self.check)
  }

  @discardableResult
  func approve(_ name: String = "llm/qwen3", by login: String = "lin") throws -> ReviewState {
    try registry.approve(id(name), by: actor(login))
  }

  @discardableResult
  func publish(_ name: String = "llm/qwen3", by login: String = "lin") throws -> PublishOutcome {
    let outcome = try registry.publish(id(name), by: actor(login), check: Self.check)
    try git.git("reset", "-q", "--hard", "main")
    return outcome
  }

  func state(_ name: String = "llm/qwen3") throws -> ReviewState { try registry.state(id(name)) }

  /// A commit of these files on top of another, made by git and signed by nobody.
  func commit(
    _ files: [String: String], on parent: String = "main", removing: [String] = [], message: String = "change"
  ) throws -> ObjectID {
    let index = "\(git.folder.path)/index-\(files.count)-\(clock.tick())"
    let environment = ["GIT_INDEX_FILE": index]
    try git.git("read-tree", parent, environment: environment)
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      let blob = try git.git("hash-object", "-w", "--stdin", input: Array(content.utf8))
      try git.git("update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)", environment: environment)
    }
    for path in removing { try git.git("update-index", "--force-remove", path, environment: environment) }
    let tree = try git.git("write-tree", environment: environment)
    let commit = try git.git("commit-tree", tree, "-p", parent, "-m", message)
    return try #require(ObjectID(hex: commit))
  }
}

/// The rules that refused something.
func refusal(_ work: () throws -> Void) throws -> [ReviewRule] {
  do {
    try work()
  } catch let error as ReviewError {
    return error.objections.map(\.rule)
  }
  return []
}
