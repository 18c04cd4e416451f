import ChildProcesses
import Documents
import FoundationEssentials
import SourceText
import TestSupport
import Testing

/// The jobs of the GitLab pipeline, and the job on GitHub that publishes, as their runners run them: line by line.
@Suite struct InitPipelineTests {
  let workflows: InitScriptTests
  var hub: NewHub { workflows.hub }

  init() throws {
    workflows = try InitScriptTests(["--forge", "github", "--forge", "gitlab"])
    try hub.folder.write(InitScriptTests.entry, to: "hub/catalog/models/embedding/small/model.yaml")
    try hub.git.commitAll("an entry")
    try hub.git.git("push", "-q", "origin", "main")
  }

  /// The lines of a job, and the variables of the whole pipeline.
  private func job(_ name: String) throws -> [String] {
    let read = DocumentReader.read(
      SourceText(path: ".gitlab-ci.yml", bytes: try hub.folder.read("hub/.gitlab-ci.yml")), as: .yaml)
    return try #require(read.document?.rootNode[name]?["script"]).elements.compactMap(\.string)
  }

  /// Runs a job as GitLab does: one shell for all its lines.
  private func run(_ name: String, _ environment: [String: String] = [:]) throws -> Finished {
    var variables = [
      "GITLAB_CI": "true", "CI_PROJECT_URL": "\(hub.folder.path)/bare",
      "CI_PAGES_URL": "https://hub.example.org",
      "CI_PROJECT_ID": "1",
    ]
    variables.merge(environment) { $1 }
    return try hub.script(["-e", "-c", try job(name).joined(separator: "\n")], environment: variables)
  }

  @Test(
    "GitLab's check leaves a report, a preview and a code quality file; its pages are the site at its address"
  )
  func checkAndPages() throws {
    let check = try run("check")
    #expect(check.status.isSuccess, "\(check.errorText)")
    #expect(try hub.read("report/preview/models/index.html").contains("small"))
    #expect(try hub.read("report/code-quality.json").hasPrefix("["))
    let pages = try run("pages")
    #expect(pages.status.isSuccess, "\(pages.errorText)")
    #expect(try hub.read("public/sitemap.xml").contains("https://hub.example.org/"))
    let audit = try run("audit")
    #expect(audit.status.isSuccess, "before the first review, everything is taken on trust")
  }

  @Test("GitLab's nightly jobs push reviews to the project, by its address with .git")
  func nightly() throws {
    try hub.folder.link("bare.git", to: "\(hub.folder.path)/bare")
    let gone = InitScriptTests.entry.replacing(
      "  license: MIT\n", with: "  license: MIT\n  lifecycle: {deprecated: 2026-01-01, expires: 2026-02-01}\n"
    )
    try hub.folder.write(gone, to: "hub/catalog/models/embedding/small/model.yaml")
    try hub.git.commitAll("it expires")
    try hub.git.git("push", "-q", "origin", "main")
    let lifecycle = try run("lifecycle", ["PUSH_TOKEN": "s3cret"])
    #expect(lifecycle.status.isSuccess, "\(lifecycle.errorText)")
    #expect(try hub.git.git("remote", "get-url", "origin") == "\(hub.folder.path)/bare.git")
    let refs = try workflows.bare.git("for-each-ref", "--format=%(refname)")
    #expect(refs.contains("refs/modelhub/reviews/expired-embedding-small"), "\(refs)")
    #expect(!(lifecycle.outputText + lifecycle.errorText).contains("s3cret"))
  }

  @Test("GitHub's publish builds the site for the address that Pages has, reviews included")
  func publish() throws {
    let changed = InitScriptTests.entry.replacing("license: MIT", with: "license: Apache-2.0")
    try hub.folder.write(changed, to: "hub/catalog/models/embedding/small/model.yaml")
    #expect(try hub.run("review", "submit", "small", "-m", "Another licence").status.isSuccess)
    try hub.git.git("checkout", "-q", "--", ".")
    // The runner's clone has no reviews yet.
    try hub.git.git("update-ref", "-d", "refs/modelhub/reviews/embedding/small")
    let steps = try workflows.steps(of: "publish.yml", job: "build")
    let finished = try workflows.run(steps, ["BASE_URL": "https://ada.example.org/hub"])
    #expect(finished.allSatisfy { $0.status.isSuccess }, "\(finished.map(\.errorText))")
    #expect(
      try hub.read("public/sitemap.xml").contains("https://ada.example.org/hub/models/detail/small/"))
    #expect(
      try hub.git.git("for-each-ref", "--format=%(refname)").contains("refs/modelhub/reviews/embedding/small")
    )
  }
}
