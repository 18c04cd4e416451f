import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// What `modelhub init` writes, before the linters of each format.
@Suite struct InitLinterTests {
  static let hub = Result { try NewHub(["--forge", "github", "--forge", "gitlab"]) }

  static func lint(_ program: String, _ words: [String]) throws -> Finished {
    var environment = GitFixture.environment
    environment["LC_ALL"] = "C.UTF-8"
    return try Command(program, words, environment: environment, folder: hub.get().path)
      .run(timeout: .seconds(120))
  }

  @Test(
    "workflows, forms and pipelines pass the linters of their forges",
    .enabled(if: PythonTool.isInstalled("zizmor"), "`make test` installs the linters"),
    arguments: [
      ["actionlint", "-color=false", "-shellcheck=/usr/bin/shellcheck"],
      ["zizmor", "--offline", "--no-progress", "--persona", "pedantic", "--quiet", "."],
      ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows"],
      [
        "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms",
        ".github/ISSUE_TEMPLATE/register-model.yml",
      ],
      [
        "check-jsonschema", "--builtin-schema", "vendor.github-issue-config",
        ".github/ISSUE_TEMPLATE/config.yml",
      ],
      ["check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml"],
      ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ".gitlab-ci.yml"],
      ["pre-commit", "validate-config", ".pre-commit-config.yaml"],
    ])
  func forges(words: [String]) throws {
    var words = words
    if words.last == ".github/workflows" {
      let all = try Self.hub.get().files()
      words = words.dropLast() + all.filter { $0.hasPrefix(".github/workflows/") }
    }
    let finished = try Self.lint(PythonTool.path(words[0]), Array(words.dropFirst()))
    #expect(finished.status.isSuccess, "\(finished.outputText)\(finished.errorText)")
  }

  @Test(
    "a linter that is told of a fault finds it: the tests above can fail",
    .enabled(if: PythonTool.isInstalled("zizmor"), "`make test` installs the linters"))
  func canFail() throws {
    let hub = try NewHub()
    let workflow = try hub.read(".github/workflows/register.yml")
    let bad = workflow.replacing("run: ci/register", with: "run: echo ${{ github.event.issue.body }}")
    #expect(bad != workflow)
    try hub.folder.write(bad, to: "hub/.github/workflows/register.yml")
    for words in [["actionlint"], ["zizmor", "--offline", "--quiet", "."]] {
      let command = Command(
        PythonTool.path(words[0]), Array(words.dropFirst()), environment: GitFixture.environment,
        folder: hub.path)
      #expect(try !command.run(timeout: .seconds(120)).status.isSuccess, "\(words)")
    }
  }

  @Test(
    "the code owners that each forge reads are the reviewers of the type, else the admins",
    .enabled(if: PythonTool.isInstalled("python3"), "`make test` installs the parser"),
    arguments: [".github/CODEOWNERS", ".gitlab/CODEOWNERS"])
  func owners(file: String) throws {
    let hub = try NewHub(["--forge", "github", "--forge", "gitlab"])
    let settings = try hub.read("catalog/hub.yaml").replacing("    llm: [ada]", with: "    llm: [bo, lin]")
    try hub.folder.write(settings, to: "hub/catalog/hub.yaml")
    let printed = try hub.run("init", "--forge", "github", "--forge", "gitlab", "--print", file)
    let probe = """
      import sys, codeowners
      owners = codeowners.CodeOwners(sys.stdin.read())
      for path in sys.argv[1:]: print(path, *[name for _, name in owners.of(path)])
      """
    let paths = ["catalog/models/llm/x/model.yaml", "catalog/models/audio/x/model.yaml", "ci/check"]
    let finished = try Command(PythonTool.path("python3"), ["-c", probe] + paths).run(input: printed.output)
    #expect(
      finished.outputText == "\(paths[0]) @bo @lin\n\(paths[1]) @ada\n\(paths[2]) @ada\n",
      "\(finished.errorText)")
  }

  @Test("every YAML file passes yamllint")
  func yaml() throws {
    let rules =
      "{extends: default, rules: {line-length: {max: 120}, document-start: disable, "
      + "truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}"
    let files = try Self.hub.get().files().filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
    #expect(files.count > 10)
    let finished = try Self.lint("yamllint", ["--strict", "-d", rules] + files)
    #expect(finished.status.isSuccess, "\(finished.outputText)")
  }

  @Test(
    "every script passes shellcheck, with its optional checks but those on style and on variables that CI sets"
  )
  func shell() throws {
    let hub = try Self.hub.get()
    let scripts = try hub.files().filter {
      try $0 == "ci/environment" || hub.read($0).hasPrefix("#!/bin/sh\n")
    }
    #expect(scripts.count >= 6)
    let finished = try Self.lint(
      "shellcheck", ["--external-sources", "--enable=all", "--exclude=SC2154,SC2250,SC2310,SC2312"] + scripts)
    #expect(finished.status.isSuccess, "\(finished.outputText)")
    for script in scripts where script != "ci/environment" {
      #expect(FileManager.default.isExecutableFile(atPath: "\(hub.path)/\(script)"), "\(script)")
    }
  }

  @Test("settings and people fit their schemas, and each schema fits that of schemas")
  func schemas() throws {
    let hub = try Self.hub.get()
    for (schema, file) in [("hub", "hub.yaml"), ("person", "people/ada.yaml")] {
      let finished = try hub.run(
        "schema", "validate", "--format-assertion", "--schema", "catalog/schema/\(schema).schema.json",
        "catalog/\(file)")
      #expect(finished.status.isSuccess, "\(finished.outputText)")
    }
  }

  @Test("no expression of a workflow stands in a script: words from outside come by the environment")
  func expressions() throws {
    let hub = try Self.hub.get()
    for file in try hub.files() where file.hasPrefix(".github/workflows/") {
      var isScript = false
      var indentation = 0
      for line in try hub.read(file).split(separator: "\n") {
        let depth = line.prefix { $0 == " " }.count
        if isScript, depth <= indentation { isScript = false }
        if line.contains(" run: ") || line.hasSuffix("run: |") {
          (isScript, indentation) = (true, depth)
        }
        #expect(!(isScript && line.contains("${{")), "\(file): \(line)")
      }
    }
  }
}
