import ChildProcesses
import Documents
import FoundationEssentials
import TestSupport
import Testing

/// `modelhub upstream` as a user runs it, over the loopback.
@Suite(.enabled(if: UpstreamScene.isPossible, "needs ../shared/tools and ../shared/upstream-split"))
struct UpstreamCommandTests {
  static let reranker = "rerank/minicpm-reranker"
  static let branch = "chore/models-sync/user-maintainer/minicpm-reranker"

  @Test("a clone, a bare repository at a ref, and GitHub's API give the same status and the same plan")
  func places() throws {
    let scene = try UpstreamScene()
    try scene.set(Self.reranker, "max_tokens", "2048")
    try scene.copy(Self.reranker, as: "my-reranker")
    try scene.publish("Add my-reranker")
    let places = [
      ["--upstream", scene.clone], ["--upstream", scene.stub.path(), "--upstream-ref", "main"], [],
    ]
    for command in [["status", "--json"], ["plan", "--json"], ["plan", "--patch"]] {
      let outputs = try places.map { try scene.run(["upstream"] + command + $0).outputText }
      #expect(outputs[0].contains("my-reranker") && outputs[0].contains("2048"))
      #expect(Set(outputs).count == 1, "\(command): \(outputs)")
    }
    let inside = try scene.run("upstream", "status", "--upstream", "\(scene.clone)/xinference")
    #expect(inside.status == .exited(2) && inside.errorText.contains("Name the repository's root"))
  }

  @Test("the aggregate layout is found out, compared, and edited in place")
  func aggregate() throws {
    let scene = try UpstreamScene()
    let made = try scene.run("export", "../old", "--layout", "aggregate")
    #expect(made.status.isSuccess, "\(made.errorText)")
    let old = GitFixture(existing: "old", in: scene.folder)
    try old.git("init", "-q", "-b", "main")
    let commit = try old.commitAll("An upstream of before 3.5.0")
    #expect(try scene.upstream("pull", "--upstream", old.path).isEmpty)
    #expect(
      String(decoding: try scene.folder.read("hub/catalog/upstream.lock.yaml"), as: UTF8.self).contains(
        commit))
    try scene.set(Self.reranker, "max_tokens", "2048")
    let plan = try scene.upstream("plan", "--upstream", old.path)
    #expect(plan.contains("  M xinference/model/rerank/model_spec.json\n"))
    let patch = try scene.upstream("plan", "--upstream", old.path, "--patch")
    #expect(patch.split(separator: "\n").count { $0.hasPrefix("+") && !$0.hasPrefix("+++") } == 2, "\(patch)")
  }

  @Test("running any command again changes nothing, here or at GitHub")
  func again() throws {
    let scene = try UpstreamScene()
    try scene.set(Self.reranker, "max_tokens", "2048")
    try scene.stub.commit(
      on: "main", "xinference/model/audio/models/ChatTTS.json",
      String(
        decoding: try SharedData.bytes("upstream-split/xinference/model/audio/models/ChatTTS.json"),
        as: UTF8.self
      )
      .replacing("\"multilingual\": true", with: "\"multilingual\": false"), author: "Somebody", "fix ChatTTS"
    )
    let token = GitHubStub.tokens[1]
    let commands = [
      ["status"], ["pull"], ["plan"], ["plan", "--json"], ["pr"], ["pr", "--submit"], ["status", "--json"],
    ]
    for command in commands {
      let first = try scene.run(["upstream"] + command, token: token)
      #expect(first.status == .exited(0), "\(command) \(first.errorText)")
      let (files, writes) = (try scene.snapshot(), try scene.writes())
      let second = try scene.run(["upstream"] + command, token: token)
      #expect(second.status == .exited(0), "\(command) \(second.errorText)")
      #expect(try scene.snapshot() == files, "\(command)")
      // A fork is synchronised each time; here there is none.
      #expect(try scene.writes() == writes, "\(command)")
      if command == ["pull"] { try scene.publish("Follow upstream") }
    }
    #expect(try scene.stub.pulls().map { $0["head_ref"]?.text } == [Self.branch])
  }

  @Test("what is not published is not proposed, and cannot be sent")
  func published() throws {
    let scene = try UpstreamScene()
    #expect(try scene.run("set", Self.reranker, "max_tokens", "2048").status.isSuccess)
    let plan = try scene.run("upstream", "plan", "--upstream", scene.clone)
    #expect(plan.outputText.isEmpty && plan.errorText.contains("The catalog as ‘main’ has it"))
    try scene.git.git("switch", "-q", "-c", "draft")
    try scene.publish("A draft")
    #expect(try scene.upstream("plan", "--upstream", scene.clone).isEmpty)
    #expect(
      try scene.upstream("plan", "--upstream", scene.clone, "--ref", "draft").contains("minicpm-reranker"))
    let sent = try scene.run("upstream", "pr", "--submit", "--ref", "draft", token: GitHubStub.tokens[1])
    #expect(sent.status == .exited(2) && sent.errorText.contains("Only what is published is sent"))
    #expect(try scene.stub.pulls().isEmpty)
  }

  @Test("what is private, unlisted, expired, or of another edition leaves no trace in anything that goes out")
  func policy() throws {
    let scene = try UpstreamScene()
    for (name, old, new) in [
      ("secret-private", "visibility: public", "visibility: private\n  audience: [us]"),
      ("secret-unlisted", "visibility: public", "visibility: unlisted"),
      ("secret-edition", "visibility: public", "visibility: public\n  edition: enterprise"),
      ("secret-expired", "visibility: public", "visibility: public\n  lifecycle: {expires: 2026-01-01}"),
    ] { try scene.copy(Self.reranker, as: name, old, new) }
    let hub = String(decoding: try scene.folder.read("hub/catalog/hub.yaml"), as: UTF8.self)
    try scene.folder.write(
      hub.replacing("audiences: {}", with: "audiences: {us: [ada]}"), to: "hub/catalog/hub.yaml")
    try scene.copy(Self.reranker, as: "open-reranker")
    try scene.publish("Add entries")
    // One that upstream has, made private here and then removed: neither step tells upstream.
    let text = try scene.entry("audio/ChatTTS").replacing(
      "visibility: public", with: "visibility: private\n  audience: [us]")
    try scene.folder.write(text, to: "hub/catalog/models/audio/ChatTTS/model.yaml")
    try scene.publish("Make ChatTTS private")
    try checkOutgoing(scene, proposed: ["open-reranker"])
    for id in ["audio/ChatTTS", "rerank/secret-private"] {
      #expect(try scene.run("remove", id).status.isSuccess)
    }
    try scene.publish("Remove what was private")
    try checkOutgoing(scene, proposed: ["open-reranker"])
  }

  private func checkOutgoing(_ scene: UpstreamScene, proposed: [String]) throws {
    let plan = try scene.run(["upstream", "plan", "--json"])
    let plans = try UpstreamScene.read(plan.outputText)
    #expect(
      plans["plans"]?.elements.compactMap { $0["title"]?.text }
        == proposed.map { "FEAT: [model] \($0) support" })
    #expect(plans["held"]?.count == 0)
    try scene.upstream("pr")
    try scene.submit()
    var texts = [
      plan.outputText, plan.errorText,
      String(decoding: try scene.stub.folder.read("log.jsonl"), as: UTF8.self),
    ]
    for (path, bytes) in try scene.snapshot() where path.hasPrefix("hub/upstream-pr/") {
      texts += [path, String(decoding: bytes, as: UTF8.self)]
    }
    // A whole log in a failure would hide what failed.
    let leaks = texts.filter { $0.contains("secret-") || $0.contains("ChatTTS removed") }.map {
      $0.prefix(80)
    }
    #expect(leaks.isEmpty)
    #expect(try scene.stub.pulls().map { $0["title"]?.text } == ["FEAT: [model] open-reranker support"])
  }

  @Test("an entry that was removed or has expired is proposed for removal, even after the lock has moved on")
  func removal() throws {
    let scene = try UpstreamScene()
    #expect(try scene.run("remove", Self.reranker, "--reason", "Superseded by v2").status.isSuccess)
    #expect(try scene.run("expire", "audio/ChatTTS", "--on", "2026-09-01").status.isSuccess)
    try scene.publish("Retire two models")
    let titles = ["FEAT: [model] minicpm-reranker removed", "FEAT: [model] ChatTTS removed"]
    let plan = try scene.upstream("plan")
    #expect(plan.split(separator: "\n").filter { $0.hasPrefix("FEAT") }.map(String.init) == titles)
    try scene.stub.commit(on: "main", "README.md", "moved on\n", author: "Somebody", "move on")
    try scene.upstream("pull")
    try scene.publish("Follow upstream")
    #expect(try scene.submit().map { $0["action"] } == ["created", "created"])
    #expect(try scene.stub.pulls().compactMap { $0["title"]?.text } == titles)
    #expect(try scene.stub.pulls(Self.branch).first?["body"]?.text.contains("`Superseded by v2`") == true)
    let changed = try scene.stub.git(["diff", "--name-status", "main...\(Self.branch)"])
    #expect(changed == "D\txinference/model/rerank/models/minicpm-reranker.json")
    for number in [1, 2] {
      try scene.stub.ask(
        "PUT", "/repos/xorbitsai/inference/pulls/\(number)/merge", "{}", by: GitHubStub.tokens[1])
    }
    #expect(try scene.submit().isEmpty)
    #expect(try scene.upstream("plan").isEmpty)
  }

  @Test("hub.yaml decides whether there is one pull request a model, or one for all")
  func grouping() throws {
    let scene = try UpstreamScene()
    try scene.set(Self.reranker, "max_tokens", "2048")
    try scene.set("embedding/e5-large-v2", "max_tokens", "1024")
    #expect(
      try scene.submit().map { $0["branch"]?.split(separator: "/").last } == [
        "e5-large-v2", "minicpm-reranker",
      ])
    let hub = String(decoding: try scene.folder.read("hub/catalog/hub.yaml"), as: UTF8.self)
    try scene.folder.write(
      hub.replacing("pull_requests: entry", with: "pull_requests: all"), to: "hub/catalog/hub.yaml")
    try scene.publish("One for all")
    let outcomes = try scene.submit()
    #expect(outcomes.map { $0["action"] } == ["created", "withdrawn", "withdrawn"])
    #expect(outcomes.first?["branch"] == "chore/models-sync/user-maintainer/_aggregate")
    let open = try scene.stub.pulls().filter { $0["state"]?.text == "open" }
    #expect(open.map { $0["title"]?.text } == ["ENH: update models JSON [embedding, rerank]"])
  }

  @Test(
    "the registry's default token acts on branches of no person; what it proposes a person does not propose again"
  )
  func identities() throws {
    let scene = try UpstreamScene()
    try scene.set(Self.reranker, "max_tokens", "2048")
    let variables = ["MODELHUB_DEFAULT_TOKEN": GitHubStub.tokens[0]]
    let finished = try scene.run(["upstream", "pr", "--submit"], token: nil, variables)
    #expect(finished.errorText.contains("Acting as catalog-bot, by the registry's default token"))
    #expect(try scene.submit().map { $0["action"] } == ["proposedElsewhere"])
    #expect(try scene.stub.pulls().map { $0["head_ref"]?.text } == ["chore/models-sync/minicpm-reranker"])
    #expect(try scene.stub.pulls().map { $0["head_repo"]?.text } == ["catalog-bot/inference"])
    try scene.set(Self.reranker, "max_tokens", "3072")
    #expect(try scene.submit().map { $0["branch"] } == [Self.branch])
  }

  @Test("a field that both changed is shown with its values; settled, it is written and the lock moves")
  func pull() throws {
    let scene = try UpstreamScene()
    try scene.set(Self.reranker, "max_tokens", "2048")
    let path = "xinference/model/rerank/models/minicpm-reranker.json"
    let text = String(decoding: try SharedData.bytes("upstream-split/\(path)"), as: UTF8.self)
    try scene.stub.commit(
      on: "main", path, text.replacing("\"max_tokens\": 1024", with: "\"max_tokens\": 4096"),
      author: "Somebody",
      "fix by hand")
    #expect(try scene.upstream("status", code: 1).contains("diverged  \(Self.reranker)\n"))
    let held = try scene.run("upstream", "pr", "--submit", token: GitHubStub.tokens[1])
    #expect(
      held.status == .exited(1) && held.errorText.contains("Run `modelhub upstream pull` and settle them."))
    #expect(try scene.stub.pulls().isEmpty)
    let open = try scene.upstream("pull", code: 1)
    for words in ["! [minicpm-reranker].max_tokens", "base      1024", "ours      2048", "upstream  4096"] {
      #expect(open.contains(words), "\(open)")
    }
    #expect(try scene.git.git("status", "--porcelain").isEmpty)
    let settled = try UpstreamScene.read(scene.upstream("pull", "--theirs", Self.reranker, "--json"))
    #expect(settled.elements.map { $0["outcome"]?.text } == ["merged"])
    #expect(try scene.entry(Self.reranker).contains("max_tokens: 4096"))
    try scene.publish("Follow upstream")
    #expect(try scene.run("upstream", "status").errorText.contains("4 same"))
  }

  @Test(
    "the scripts of CI show what a checked-out commit asks for, and send what is published with the registry's token"
  )
  func continuousIntegration() throws {
    let scene = try UpstreamScene()
    try scene.git.git("clone", "-q", "--bare", scene.hub, "\(scene.folder.path)/origin.git")
    let ci = GitFixture(existing: "ci", in: scene.folder)
    let clone = Command(
      "git", ["clone", "-q", "\(scene.folder.path)/origin.git", ci.path], environment: GitFixture.environment)
    #expect(try clone.run().status.isSuccess)
    // As CI checks out a pull request: a commit on no branch, and no branch of its own.
    try ci.git("switch", "-q", "--detach", "origin/main")
    try ci.git("branch", "-q", "-D", "main")
    let text = try scene.entry(Self.reranker).replacing("max_tokens: 1024", with: "max_tokens: 2048")
    try ci.write(text, to: "catalog/models/\(Self.reranker)/model.yaml")
    try ci.commitAll("A proposal")
    func script(_ verb: String, token: String? = nil) throws -> Finished {
      let programs = URL(filePath: ModelHubProgram.path).deletingLastPathComponent().path
      var variables = scene.environment(token: nil).merging(["PATH": "\(programs):/usr/bin:/bin"]) { $1 }
      variables["MODELHUB_DEFAULT_TOKEN"] = token
      return try Command("sh", ["ci/upstream", verb], environment: variables, folder: ci.path)
        .run(timeout: .seconds(120))
    }
    let title = "ENH: update model \"minicpm-reranker\" JSON"
    #expect(try script("plan").outputText.contains(title))
    let early = try script("submit", token: GitHubStub.tokens[0])
    #expect(early.status == .exited(0) && early.errorText.contains("The catalog as ‘origin/main’ has it"))
    #expect(try scene.stub.pulls().isEmpty)
    try ci.git("push", "-q", "origin", "HEAD:main")
    #expect(try script("submit").outputText.contains("This is what would be:\n\(title)"))
    #expect(try scene.stub.pulls().isEmpty)
    #expect(try script("submit", token: GitHubStub.tokens[0]).status == .exited(0))
    #expect(try scene.stub.pulls().map { $0["title"]?.text } == [title])
  }

  @Test("`init --from` writes the lock of a clean checkout, and says why where there is none")
  func lock() throws {
    let scene = try UpstreamScene()
    let commit = try scene.stub.git(["rev-parse", "main"])
    let lock = String(decoding: try scene.folder.read("hub/catalog/upstream.lock.yaml"), as: UTF8.self)
    #expect(lock.contains("commit: \(commit)\n") && lock.contains("layout: split\n"))
    try scene.folder.write("[]\n", to: "inference/xinference/model/llm/models/x.json")
    for (name, reason) in [("dirty", "differ from its commit"), ("plain", "is no git repository")] {
      if name == "plain" { try FileManager.default.removeItem(atPath: "\(scene.clone)/.git") }
      let made = try scene.run("init", "../\(name)", "--from", scene.clone)
      #expect(made.status.isSuccess && made.errorText.contains(reason), "\(made.errorText)")
      #expect(
        !FileManager.default.fileExists(atPath: "\(scene.folder.path)/\(name)/catalog/upstream.lock.yaml"))
    }
  }

  @Test("what cannot be done says which command helps")
  func advice() throws {
    let scene = try UpstreamScene(anonymousRateLimit: 3)
    func words(_ command: String..., token: String? = nil, code: Int32 = 2) throws -> String {
      let finished = try scene.run(["upstream"] + command, token: token)
      #expect(finished.status == .exited(code), "\(command)")
      return finished.errorText
    }
    #expect(try words("status").contains("Set MODELHUB_GITHUB_TOKEN"))
    #expect(try words("plan", "minicpm-rerankr").contains("Did you mean ‘minicpm-reranker’?"))
    #expect(try words("status", "--upstream", "../gone").contains("There is no folder ‘../gone’"))
    #expect(
      try words("status", "--upstream", "no/where", token: GitHubStub.tokens[1]).contains(
        "no/where has no branch"))
    #expect(try words("pr", "--submit", "--upstream", scene.clone).contains("modelhub auth login"))
    let reader = try words("pr", "--submit", token: GitHubStub.tokens[2])
    #expect(reader.contains("The token of reader has no scope") && reader.contains("Nothing was written"))
    #expect(try words("pr", "--submit", token: "wrong").contains("GitHub does not know the token"))
    try scene.folder.write("mine", to: "hub/out/file.txt")
    #expect(
      try words("pr", "--upstream", scene.clone, "--out", "out").contains(
        "name a new or empty folder with --out"))
    #expect(try scene.run("upstream", "pr", "--submit", "--out").status == .exited(64))
  }
}
