import Catalog
import FileTrees
import GitStore
import TestSupport
import Testing

@testable import Review

/// A registry's people and rules, without git and with keys that are mere words.
struct Team {
  /// ada is admin and reviews video; lin and marco review llm, noor reviews audio; zoe has no role.
  static let hub = """
    roles:
      admins: [ada]
      reviewers:
        llm: [lin, marco]
        audio: [noor, marco]
        video: [ada]
    """

  static func people(_ extra: [String: String] = [:]) -> [String: String] {
    var files: [String: String] = [:]
    for login in ["ada", "lin", "marco", "noor", "zoe"] {
      files["people/\(login).yaml"] = """
        name: \(login)
        emails: [\(login)@example.org]
        keys:
          - {key: ssh-ed25519 \(login) laptop, valid_from: 2026-01-01}
        """
    }
    return files.merging(extra) { $1 }
  }

  static func authority(
    hub: String = Team.hub, policy: String = "", people: [String: String] = [:]
  ) throws -> Authority {
    var files = Self.people(people)
    files["hub.yaml"] = "\(hub)\npolicy: {\(policy)}\n"
    return try Authority(CatalogReader(MemoryTree(texts: files)), folder: "catalog")
  }

  /// 2026-06-01T00:00:00Z.
  static let start: Int64 = 1_780_272_000
}

/// Writes a log event by event, a minute apart.
struct LogWriter {
  let id = ReviewID("llm/qwen3")
  private(set) var entries: [LogEntry] = []
  var time = Team.start

  /// An object id with this number in it.
  static func object(_ number: Int) -> ObjectID {
    ObjectID(
      bytes: [UInt8](repeating: 0xAB, count: 12)
        + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
      ?? .emptyTree
  }

  /// A digest with this number in it.
  static func digest(_ number: Int) -> ContentDigest {
    var hasher = ContentHasher()
    hasher.add(path: Array("file".utf8), mode: 0o100644, content: Array("\(number)".utf8))
    return hasher.finish()
  }

  /// The head and digest that a content number stands for.
  static func content(_ number: Int) -> ReviewedContent {
    ReviewedContent(head: object(1000 + number), digest: digest(number))
  }

  static func proposal(_ number: Int, _ subjects: [String] = ["llm/qwen3"]) -> Proposal {
    Proposal(
      content: content(number), base: object(1), subjects: subjects.compactMap { Subject($0) }, findings: nil)
  }

  static func branch(_ number: Int) -> BranchFacts {
    BranchFacts(head: content(number).head, digest: digest(number))
  }

  @discardableResult
  mutating func add(
    _ deed: ReviewEvent.Deed, by actor: String, _ text: String = "words", proof: Proof? = nil,
    email: String? = nil,
    at moment: Int64? = nil
  ) -> ObjectID {
    time += 60
    let id = Self.object(entries.count + 2)
    let event = self.id.flatMap { id in
      EventText(text).flatMap { ReviewEvent(deed, in: id, by: actor, saying: $0) }
    }
    entries.append(
      LogEntry(
        id: id, event: event, email: email ?? "\(actor)@example.org", time: moment ?? time,
        proof: proof ?? .signed(key: "ssh-ed25519 \(actor)")))
    return id
  }

  func state(
    _ authority: Authority, branch number: Int = 1, merges: [ObjectID: ObjectID] = [:],
    proposed: Authority? = nil
  ) throws -> ReviewState {
    let id = try #require(self.id)
    return ReviewState(
      ReviewLog(id: id, entries: entries), under: authority, branch: Self.branch(number),
      publications: PublicationFacts(merges: merges), proposed: proposed)
  }
}

extension ReviewState {
  /// The rules by which events and votes do not count.
  var brokenRules: [ReviewRule] { refused.map(\.objection.rule) + verdict.objections.map(\.rule) }
}
