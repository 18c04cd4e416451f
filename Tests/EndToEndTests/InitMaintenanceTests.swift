import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The steps of the workflows that open reviews by themselves, in a local shell against a bare repository.
@Suite struct InitMaintenanceTests {
  let workflows: InitScriptTests
  var hub: NewHub { workflows.hub }

  init() throws { workflows = try InitScriptTests() }

  /// What the bare repository holds: its refs, sorted.
  private func refs() throws -> [String] {
    try workflows.bare.git("for-each-ref", "--format=%(refname)").split(separator: "\n").map(String.init)
  }

  private func publish(_ entry: String, at path: String) throws {
    try hub.folder.write(entry, to: "hub/catalog/models/\(path)/model.yaml")
    try hub.git.commitAll("an entry")
    try hub.git.git("push", "-q", "origin", "main")
  }

  @Test("what has expired gets a review that takes it out, once, and the work tree stays as it was")
  func expire() throws {
    let expired = InitScriptTests.entry.replacing(
      "  license: MIT\n", with: "  license: MIT\n  lifecycle: {deprecated: 2026-01-01, expires: 2026-02-01}\n"
    )
    try publish(expired, at: "embedding/small")
    try publish(
      InitScriptTests.entry.replacing("model_name: small", with: "model_name: other"), at: "embedding/other")
    let steps = try workflows.steps(of: "lifecycle.yml", job: "expire")
    let finished = try workflows.run(steps)
    #expect(finished.allSatisfy { $0.status.isSuccess }, "\(finished.map(\.errorText))")
    let id = "expired-embedding-small"
    let refs = try refs()
    #expect(
      refs.contains("refs/modelhub/reviews/\(id)") && refs.contains("refs/heads/review/\(id)"), "\(refs)")
    #expect(refs.filter { $0.contains("expired") }.count == 2)
    let changed = try workflows.bare.git("diff", "--name-status", "main", "review/\(id)")
    #expect(
      changed.split(separator: "\n").sorted()
        == ["A\tcatalog/removed.yaml", "D\tcatalog/models/embedding/small/model.yaml"])
    #expect(try hub.git.git("status", "--porcelain").isEmpty)
    let shown = try hub.run("review", "show", id)
    #expect(shown.outputText.contains("Remove small, which has expired"), "\(shown.outputText)")
    #expect(try workflows.run(steps).allSatisfy { $0.status.isSuccess })
    #expect(try self.refs() == refs)
    try hub.folder.write("mine", to: "hub/note")
    #expect(try workflows.run(steps).last?.status == .exited(2))
  }

  static let answers = """
    ### Type

    llm

    ### Name

    plain

    ### Repository

    me/plain-7B

    ### Licence

    MIT

    ### Description

    A plain model. $(touch owned) `id`

    ### Terms

    - [X] I may publish this description
    """

  /// A hub with the repository that the issue names.
  private func modelHub() throws -> HubServer {
    let server = try HubServer()
    try server.add(
      #"{"architectures": ["LlamaForCausalLM"], "model_type": "llama", "max_position_embeddings": 4096}"#,
      at: "huggingface/me/plain-7B/config.json")
    try server.add("---\nlanguage: [en]\n---\n# Plain\n", at: "huggingface/me/plain-7B/README.md")
    try server.add("x", at: "huggingface/me/plain-7B/model.bin")
    return server
  }

  @Test("an accepted issue becomes a review whose entry has no error, and its words stay words")
  func register() throws {
    let server = try modelHub()
    let steps = try workflows.steps(of: "register.yml", job: "register")
    let finished = try workflows.run(
      steps, ["ISSUE_BODY": Self.answers, "ISSUE_NUMBER": "7", "HF_ENDPOINT": server.address])
    #expect(finished.allSatisfy { $0.status.isSuccess }, "\(finished.map(\.errorText))")
    #expect(try refs().contains("refs/modelhub/reviews/llm/plain"))
    let entry = try workflows.bare.git("show", "review/llm/plain:catalog/models/llm/plain/model.yaml")
    #expect(entry.contains("model_description: A plain model. $(touch owned) `id`"), "\(entry)")
    #expect(entry.contains("license: MIT") && entry.contains("model_id: me/plain-7B"))
    #expect(!FileManager.default.fileExists(atPath: "\(hub.path)/owned"))
    let shown = try hub.run("review", "show", "llm/plain")
    #expect(shown.outputText.contains("Register plain (issue #7)"), "\(shown.outputText)")
    #expect(!shown.outputText.contains("error"), "\(shown.outputText)")
  }

  @Test(
    "on GitLab the nightly run makes reviews of the issues that were accepted, closes them, and keeps the token"
  )
  func registerOnGitLab() throws {
    let server = try modelHub()
    let body = Self.answers.replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
    let issues = "[{\"iid\": 7, \"description\": \"\(body)\"}, {\"iid\": 8, \"description\": \"nonsense\"}]"
    let gitLab = try ScriptedServer { request, _ in
      let body = request.hasPrefix("GET") ? issues : "{}"
      let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
      return .send(Array("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
    }
    let script = try hub.script(
      ["ci/register-from-gitlab"],
      environment: [
        "HF_ENDPOINT": server.address, "TOKEN": "s3cret", "CI_PROJECT_ID": "42",
        "CI_API_V4_URL": "http://127.0.0.1:\(gitLab.port)/api/v4",
      ])
    // The issue that makes no sense fails the job, so that somebody looks; the other one is done all the same.
    #expect(script.status == .exited(1) && script.errorText.contains("cannot become a review"))
    #expect(try refs().contains("refs/modelhub/reviews/llm/plain"), "\(script.errorText)")
    let lines = gitLab.requests.map { $0.prefix { !$0.isNewline } }
    #expect(lines.count == 2, "\(lines)")
    #expect(lines.first?.contains("labels=register-model,accepted") == true)
    #expect(lines.last == "PUT /api/v4/projects/42/issues/7 HTTP/1.1", "\(lines)")
    #expect(gitLab.requests.allSatisfy { $0.lowercased().contains("private-token: s3cret") })
    #expect(!(script.outputText + script.errorText).contains("s3cret"))
  }
}
