import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The sessions in `docs/upstream.md` are what the program prints.
@Suite(.enabled(if: UpstreamScene.isPossible, "needs ../shared/tools and ../shared/upstream-split"))
struct UpstreamGuideTests {
  @Test("every command in the guide to upstream prints what the guide says")
  func guide() throws {
    let team = try UpstreamTeam()
    let commands = try GuideSessions(path: "docs/upstream.md").check(
      knows: team.knows, meanwhile: team.happen, run: team.run)
    #expect(commands > 15)
  }
}

/// A registry on a server with two people, ada and lin; a clone of Xinference's repository; and GitHub.
private final class UpstreamTeam {
  private let stub: GitHubStub
  private let folder: TemporaryFolder
  private var time = 1_795_510_800  // 2026-11-24, 09:00 in UTC.
  private var standIns = StandIns()
  private static let people = ["ada", "lin"]
  private static let readme = """
    Sorts passages by how well they answer a question, in English and Chinese. It takes half a gigabyte of memory, and runs
    on a processor as well. Passages of more than a thousand tokens are cut. Launch it with `xinference launch`.
    """

  init() throws {
    stub = try GitHubStub(files: UpstreamScene.upstream())
    folder = try TemporaryFolder()
    let seed = try GitFixture(in: folder, named: "seed")
    for person in Self.people {
      try folder.makeFolder("home-\(person)")
      _ = try SSHKeyPair(in: folder, named: "key-\(person)")
    }
    try shell("git clone -q \(stub.path()) ../inference", by: "ada", in: "seed")
    try settle("ada", in: "seed")
    try shell("modelhub init --from ../inference --title 'Our models'", by: "ada", in: "seed")
    let key = String(decoding: try folder.read("key-lin.pub"), as: UTF8.self).filter { !$0.isNewline }
    try folder.write(
      "name: Lin\nemails: [lin@example.org]\nkeys:\n  - key: \(key)\n    valid_from: 2026-01-01\n",
      to: "seed/catalog/people/lin.yaml")
    let hub = String(decoding: try folder.read("seed/catalog/hub.yaml"), as: UTF8.self)
    try folder.write(
      hub.replacing("rerank: [ada]", with: "rerank: [ada, lin]")
        .replacing(
          "  # base_url: https://models.example.org/", with: "  base_url: https://models.example.org/"),
      to: "seed/catalog/hub.yaml")
    try seed.commitAll("Start the registry")
    try shell("git clone -q --bare . ../hub.git", by: "ada", in: "seed")
    for person in Self.people {
      try shell("git clone -q ../hub.git ../\(person)", by: person, in: "seed")
      try settle(person, in: person)
    }
    try folder.write("\(GitHubStub.tokens[0])\n", to: "home-lin/token.txt")
    let entry = String(
      decoding: try folder.read("ada/catalog/models/rerank/minicpm-reranker/model.yaml"), as: UTF8.self)
    try folder.write(
      entry.replacing("model_name: minicpm-reranker", with: "model_name: my-reranker")
        .replacing("  visibility: public", with: "  visibility: public\n  license: Apache-2.0"),
      to: "ada/catalog/models/rerank/my-reranker/model.yaml")
    try folder.write(
      "# my-reranker\n\n\(Self.readme)\n", to: "ada/catalog/models/rerank/my-reranker/README.md")
  }

  private func settle(_ person: String, in place: String) throws {
    for (name, value) in [
      ("user.name", person == "ada" ? "Ada" : "Lin"), ("user.email", "\(person)@example.org"),
      ("gpg.format", "ssh"), ("user.signingkey", "\(folder.path)/key-\(person).pub"),
    ] { try shell("git config \(name) '\(value)'", by: person, in: place) }
  }

  func knows(_ person: String) -> Bool { Self.people.contains(person) }

  /// What happens meanwhile on GitHub, as the guide's hidden lines have it.
  func happen(_ line: String) throws {
    let words = line.split(separator: " ")
    if line.contains("a maintainer merges"), let number = words.dropLast().last {
      try stub.ask("PUT", "/repos/xorbitsai/inference/pulls/\(number)/merge", "{}", by: GitHubStub.tokens[1])
    } else if line.contains("a maintainer edits") {
      let path = "xinference/model/rerank/models/minicpm-reranker.json"
      let text = try stub.git(["show", "main:\(path)"])
      try stub.commit(
        on: "main", path, text.replacing("\"max_tokens\": 1024", with: "\"max_tokens\": 8192") + "\n",
        author: "Maintainer", "fix the length")
    }
  }

  func run(_ command: String, _ person: String) throws -> [String] {
    time += 600
    let printed = try shell(standIns.restored(command), by: person, in: person).outputText
      .replacing("\(folder.path)/home-\(person)", with: "~").replacing(folder.path, with: "")
    var lines = printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in
      standIns.replaced(line.replacing(/SHA256:[A-Za-z0-9+\/]{43}/, with: "SHA256:…"))
    }
  }

  @discardableResult
  private func shell(_ line: String, by person: String, in place: String) throws -> Finished {
    let programs = String(ModelHubProgram.path.dropLast("/modelhub".count))
    let variables = [
      "PATH": "\(programs):/usr/bin:/bin", "HOME": "\(folder.path)/home-\(person)", "LC_ALL": "C.UTF-8",
      "TERM": "dumb", "SOURCE_DATE_EPOCH": "\(time)", "GITHUB_API_URL": stub.address,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    ]
    return try Command(
      "sh", ["-c", "{ \(line)\n} 2>&1"], environment: variables, folder: "\(folder.path)/\(place)"
    ).run(timeout: .seconds(120))
  }
}
