import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// `modelhub init`, as a user runs it.
@Suite struct InitCommandTests {
  @Test("a new registry has no findings, builds, and its files are those that were named")
  func isWhole() throws {
    let hub = try NewHub(["--forge", "github", "--forge", "gitlab"])
    #expect(hub.created.map { String($0.dropFirst("created  ".count)) } == (try hub.files()))
    let validated = try hub.run("validate", "--strict")
    #expect(validated.status.isSuccess, "\(validated.outputText)")
    let built = try hub.run("build", "--out", "public")
    #expect(built.status.isSuccess, "\(built.errorText)")
    #expect(try hub.read("public/people/ada/index.html").contains("Ada"))
  }

  @Test(
    "the program works alone: from a folder with nothing beside it, init, validate and build are complete")
  func alone() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: ModelHubProgram.path, toPath: "\(folder.path)/program")
    let home = try folder.makeFolder("home")
    try folder.write("[user]\n\tname = Bo\n\temail = bo.li+x@example.org\n", to: "home/.gitconfig")
    let variables = ["HOME": home, "PATH": "/nonexistent", "LC_ALL": "C.UTF-8"]
    for words in [["init", "lab"], ["validate", "-C", "lab"], ["build", "-C", "lab", "--out", "site"]] {
      let program = Command("\(folder.path)/program", words, environment: variables, folder: folder.path)
      let finished = try program.run(timeout: .seconds(120))
      #expect(finished.status.isSuccess, "\(words): \(finished.errorText)")
      // `git add` is of no use before there is a repository.
      if words[0] == "init" { #expect(finished.errorText.contains("git init -b main")) }
    }
    let page = String(decoding: try folder.read("lab/site/index.html"), as: UTF8.self)
    #expect(page.contains("lab") && FileManager.default.fileExists(atPath: "\(folder.path)/lab/site/assets"))
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/lab/catalog/people/bo.li.yaml"))
  }

  @Test("nothing is ever overwritten: what is there stays, byte for byte, and is told apart")
  func keeps() throws {
    let hub = try NewHub()
    let again = try hub.run("init")
    #expect(!again.errorText.contains("git init"))
    #expect(again.outputText.split(separator: "\n").allSatisfy { $0.hasPrefix("unchanged  ") })
    for file in try hub.files() { try hub.folder.write("mine", to: "hub/\(file)") }
    try hub.folder.write(
      "registry:\n  title: mine\nroles:\n  admins: [bo]\n", to: "hub/catalog/hub.yaml")
    let third = try hub.run("init", "--json")
    #expect(third.status.isSuccess)
    #expect(!third.outputText.contains("created") && third.outputText.contains(#""outcome": "kept""#))
    #expect(third.errorText.contains("init --print"))
    for file in try hub.files() where file != "catalog/hub.yaml" {
      #expect(try hub.read(file) == "mine", "\(file)")
    }
  }

  @Test("--print shows one file and writes nothing; CODEOWNERS follows the roles that hub.yaml has by now")
  func prints() throws {
    let hub = try NewHub()
    let settings = try hub.read("catalog/hub.yaml").replacing("    llm: [ada]", with: "    llm: [ada, lin]")
    try hub.folder.write(settings, to: "hub/catalog/hub.yaml")
    let owners = try hub.run("init", "--print", ".github/CODEOWNERS")
    #expect(owners.outputText.contains("/catalog/models/llm/ @ada @lin\n"))
    let unknown = try hub.run("init", "--print", "nothing")
    #expect(unknown.status == .exited(2) && unknown.errorText.contains("‘nothing’"))
  }

  @Test(
    "the remote says which forge it is, where pages are edited, and where the site will be",
    arguments: [
      (
        "git@github.com:Acme/models.git", ".github/workflows/check.yml", "https://github.com/Acme/models",
        "https://acme.github.io/models/"
      ),
      (
        "https://user:secret@github.com/acme/models", ".github/workflows/check.yml",
        "https://github.com/acme/models",
        "https://acme.github.io/models/"
      ),
      (
        "ssh://git@gitlab.example.org:2222/group/sub/models.git", ".gitlab-ci.yml",
        "https://gitlab.example.org/group/sub/models", nil
      ),
    ])
  func remotes(origin: String, file: String, web: String, site: String?) throws {
    let hub = try NewHub(origin: origin)
    #expect(hub.created.contains("created  \(file)"))
    let settings = try hub.read("catalog/hub.yaml")
    #expect(settings.contains("\n  repository: \(web)\n"))
    #expect(settings.contains(site.map { "\n  base_url: \($0)\n" } ?? "\n  # base_url: "))
    #expect(!settings.contains("secret"))
  }

  @Test("who git does not know is asked to say who it is, and nothing is written")
  func unknownPerson() throws {
    let folder = try TemporaryFolder()
    let finished = try ModelHubProgram.run(["init", "lab"], in: folder.path)
    #expect(finished.status == .exited(2) && finished.errorText.contains("git config --global user.name"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(
    "with an upstream tree it starts with an entry for each of its models, none of them with an error",
    .enabled(if: SharedData.has("upstream-split/xinference"), "needs ../shared/upstream-split"))
  func fromUpstream() throws {
    let hub = try NewHub(["--from", SharedData.url("upstream-split").path])
    let models = SharedData.files(below: "upstream-split/xinference/model", ending: ".json")
      .filter { $0.contains("/models/") }
    let entries = try hub.files().filter { $0.hasSuffix("/model.yaml") }
    #expect(!models.isEmpty && entries.count == models.count)
  }
}
