import Catalog
import Changes
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Upstream

@Suite struct DriftTests {
  static let file = "xinference/model/llm/models/a.json"

  func fixture() throws -> Fixture {
    try Fixture(texts: [
      Self.file: #"[{"model_name": "a", "context_length": 1, "lang": ["en"], "updated_at": 5}]"#,
      "xinference/model/llm/models/b.json": #"[{"model_name": "b", "updated_at": 5}]"#,
    ])
  }

  func state(_ fixture: Fixture, _ id: String = "llm/a") throws -> ModelDrift {
    try #require(try fixture.drifts()[id])
  }

  @Test("an imported catalog is the same as upstream")
  func same() throws {
    #expect(Set(try fixture().drifts().values.map(\.state)) == [.same])
  }

  @Test("clocks and the order of members are no difference")
  func clocks() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] =
      #"[{"updated_at": 99, "lang": ["en"], "model_name": "a", "context_length": 1}]"#
    #expect(try state(fixture).state == .same)
  }

  @Test("who moved is told by the state that both come from, field by field")
  func directions() throws {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing(
      "context_length: 1", with: "context_length: 2")
    var drift = try state(fixture)
    #expect(drift.state == .ahead)
    #expect(drift.ours.map(\.sentence) == ["context_length: 1 → 2"])
    #expect(drift.theirs.isEmpty)

    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(#"["en"]"#, with: #"["en", "fr"]"#)
    drift = try state(fixture)
    #expect(drift.state == .diverged)
    #expect(drift.theirs.map(\.sentence) == ["lang[fr]: added “fr”"])
    #expect(drift.conflicts.isEmpty)

    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(": 1,", with: ": 3,")
    #expect(try state(fixture).conflicts.map(\.field.description) == ["[a].context_length"])

    fixture.base = nil
    #expect(try state(fixture).state == .unknown)
  }

  @Test("models that are on one side only")
  func oneSided() throws {
    var fixture = try fixture()
    fixture[entry: "llm/new"] = "model: {model_name: new}\n"
    fixture[entry: "llm/b"] = ""
    fixture[upstream: "xinference/model/llm/models/theirs.json"] = #"[{"model_name": "theirs"}]"#
    fixture[upstream: Self.file] = ""
    let drifts = try fixture.drifts()
    #expect(drifts["llm/new"].map { [$0.state.rawValue, $0.here.rawValue] } == ["ahead", "added"])
    #expect(drifts["llm/b"]?.state == .absent)
    #expect(drifts["llm/theirs"].map { [$0.state.rawValue, $0.there.rawValue] } == ["behind", "added"])
    #expect(drifts["llm/a"].map { [$0.state.rawValue, $0.there.rawValue] } == ["behind", "removed"])
    fixture.removed = ["llm/b"]
    #expect(try state(fixture, "llm/b").here == .removed)
  }

  @Test("the lock is read, and written back with its comments")
  func lock() throws {
    let text =
      "# mine\nrepository: o/r  # where\ncommit: \(String(repeating: "a", count: 40))\nlayout: split\n"
    let document = try #require(DocumentReader.read(SourceText(path: "l", text), as: .yaml).document)
    var lock = try #require(UpstreamLock.decode(document).0)
    #expect(lock.layout == .split)
    lock.commit = String(repeating: "b", count: 40)
    lock.date = "2026-11-01"
    #expect(
      String(decoding: lock.text(replacing: document), as: UTF8.self)
        == "# mine\nrepository: o/r  # where\ncommit: \(lock.commit)\ndate: '2026-11-01'\nlayout: split\n")
    let bad = DocumentReader.read(SourceText(path: "l", "repository: o/r\ncommit: main\n"), as: .yaml)
      .document
    #expect(
      UpstreamLock.decode(bad).1.map(\.message) == ["The lock has no ‘commit’ of 40 hexadecimal digits"])
  }
}
