import ChildProcesses
import Documents
import FoundationEssentials
import SourceText
import TestSupport
import Testing

/// The steps of the workflows that `modelhub init` writes, in a local shell against a bare repository.
@Suite struct InitScriptTests {
  let hub: NewHub
  let bare: GitFixture

  init() throws { try self.init([]) }

  /// Starts with a registry made by `modelhub init` with these words.
  init(_ options: [String]) throws {
    hub = try NewHub(options)
    bare = try GitFixture(["--bare"], in: hub.folder, named: "bare")
    try hub.git.git("remote", "add", "origin", bare.path)
    try hub.git.commitAll()
    try hub.git.git("push", "-q", "-u", "origin", "main")
  }

  static let entry = """
    hub:
      license: MIT
      maintainers: [ada]
    model:
      - version: 2
        model_name: small
        dimensions: 384
        max_tokens: 512
        language: [en]
        model_specs:
          - model_format: pytorch
            model_src:
              huggingface: {model_id: acme/small, model_revision: 5c38ec7c405ec4b44b94cc5a9bb96e735b38267a, quantizations: [none]}

    """

  /// The scripts of a workflow's steps, in their order, for one job.
  func steps(of workflow: String, job: String) throws -> [String] {
    try Self.steps(of: workflow, job: job, in: hub.folder)
  }

  /// The same for the registry `hub` of a folder.
  static func steps(of workflow: String, job: String, in folder: TemporaryFolder) throws -> [String] {
    let path = ".github/workflows/\(workflow)"
    let read = DocumentReader.read(SourceText(path: path, bytes: try folder.read("hub/\(path)")), as: .yaml)
    let steps = try #require(read.document?.rootNode["jobs"]?[job]?["steps"])
    return steps.elements.compactMap { $0["run"]?.string }
  }

  func run(_ steps: [String], _ environment: [String: String] = [:]) throws -> [Finished] {
    var variables = environment
    variables["GITHUB_STEP_SUMMARY"] = "\(hub.folder.path)/summary"
    variables["RUNNER_TEMP"] = hub.folder.path
    return try steps.map { try hub.script(["-e", "-c", $0], environment: variables) }
  }

  @Test("the steps of the check run; a broken entry fails the check, is annotated, and still has a report")
  func check() throws {
    try hub.folder.write(Self.entry, to: "hub/catalog/models/embedding/small/model.yaml")
    let steps = try steps(of: "check.yml", job: "check").filter { !$0.contains("upstream") }
    #expect(steps.count == 3)
    for finished in try run(steps, ["GITHUB_ACTIONS": "true"]) {
      #expect(finished.status.isSuccess, "\(finished.outputText)\(finished.errorText)")
    }
    #expect(try hub.read("report/preview/models/index.html").contains("small"))
    try hub.folder.write("model: [", to: "hub/catalog/models/embedding/small/model.yaml")
    let broken = try run(steps, ["GITHUB_ACTIONS": "true"])
    #expect(broken[1].status == .exited(1) && broken[1].outputText.contains("::error "))
    #expect(try hub.read("report/report.md").contains("1 error"))
    let gitLab = try hub.script(["ci/check", "report"], environment: ["GITLAB_CI": "true"])
    #expect(gitLab.status == .exited(1))
    #expect(try hub.read("report/code-quality.json").contains("embedding/small/model.yaml"))
  }

  @Test("the audit proves the start in a fresh clone, and fails once somebody pushes around the reviews")
  func audit() throws {
    let steps = try steps(of: "audit.yml", job: "audit")
    #expect(try run(steps).allSatisfy { $0.status.isSuccess })
    try hub.folder.write(Self.entry, to: "hub/catalog/models/embedding/small/model.yaml")
    #expect(try hub.run("review", "submit", "small", "-m", "Add small").status.isSuccess)
    let published = try hub.run("review", "publish", "embedding/small", "--override", "--reason", "alone")
    #expect(published.status.isSuccess, "\(published.errorText)")
    try hub.git.git("reset", "-q", "--hard")
    try hub.git.git("clean", "-qfd")
    try hub.git.git("pull", "-q", "origin", "main")
    #expect(try run(steps).allSatisfy { $0.status.isSuccess })
    let changed = Self.entry.replacing("license: MIT", with: "license: Apache-2.0")
    try hub.folder.write(changed, to: "hub/catalog/models/embedding/small/model.yaml")
    try hub.git.commitAll("around the reviews")
    try hub.git.git("push", "-q", "origin", "main")
    #expect(try run(steps).last?.status == .exited(1))
  }

  @Test("CI installs only the package whose checksum is pinned, and says what to do where none is")
  func install() throws {
    let unpinned = try hub.script(["ci/install-modelhub"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(unpinned.status == .exited(2) && unpinned.errorText.contains("modelhub.lock"))
    try hub.folder.write("not the package", to: "modelhub.deb")
    let digits = String(repeating: "0", count: 64)
    try hub.folder.write("\(digits)  file://\(hub.folder.path)/modelhub.deb\n", to: "hub/ci/modelhub.lock")
    let wrong = try hub.script(["ci/install-modelhub"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(!wrong.status.isSuccess && wrong.errorText.contains("checksum"), "\(wrong.errorText)")
    let archive = try DistributionTests.archive(in: hub.folder)
    try hub.folder.write("\(archive.sha256)  \(archive.address)\n", to: "hub/ci/modelhub.lock")
    let environment = ["PATH": "/usr/bin:/bin", "PREFIX": "\(hub.folder.path)/prefix"]
    let installed = try hub.script(["ci/install-modelhub"], environment: environment)
    #expect(installed.status.isSuccess, "\(installed.errorText)")
    #expect(try hub.script(["ci/install-modelhub"]).outputText == installed.outputText)
  }

  @Test(
    "the report becomes one comment of the pull request, however often the check runs, and the token no argument",
    .enabled(if: StubbedForge.isHere, "needs ../shared/tools and the Python tools of `make test`"))
  func comment() throws {
    let forge = try StubbedForge()
    try hub.folder.write(Array("Two words \u{60}$(id)\u{60} ".utf8) + [0xFF, 0x0A], to: "report/report.md")
    var variables = [
      "TOKEN": "test-token", "GITHUB_API_URL": forge.address, "GITHUB_REPOSITORY": "catalog-bot/catalog",
      "HEAD_OWNER": "catalog-bot", "HEAD_BRANCH": "topic", "HEAD_SHA": forge.head,
      "COMMENT_AUTHOR": "catalog-bot",
    ]
    let steps = try steps(of: "comment.yml", job: "comment")
    for _ in 1...2 {
      #expect(try run(steps, variables).allSatisfy { $0.status.isSuccess })
    }
    #expect(try forge.comments() == ["<!-- modelhub: check -->\n\nTwo words `$(id)` \n"])
    variables["HEAD_SHA"] = String(repeating: "0", count: 40)
    #expect(try run(steps, variables).last?.outputText.contains("nothing to say") == true)
    variables["HEAD_BRANCH"] = "$(touch \(hub.folder.path)/owned)&state=closed"
    #expect(try run(steps, variables).last?.outputText.contains("nothing to say") == true)
    #expect(!FileManager.default.fileExists(atPath: "\(hub.folder.path)/owned"))
  }

  @Test(
    "an issue whose words mean harm is refused before anything is read or run",
    arguments: [
      ("llm", "x", "/etc/passwd"), ("llm", "x", "catalog/models/llm"), ("llm", "x", "entry:small"),
      ("llm", "x", "http://169.254.169.254/latest"), ("llm", "x", "https://huggingface.co/../../a/b"),
      ("llm", "../x", "a/b"), ("llm", "-x", "a/b"), ("llm", "x; id", "a/b"), ("lmm", "x", "a/b"),
      ("llm", "x", "--from=/etc"), ("llm", "x", ""),
    ])
  func harmfulIssue(type: String, name: String, repository: String) throws {
    let body =
      "### Type\r\n\r\n\(type)\r\n\r\n### Name\r\n\r\n\(name)\r\n\r\n### Repository\r\n\r\n\(repository)\r\n"
    let steps = try steps(of: "register.yml", job: "register")
    let finished = try run(steps, ["ISSUE_BODY": body, "ISSUE_NUMBER": "3"])
    #expect(finished.last?.status == .exited(1))
    #expect(finished.last?.errorText.contains("The issue cannot become a review") == true)
    #expect(try hub.git.git("status", "--porcelain").isEmpty)
  }
}
