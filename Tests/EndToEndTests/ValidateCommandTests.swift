import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The options of `validate` that need git, or that write files.
@Suite struct ValidateCommandTests {
  let repository: GitFixture

  init() throws {
    repository = try GitFixture()
    for name in ["alpha", "beta"] {
      try repository.write(Self.entry(name), to: "catalog/models/llm/\(name)/model.yaml")
      try repository.write("# \(name)\n\nA model of its own.\n", to: "catalog/models/llm/\(name)/README.md")
    }
    try repository.commitAll()
  }

  static func entry(_ name: String, hub: String = "maintainers: []  # nobody yet") -> String {
    "hub:\n  \(hub)\nmodel:\n  - version: 2\n    model_name: \(name)\n    updated_at: 1790000000\n"
  }

  func validate(_ words: String...) throws -> Finished {
    try ModelHubProgram.run(["validate"] + words, in: repository.path)
  }

  @Test("only what a branch changed is checked: committed, uncommitted and new, and not what main did since")
  func changedSince() throws {
    #expect(try validate("--changed-since", "main").outputText.contains("0 entries checked"))
    try repository.git("checkout", "-q", "-b", "work")
    try repository.write(Self.entry("alpha", hub: "tagz: []"), to: "catalog/models/llm/alpha/model.yaml")
    #expect(try validate("--changed-since", "main").outputText.contains("1 entry checked"))
    try repository.commitAll()
    try repository.write(Self.entry("gamma"), to: "catalog/models/llm/gamma/model.yaml")
    let run = try validate("--changed-since", "main")
    #expect(run.outputText.contains("2 entries checked"))
    #expect(run.outputText.contains("alpha/model.yaml:2:3: error: ‘hub:’ has no key ‘tagz’"))
    try repository.git("checkout", "-q", "main")
    try repository.write(Self.entry("beta", hub: "license: MIT"), to: "catalog/models/llm/beta/model.yaml")
    try repository.git("commit", "-qam", "main goes on")
    try repository.git("checkout", "-q", "work")
    #expect(try validate("--changed-since", "main").outputText.contains("2 entries checked"))
  }

  @Test("a commit is checked without a checkout, from a bare repository as well")
  func ref() throws {
    try repository.write(Self.entry("alpha", hub: "tagz: []"), to: "catalog/models/llm/alpha/model.yaml")
    #expect(try validate("--ref", "main").status.isSuccess)
    #expect(try validate().status == .exited(1))
    try repository.git("clone", "-q", "--bare", ".", "bare")
    let bare = try ModelHubProgram.run(["validate", "--ref", "main"], in: repository.path + "/bare")
    #expect(bare.outputText.contains("2 entries checked"), "\(bare.errorText)")
    let missing = try validate("--ref", "nowhere")
    #expect(missing.status == .exited(2))
  }

  @Test("--fix mends what it can, keeps comments, and has nothing to do the second time")
  func fix() throws {
    let path = "catalog/models/llm/alpha/model.yaml"
    try repository.write("\u{FEFF}" + Self.entry("alpha", hub: "maintaners: []  # nobody yet"), to: path)
    #expect(try validate().status == .exited(1))
    let run = try validate("--fix")
    #expect(run.status.isSuccess, "\(run.outputText)")
    #expect(run.errorText.contains("mended catalog/models/llm/alpha/model.yaml"))
    #expect(try repository.git("status", "--porcelain") == "")
    #expect(try validate("--fix").errorText == "")
  }

  @Test("a baseline takes today's findings out and lets tomorrow's through")
  func baseline() throws {
    try repository.write(
      Self.entry("alpha", hub: "license: Nonsense-1"), to: "catalog/models/llm/alpha/model.yaml")
    let first = try validate("--strict", "--write-baseline", "baseline.json")
    #expect(first.status == .exited(1))
    #expect(try validate("--strict", "--baseline", "baseline.json").status.isSuccess)
    try repository.write(
      Self.entry("beta", hub: "license: Nonsense-2"), to: "catalog/models/llm/beta/model.yaml")
    let later = try validate("--strict", "--baseline", "baseline.json")
    #expect(later.status == .exited(1))
    #expect(later.outputText.contains("Nonsense-2") && !later.outputText.contains("Nonsense-1"))
  }

  @Test("--online tells which repositories are missing, asks nothing twice, and without it nobody is asked")
  func online() throws {
    let server = try HubServer()
    try server.add("{}", at: "huggingface/there/yes/config.json")
    for (name, id) in [("alpha", "there/yes"), ("beta", "there/no")] {
      let source =
        "{huggingface: {model_id: \(id), model_revision: \(HubServer.commit), quantizations: [none]}}"
      let spec =
        "    model_specs:\n      - model_format: pytorch\n        model_size_in_billions: 7\n        model_src: "
      try repository.write(
        Self.entry(name) + spec + source + "\n", to: "catalog/models/llm/\(name)/model.yaml")
    }
    let cache = try TemporaryFolder()
    let environment = ["HF_ENDPOINT": server.address, "XDG_CACHE_HOME": cache.path]
    func run(_ words: String...) throws -> Finished {
      try ModelHubProgram.run(["validate"] + words, in: repository.path, environment: environment)
    }
    #expect(try !run().outputText.contains("missing-repository"))
    #expect(try server.requests.isEmpty)
    let first = try run("--online")
    #expect(first.status.isSuccess, "\(first.errorText)")
    #expect(first.outputText.contains("beta/model.yaml:10:"), "\(first.outputText)")
    #expect(first.outputText.contains("‘there/no’"))
    #expect(!first.outputText.contains("there/yes"))
    let asked = try server.requests.count
    #expect(asked == 3)
    #expect(try run("--online").outputText == first.outputText)
    #expect(try server.requests.count == asked)
    #expect(try run("--online", "--strict").status == .exited(1))
  }
}
