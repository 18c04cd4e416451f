import ChildProcesses
import Documents
import FoundationEssentials
import TestSupport
import Testing

/// The steps of the workflows that deal with upstream, in a local shell against the stand-in for GitHub.
@Suite(.enabled(if: UpstreamScene.isPossible, "needs ../shared/tools and ../shared/upstream-split"))
struct InitUpstreamTests {
  let scene: UpstreamScene

  init() throws {
    scene = try UpstreamScene()
    try scene.set("rerank/minicpm-reranker", "max_tokens", "2048")
  }

  private func run(_ steps: [String], _ environment: [String: String] = [:]) throws -> [Finished] {
    let programs = URL(filePath: ModelHubProgram.path).deletingLastPathComponent().path
    var variables = scene.environment(token: nil, environment)
    variables["PATH"] = "\(programs):/usr/bin:/bin"
    return try steps.map {
      try Command("sh", ["-e", "-c", $0], environment: variables, folder: scene.hub).run(
        timeout: .seconds(120))
    }
  }

  @Test("what is published is proposed once, by the registry's token, which nobody gets to see")
  func propose() throws {
    let steps = try InitScriptTests.steps(of: "upstream.yml", job: "propose", in: scene.folder)
    let token = GitHubStub.tokens[0]
    for _ in 1...2 {
      let finished = try run(steps, ["MODELHUB_DEFAULT_TOKEN": token])
      #expect(finished.allSatisfy { $0.status.isSuccess }, "\(finished.map(\.errorText))")
      #expect(finished.allSatisfy { !($0.outputText + $0.errorText).contains(token) })
    }
    let pulls = try scene.stub.pulls()
    #expect(pulls.map { $0["title"]?.text } == [#"ENH: update model "minicpm-reranker" JSON"#])
    #expect(try scene.stub.pulls("chore/models-sync/minicpm-reranker").count == 1)
  }

  @Test("without a token the run shows what would be sent, and sends nothing")
  func shows() throws {
    let finished = try run(try InitScriptTests.steps(of: "upstream.yml", job: "propose", in: scene.folder))
    #expect(finished.allSatisfy { $0.status.isSuccess }, "\(finished.map(\.errorText))")
    #expect(finished.last?.outputText.contains(#"update model "minicpm-reranker" JSON"#) == true)
    #expect(try scene.writes() == 0)
  }

  @Test(
    "the report of a check ends with the plan of what is checked out; without upstream it says that there is none"
  )
  func plan() throws {
    let steps = try InitScriptTests.steps(of: "check.yml", job: "check", in: scene.folder)
    let summary = ["GITHUB_STEP_SUMMARY": "\(scene.folder.path)/summary"]
    #expect(try run(steps, summary).allSatisfy { $0.status.isSuccess })
    func report() throws -> String {
      String(decoding: try scene.folder.read("hub/report/report.md"), as: UTF8.self)
    }
    let text = try report()
    #expect(text.contains("### What would go upstream") && text.contains("max_tokens"), "\(text)")
    let gone = summary.merging(["GITHUB_API_URL": "http://127.0.0.1:\(try Loopback.freePort())"]) { $1 }
    #expect(try run(steps, gone).allSatisfy { $0.status.isSuccess })
    #expect(try report().contains("The plan could not be made."))
  }
}
