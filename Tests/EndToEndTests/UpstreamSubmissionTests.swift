import ChildProcesses
import Documents
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Sending by command: stopped at any instant, and by the payload's own script.
@Suite(.enabled(if: UpstreamScene.isPossible, "needs ../shared/tools and ../shared/upstream-split"))
struct UpstreamSubmissionTests {
  static let token = GitHubStub.tokens[0]
  static let fork = "catalog-bot/inference"

  /// Starts a submission and kills it as soon as GitHub has answered some requests and the next one is under way.
  ///
  /// Gives back false where it ended before.
  private func kill(_ scene: UpstreamScene, atRequest place: Int) throws -> Bool {
    let earlier = try scene.stub.requestCount
    let environment = scene.environment(token: Self.token).merging(["PATH": "/usr/bin:/bin"]) { $1 }
    var child = try ChildProcess(
      Command(
        ModelHubProgram.path, ["upstream", "pr", "--submit"], environment: environment, folder: scene.hub))
    while try scene.stub.requestCount < earlier + place, child.poll() == nil { usleep(3000) }
    usleep(60_000)
    return child.poll() == nil
    // The end of the value kills the program.
  }

  @Test(
    "a run that is killed at any request is finished by the next: one branch, one commit, one pull request",
    arguments: [#""kind": "slow", "seconds": 0.4"#, #""kind": "drop""#, #""kind": "drop", "apply": true"#])
  func killed(fault: String) throws {
    let scene = try UpstreamScene()
    try scene.set("rerank/minicpm-reranker", "max_tokens", "2048")
    try scene.submit(token: Self.token)
    let paths = try scene.stub.requests().map { $0["path"]?.text ?? "" }
    let first = try #require(paths.firstIndex(of: "/user"))
    #expect(paths.count - first > 12)
    var kills = 0
    for place in first..<paths.count {
      try scene.stub.reset()
      try scene.stub.arm("{\(fault), \"after\": \(place)}")
      let isKilled = try kill(scene, atRequest: place)
      if isKilled { kills += 1 }
      try scene.stub.disarm()
      try scene.submit(token: Self.token)
      let pulls = try scene.stub.pulls()
      #expect(pulls.map { $0["state"]?.text } == ["open"], "request \(place)")
      let branch = "chore/models-sync/user-catalog-bot/minicpm-reranker"
      #expect(
        try scene.stub.git(["rev-list", "--count", "main..\(branch)"], in: Self.fork) == "1",
        "request \(place)")
      let branches = try scene.stub.git(
        ["for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads"], in: Self.fork)
      #expect(branches == "\(branch)\nmain", "request \(place)")
    }
    #expect(kills > 12)
  }

  @Test("a payload's own script sends exactly the plan with gh, and its patch applies to the clone")
  func script() throws {
    let scene = try UpstreamScene()
    try scene.set("rerank/minicpm-reranker", "max_tokens", "2048")
    try scene.upstream("pr")
    let payload = "\(scene.hub)/upstream-pr/minicpm-reranker"
    try scene.folder.write(Self.gh, to: "programs/gh", mode: 0o755)
    var environment = GitFixture.environment
    environment["PATH"] = "\(scene.folder.path)/programs:/usr/bin:/bin"
    environment["API"] = scene.stub.address
    environment["GH_TOKEN"] = GitHubStub.tokens[1]
    let sent = try Command("sh", ["\(payload)/submit.sh"], environment: environment).run(
      timeout: .seconds(60))
    #expect(sent.status.isSuccess, "\(sent.errorText)")
    #expect(sent.outputText == "https://github.com/xorbitsai/inference/pull/1\n")
    func text(_ file: String) throws -> String {
      String(decoding: try scene.folder.read("hub/upstream-pr/minicpm-reranker/\(file)"), as: UTF8.self)
    }
    let branch = try text("branch.txt").filter { !$0.isNewline }
    let pull = try #require(try scene.stub.pulls(branch).first)
    #expect(try "\(pull["title"]?.text ?? "")\n" == text("title.txt"))
    #expect(try pull["body"]?.text == text("body.md"))
    #expect(pull["labels"]?.elements.map(\.text) == ["enhancement"])
    let clone = GitFixture(existing: "inference", in: scene.folder)
    try clone.git("apply", "--check", "\(payload)/changes.patch")
    try clone.git("apply", "--index", "\(payload)/changes.patch")
    #expect(try clone.git("write-tree") == scene.stub.git(["rev-parse", "\(branch)^{tree}"]))
    // What the script made is known again.
    let actions = try scene.submit().map { $0["action"] }
    #expect(actions == ["proposedElsewhere"])
  }

  /// As much of GitHub's command line as the script needs.
  static let gh = #"""
    #!/usr/bin/env python3
    import json, os, sys, urllib.request
    words = sys.argv[1:]
    assert words.pop(0) == "api", words
    method, body, query, path, silent = "GET", None, None, None, False
    while words:
        word = words.pop(0)
        if word == "--method": method = words.pop(0)
        elif word == "--input":
            name = words.pop(0)
            body = sys.stdin.buffer.read() if name == "-" else open(name, "rb").read()
        elif word == "--jq": query = words.pop(0)
        elif word == "--silent": silent = True
        else: path = word
    request = urllib.request.Request(f"{os.environ['API']}/{path}", body, method=method, headers={
        "Authorization": f"Bearer {os.environ['GH_TOKEN']}", "User-Agent": "gh", "Content-Type": "application/json"})
    value = json.load(urllib.request.urlopen(request))
    for key in query.strip(".").split(".") if query else []: value = value[key]
    if not silent: print(value)
    """#
}
