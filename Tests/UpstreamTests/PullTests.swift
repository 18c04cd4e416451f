import Catalog
import Changes
import Diagnostics
import Documents
import FileTrees
import TestSupport
import Testing

@testable import Upstream

@Suite struct PullTests {
  static let file = "xinference/model/llm/models/a.json"
  static let lock = UpstreamLock(
    repository: "o/r", commit: String(repeating: "f", count: 40), date: "2026-11-01", layout: .split)

  func fixture() throws -> Fixture {
    var fixture = try Fixture(texts: [
      Self.file: #"[{"model_name": "a", "context_length": 1, "lang": ["en"], "updated_at": 5}]"#,
      "xinference/model/llm/models/other.json": #"[{"model_name": "other"}]"#,
    ])
    fixture[entry: "llm/other"] = ""
    fixture[entry: "llm/a"] = """
      hub: {visibility: public} # ours
      model:
        # the only one
        - model_name: a
          context_length: 1 # tokens
          lang: [en]
          updated_at: 5

      """
    return fixture
  }

  func pull(_ fixture: Fixture, _ change: (inout PullOptions) -> Void = { _ in }) throws -> UpstreamPull {
    var options = PullOptions(lock: Self.lock)
    change(&options)
    return try UpstreamPull.plan(fixture.comparison, options)
  }

  func text(_ model: PulledModel?) -> String? {
    model?.file.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test("upstream's changes come into the entry's own text, and the lock moves on")
  func behind() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] =
      #"[{"model_name": "a", "context_length": 2, "lang": ["en", "fr"], "updated_at": 9}]"#
    let pull = try pull(fixture)
    #expect(pull.models.map(\.outcome) == [.merged])
    #expect(pull.models[0].changes.map(\.sentence) == ["context_length: 1 → 2", "lang[fr]: added “fr”"])
    #expect(
      text(pull.models[0])
        == fixture[entry: "llm/a"].replacing("length: 1", with: "length: 2").replacing(
          "[en]", with: "[en, fr]"
        )
        .replacing("updated_at: 5", with: "updated_at: 9"))
    let lock = try #require(pull.lock)
    #expect(String(decoding: lock, as: UTF8.self).contains("commit: \(Self.lock.commit)"))
  }

  @Test("changes of both sides meet field by field, and what is left is what we propose")
  func diverged() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing("[\"en\"]", with: "[\"fr\"]")
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing("length: 1", with: "length: 2")
    let pull = try pull(fixture)
    #expect(text(pull.models.first) == fixture[entry: "llm/a"].replacing("[en]", with: "[fr]"))
    fixture[entry: "llm/a"] = try #require(text(pull.models.first))
    fixture.base = fixture.upstream
    #expect(try fixture.drifts()["llm/a"]?.ours.map(\.sentence) == ["context_length: 1 → 2"])
    #expect(try self.pull(fixture).models.isEmpty)
  }

  @Test("a field that both changed is left to people, and the lock stays where it is until they settle it")
  func conflict() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(": 1,", with: ": 3,")
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing("length: 1", with: "length: 2")
    let open = try pull(fixture)
    #expect(open.models.map(\.outcome) == [.conflicting])
    #expect(open.models[0].conflicts.map(\.field.description) == ["[a].context_length"])
    #expect(open.lock == nil)
    let theirs = try pull(fixture) { $0.settle = { _, _ in .theirs } }
    #expect(text(theirs.models.first)?.contains("context_length: 3 # tokens") == true)
    #expect(theirs.lock != nil)
    let ours = try pull(fixture) { $0.settle = { _, _ in .ours } }
    #expect(ours.models.isEmpty)
    #expect(ours.lock != nil)
  }

  @Test("new models become entries only when asked for; models that upstream removed go")
  func comingAndGoing() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] = ""
    fixture[upstream: "xinference/model/llm/models/nn.json"] = #"[{"model_name": "nn"}]"#
    #expect(try pull(fixture).models.map(\.outcome) == [.removed])
    let all = try pull(fixture) { $0.includesNew = true }
    #expect(all.models.map { "\($0.drift.id) \($0.outcome)" } == ["llm/a removed", "llm/nn created"])
    #expect(text(all.models[1])?.contains("- model_name: nn") == true)
    #expect(try pull(fixture) { $0.settleModel = { _ in .ours } }.models.isEmpty)
  }

  @Test("a model that one side removed and the other changed is a conflict")
  func removedAndChanged() throws {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing("length: 1", with: "length: 2")
    fixture[upstream: Self.file] = ""
    #expect(try pull(fixture).models.map(\.outcome) == [.conflicting])
    #expect(try pull(fixture).lock == nil)
    #expect(
      try pull(fixture) { $0.settleModel = { $0 == "llm/a" ? .theirs : nil } }.models.map(\.outcome) == [
        .removed
      ])
  }

  @Test("a pull of some entries leaves the lock alone, for the others still need it")
  func some() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(": 1,", with: ": 3,")
    let pull = try pull(fixture) { $0.only = ["llm/a"] }
    #expect(pull.models.map(\.outcome) == [.merged])
    #expect(pull.lock == nil)
  }
}
