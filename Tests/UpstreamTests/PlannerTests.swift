import Catalog
import Changes
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Upstream

@Suite struct PlannerTests {
  static let file = "xinference/model/llm/models/a.json"

  func fixture() throws -> Fixture {
    try Fixture(texts: [
      Self.file: """
      [
        {
          "model_name": "a",
          "context_length": 1,
          "lang": ["en"],
          "updated_at": 5
        }
      ]

      """,
      "xinference/model/audio/models/w.json":
        #"[{"model_name": "w", "updated_at": 1}, {"model_name": "w", "engine": "MLX"}]"# + "\n",
    ])
  }

  func edited() throws -> Fixture {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing(
      "context_length: 1", with: "context_length: 2")
    return fixture
  }

  func text(_ plan: PullRequestPlan, _ path: String = file) -> String? {
    plan.files.first { $0.path == path }?.new.map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: What the hosted bot got wrong

  @Test("a change of timestamps alone is never proposed")
  func timestampOnly() throws {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing(
      "updated_at: 5", with: "updated_at: 1790000000")
    #expect(try fixture.plans().plans.isEmpty)
  }

  @Test("a record is never reordered or dated for its own sake, and a record without a clock is left alone")
  func orderOnly() throws {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = "model: {updated_at: 9, lang: [en], context_length: 1, model_name: a}\n"
    #expect(try fixture.plans().plans.isEmpty)
  }

  @Test("no change, no pull request: there is no title with 0 models")
  func empty() throws {
    let plans = try fixture().plans { $0.grouping = .all }
    #expect(plans.plans.isEmpty)
    #expect(plans.held.isEmpty)
  }

  @Test("planning twice gives the same plan, byte for byte, so nothing is proposed twice within hours")
  func deterministic() throws {
    let (first, second) = (try edited().plans().plans, try edited().plans().plans)
    #expect(first.map(\.body) == second.map(\.body))
    #expect(first.map(\.digest) == second.map(\.digest))
    #expect(try first.map { try $0.patch() } == second.map { try $0.patch() })
  }

  @Test("the digest does not depend on clocks or on what else happened upstream")
  func digest() throws {
    var later = try edited()
    later[upstream: "xinference/model/audio/models/w.json"] = #"[{"model_name": "w"}]"#
    let plans = try later.plans { $0.approvedAt = { _ in 77 } }
    #expect(try plans.plans.map(\.digest) == edited().plans().plans.map(\.digest))
  }

  @Test("titles are sentences of upstream's own kind, without a template left in them")
  func titles() throws {
    func change(_ event: ProposedEvent, _ type: ModelType, _ name: String) -> PullRequestPlan.Change {
      PullRequestPlan.Change(event: event, type: type, name: name, fields: [], credit: Credit())
    }
    let names = ["a", "b", "c", "d", "e"].map { change(.changed, .llm, $0) }
    #expect(PullRequestTitle.of([change(.added, .llm, "qwen3")]) == "FEAT: [model] qwen3 support")
    #expect(PullRequestTitle.of([change(.expired, .llm, "qwen3")]) == "FEAT: [model] qwen3 removed")
    #expect(PullRequestTitle.of([names[0]]) == #"ENH: update model "a" JSON"#)
    #expect(PullRequestTitle.of(Array(names.prefix(2))) == #"ENH: update 2 models JSON ("a", "b")"#)
    #expect(PullRequestTitle.of(names) == #"ENH: update 5 models JSON ("a", "b", "c", ... +2 more)"#)
    #expect(
      PullRequestTitle.of([names[0], change(.added, .image, "x")]) == "ENH: update models JSON [image, llm]")
    let long = (0..<4).map { change(.changed, .llm, String(repeating: "\($0)", count: 200)) }
    #expect(PullRequestTitle.of(long).count < 256)
  }

  @Test("a model is filed under its own type, whatever its records say")
  func rightType() throws {
    var fixture = try fixture()
    fixture[entry: "embedding/new"] = "model: {model_name: new, model_type: llm}\n"
    let plan = try #require(try fixture.plans().plans.first)
    #expect(plan.files.map(\.path) == ["xinference/model/embedding/models/new.json"])
  }

  @Test("a hand fix made upstream meanwhile is kept, field by field")
  func handFix() throws {
    var fixture = try edited()
    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(#"["en"]"#, with: #"["en", "de"]"#)
    let plan = try #require(try fixture.plans().plans.first)
    #expect(
      text(plan) == fixture[upstream: Self.file].replacing(": 1,", with: ": 2,").replacing(": 5", with: ": 6")
    )
    #expect(plan.changes[0].fields.map(\.sentence) == ["context_length: 1 → 2"])
  }

  @Test("a hand fix of the same field is reported, never undone")
  func conflictingFix() throws {
    var fixture = try edited()
    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(": 1,", with: ": 3,")
    let plans = try fixture.plans()
    #expect(plans.plans.isEmpty)
    #expect(plans.held.map(\.id) == ["llm/a"])
    #expect(plans.held[0].sentence.contains("[a].context_length"))
    #expect(plans.heldBranches == ["chore/models-sync/a"])
  }

  // MARK: Clocks

  @Test("a changed record gets the time of its approval, or of its own clock, and is newer than upstream's")
  func clockValues() throws {
    func clock(_ approved: Int?, own: String) throws -> Int? {
      var fixture = try edited()
      fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing("updated_at: 5", with: own)
      let plan = try #require(try fixture.plans { $0.approvedAt = { _ in approved } }.plans.first)
      let source = SourceText(path: "x", bytes: try #require(plan.files[0].new))
      return DocumentReader.read(source, as: .json).document?.rootNode.elements.first { _ in true }?[
        "updated_at"]?.int
    }
    #expect(try clock(1_800_000_000, own: "updated_at: 5") == 1_800_000_000)
    #expect(try clock(1_800_000_000, own: "updated_at: 1790000000") == 1_790_000_000)
    #expect(try clock(nil, own: "updated_at: 5") == 6)
    #expect(try clock(3, own: "x: y") == 6)
  }

  @Test("of several records only the one that changed gets a new clock")
  func otherRecords() throws {
    var fixture = try fixture()
    fixture[entry: "audio/w"] = fixture[entry: "audio/w"].replacing(
      "engine: MLX", with: "engine: MLX\n    lang: en")
    let plan = try #require(try fixture.plans { $0.approvedAt = { _ in 8 } }.plans.first)
    #expect(
      text(plan, plan.files[0].path)
        == #"[{"model_name": "w", "updated_at": 1}, {"model_name": "w", "engine": "MLX", "lang": "en", "updated_at": 8}]"#
        + "\n")
  }

  // MARK: Policy

  @Test("what is private, expired, of another edition, or in error is not offered")
  func policy() throws {
    for (hub, isOffered) in [
      ("{visibility: private}", false), ("{visibility: unlisted}", false), ("{edition: enterprise}", false),
      ("{lifecycle: {expires: 2026-01-01}}", false), ("{}", true),
    ] {
      var fixture = try fixture()
      fixture[entry: "llm/secret"] = "hub: \(hub)\nmodel: {model_name: secret}\n"
      let plans = try fixture.plans()
      #expect(plans.plans.map(\.branch) == (isOffered ? ["chore/models-sync/secret"] : []), "\(hub)")
      #expect(plans.held.isEmpty)
      #expect(try fixture.plans { $0.isValid = { $0.name != "secret" } }.plans.isEmpty)
    }
  }

  @Test("a private entry is named in no plan, even where upstream has a model of that name")
  func privacy() throws {
    var fixture = try edited()
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing("public", with: "private")
    fixture[entry: "llm/open"] = "model: {model_name: open}\n"
    let plans = try fixture.plans { $0.grouping = .all }
    #expect(plans.plans.flatMap(\.changes).map(\.name) == ["open"])
    #expect(plans.held.isEmpty)
  }

  @Test("expired and removed models go, if upstream has them as the catalog knew them")
  func removal() throws {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"]
      .replacing("visibility: public", with: "visibility: public\n  lifecycle: {expires: 2026-10-31}")
    fixture[entry: "audio/w"] = ""
    fixture.removed = ["audio/w"]
    let plans = try fixture.plans().plans
    #expect(plans.map(\.title) == ["FEAT: [model] a removed", "FEAT: [model] w removed"])
    #expect(plans.allSatisfy { $0.files.count == 1 && $0.files[0].new == nil })
    fixture[upstream: Self.file] = fixture[upstream: Self.file].replacing(": 1,", with: ": 3,")
    #expect(try fixture.plans().held.map(\.id) == ["llm/a"])
  }

  @Test("a model that the catalog never had is never removed")
  func partialCatalog() throws {
    var fixture = try fixture()
    fixture[entry: "llm/a"] = ""
    #expect(try fixture.plans().plans.isEmpty)
  }

  @Test("what upstream removed is not brought back by an entry that nobody touched")
  func removedUpstream() throws {
    var fixture = try fixture()
    fixture[upstream: Self.file] = ""
    #expect(try fixture.plans().plans.isEmpty)
    fixture[entry: "llm/a"] = fixture[entry: "llm/a"].replacing(
      "context_length: 1", with: "context_length: 2")
    #expect(try fixture.plans().held.map(\.id) == ["llm/a"])
  }

  @Test("without the common state nothing is proposed that might undo something")
  func noBase() throws {
    var fixture = try edited()
    fixture.base = nil
    fixture[entry: "llm/new"] = "model: {model_name: new}\n"
    let plans = try fixture.plans()
    #expect(plans.plans.map(\.title) == ["FEAT: [model] new support"])
    #expect(plans.held.map(\.id) == ["llm/a"])
  }

  @Test(
    "what upstream's own schemas refuse is held back with their words",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func schemas() throws {
    var fixture = try Fixture.real("upstream-split", schemas: true)
    fixture[entry: "llm/qwen3"] = fixture[entry: "llm/qwen3"].replacing(
      "context_length: 40960", with: "context_length: many")
    fixture[entry: "llm/QwQ-32B"] = fixture[entry: "llm/QwQ-32B"].replacing(
      "context_length: 131072", with: "context_length: 131073")
    let plans = try fixture.plans { $0.only = ["llm/qwen3", "llm/QwQ-32B"] }
    #expect(plans.findings.isEmpty)
    #expect(plans.held.map(\.id) == ["llm/qwen3"])
    #expect(plans.held[0].sentence.contains("/0/context_length"))
    #expect(plans.plans.map(\.title) == [#"ENH: update model "QwQ-32B" JSON"#])
    #expect(plans.plans[0].body.contains("Checked against the schemas of `xorbitsai/inference`"))
  }

  // MARK: Branches and descriptions

  @Test(
    "branches have the forms that upstream knows, whatever the names",
    arguments: [
      ("qwen3", nil, "chore/models-sync/qwen3"), (nil, nil, "chore/models-sync/_aggregate"),
      ("whisper-base.en", "ada", "chore/models-sync/user-ada/whisper-base.en"),
      ("a..b", nil, "chore/models-sync/a--b-f62b4241"), ("x.lock", nil, "chore/models-sync/x-lock-f53b5310"),
      ("user-ada", nil, "chore/models-sync/user-ada-4aecfa15"),
      ("n", "a[bot]", "chore/models-sync/user-a-bot-/n"),
      ("$(touch x)", "`id`", "chore/models-sync/user--id-/--touch-x--a075e3b1"),
    ] as [(String?, String?, String)])
  func branches(name: String?, login: String?, branch: String) throws {
    let made = BranchName.of(name, login: login)
    #expect(made == branch)
    let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-"
    #expect(made.allSatisfy { allowed.contains($0) })
    #expect(!made.contains("..") && !made.hasSuffix(".lock") && !made.hasSuffix("."))
  }

  @Test("the description says what changes, who stands behind it, and what is left to do")
  func body() throws {
    let plan = try #require(
      try edited().plans {
        $0.head = .fork(owner: "ada")
        $0.credit = { _, _ in
          Credit(
            submitter: "ada", approvers: ["lin"], review: "llm/a",
            page: "https://hub.example/models/detail/a/")
        }
      }.plans.first)
    #expect(
      plan.body == """
        ### `a` (llm): changed

        Submitted by `ada` · approved by `lin` · [model page](https://hub.example/models/detail/a/) · review `llm/a`

        | field | before | after |
        | --- | --- | --- |
        | `context_length` | `1` | `2` |
        | `updated_at` | `5` | `6` |

        ---
        - Made from `xorbitsai/inference` at `cccccccccccc`, which has no schema for these files.
        - Only values that differ were changed; the files were read again and say exactly what the registry says.
        - The branch lies in a fork: the workflow cannot push there, so somebody has to run `python doc/source/gen_docs.py`.

        <!-- modelhub: proposed chore/models-sync/a \(plan.digest) -->

        """)
    #expect(PullRequestMarker(in: plan.body) == PullRequestMarker(branch: plan.branch, digest: plan.digest))
    #expect(PullRequestMarker.digest(inMessage: plan.commitMessage) == plan.digest)
  }

  @Test(
    "words of others cannot become markup, mentions or lines",
    arguments: [
      ("`x`", "`` `x` ``"), ("a|b", #"`a\|b`"#), ("a\nb", "`a b`"), ("@everyone", "`@everyone`"),
      ("", "`  `"),
      ("-->", "`-->`"), ("\u{202E}evil", #"`\u{202e}evil`"#),
    ])
  func markdown(text: String, code: String) {
    #expect(MarkdownText.code(text) == code)
  }

  @Test("a description never grows past what GitHub takes, and says how much it leaves out")
  func limit() throws {
    var fixture = try fixture()
    for number in 0..<900 {
      let members = (0..<40).map { "k\($0): \(String(repeating: "x", count: 90))" }.joined(separator: ", ")
      fixture[entry: "llm/new-\(number)"] = "model: {model_name: new-\(number), \(members)}\n"
    }
    let plan = try #require(try fixture.plans { $0.grouping = .all }.plans.first)
    #expect(plan.body.utf16.count <= 65_536)
    #expect(plan.body.utf16.count > 60_000)
    #expect(plan.body.contains(" more models; the diff has all of them."))
    #expect(PullRequestMarker(in: plan.body) != nil)
  }
}
