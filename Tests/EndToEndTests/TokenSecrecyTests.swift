import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A token never leaves the process but in the one header that GitHub needs.
@Suite(
  .enabled(if: UpstreamScene.isPossible, "needs ../shared/tools and ../shared/upstream-split"), .serialized)
struct TokenSecrecyTests {
  static let secrets = GitHubStub.tokens.prefix(2).map { Array($0.utf8) }

  /// Programs in the place of git and gh that write down their arguments, their environment, and their parent's arguments.
  private func spy(_ scene: UpstreamScene) throws -> String {
    for program in ["git", "gh"] {
      let text = """
        #!/bin/sh
        { echo "\(program) $*"; env; tr '\\0' ' ' <"/proc/$PPID/cmdline"; echo; } >>'\(scene.folder.path)/spied'
        [ \(program) = git ] && exec /usr/bin/git "$@"
        exit 1

        """
      try scene.folder.write(text, to: "programs/\(program)", mode: 0o755)
    }
    return "\(scene.folder.path)/programs:/usr/bin:/bin"
  }

  /// Arguments of every process of this machine while a program runs, and environments of those that it started.
  private func watch(_ command: Command) throws -> (
    seen: [UInt8], status: ChildProcesses.ExitStatus?, errors: [UInt8], output: [UInt8]
  ) {
    var child = try ChildProcess(command)
    var (seen, output): ([UInt8], [UInt8]) = ([], [])
    let processes = { try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) } }
    while true {
      for id in try processes() {
        seen += FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
        let stat = FileManager.default.contents(atPath: "/proc/\(id)/stat").map {
          String(decoding: $0, as: UTF8.self)
        }
        let parent = stat?.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap {
          pid_t($0)
        }
        // What modelhub started, once it is another program: until then it is modelhub itself.
        guard program(parent) == ModelHubProgram.path, let own = program(id), own != ModelHubProgram.path
        else { continue }
        seen += FileManager.default.contents(atPath: "/proc/\(id)/environ") ?? Data()
      }
      guard case .bytes(let bytes) = try child.read(upTo: 1 << 16, within: .milliseconds(5)) else { continue }
      if bytes.isEmpty { break }
      output += bytes
    }
    let status = try child.finish(within: .seconds(60))
    return (seen, status, child.errorBytes, output)
  }

  private func program(_ id: pid_t?) -> String? {
    guard let id else { return nil }
    // Processes come and go.
    do { return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe") } catch {
      return nil
    }
  }

  private func contains(_ bytes: [UInt8], _ secret: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(String(decoding: secret, as: UTF8.self))
  }

  @Test(
    "no token is in an output, a file, a log, an argument, or another program's environment",
    arguments: [
      ["upstream", "status"], ["upstream", "plan", "--json"], ["upstream", "pr"],
      ["upstream", "pr", "--submit"],
      ["upstream", "pull"], ["auth", "status", "--json"], ["doctor", "--online"],
    ])
  func secrecy(words: [String]) throws {
    let scene = try UpstreamScene()
    try scene.set("rerank/minicpm-reranker", "max_tokens", "2048")
    let path = try spy(scene)
    try scene.stub.arm(#"[{"kind": "slow", "seconds": 0.2, "times": 3}, {"kind": "bad_json", "after": 3}]"#)
    var environment = scene.environment(token: GitHubStub.tokens[0])
    for (name, value) in ["PATH": path, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1790812800"] {
      environment[name] = value
    }
    environment["MODELHUB_DEFAULT_TOKEN"] = GitHubStub.tokens[1]
    let run = try watch(Command(ModelHubProgram.path, words, environment: environment, folder: scene.hub))
    #expect(
      run.status == .exited(0) || words.first == "doctor", "\(String(decoding: run.errors, as: UTF8.self))")
    try check(scene, run.seen + run.output + run.errors)
    // The watch and the spies did see something.
    #expect(contains(run.seen, Array("upstream".utf8)) || words.first != "upstream")
    #expect(FileManager.default.fileExists(atPath: "\(scene.folder.path)/spied") || words.first != "upstream")
  }

  @Test("gh is asked without a token at hand, and what it says shows nowhere either")
  func gh() throws {
    let scene = try UpstreamScene()
    let path = try spy(scene)
    try scene.folder.write(
      "#!/bin/sh\nenv >>'\(scene.folder.path)/spied'\nprintf '%s' bot-sec; echo ret-1\n", to: "programs/gh",
      mode: 0o755)
    let variables = ["PATH": path, "MODELHUB_DEFAULT_TOKEN": GitHubStub.tokens[1]]
    let status = try scene.run(["auth", "status"], variables)
    #expect(status.outputText.contains("that of catalog-bot, in GitHub's command line (gh)"))
    try check(scene, status.output + Array(status.errorText.utf8))
  }

  @Test("a token that GitHub refuses, or repeats in its answer, does not show in the error")
  func errors() throws {
    let scene = try UpstreamScene()
    let body = #""body": {"message": "you sent bot-secret-1 here"}"#
    for status in [401, 403, 422, 500] {
      try scene.stub.arm(#"{"kind": "status", "status": \#(status), \#(body), "times": 9}"#)
      let finished = try scene.run("upstream", "pr", "--submit", token: GitHubStub.tokens[0])
      #expect(finished.status == .exited(2))
      #expect(!contains(finished.output + Array(finished.errorText.utf8), Self.secrets[0]), "\(status)")
      try scene.stub.disarm()
    }
  }

  /// The places of a secret, with what stands around them.
  private func leaks(in bytes: [UInt8], _ secret: [UInt8]) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self).replacing("\0", with: " ")
    return text.ranges(of: String(decoding: secret, as: UTF8.self)).map { place in
      let start = text.index(place.lowerBound, offsetBy: -60, limitedBy: text.startIndex) ?? text.startIndex
      return String(text[start..<place.upperBound])
    }
  }

  /// Looks through all that was said and written; only the stub's own settings may hold a token.
  private func check(_ scene: UpstreamScene, _ said: [UInt8]) throws {
    for secret in Self.secrets {
      #expect(leaks(in: said, secret).isEmpty)
      for root in [scene.folder.path, scene.stub.folder.path] {
        for file in try FileManager.default.subpathsOfDirectory(atPath: root) where file != "stub.json" {
          // Git's own programs take part in what is looked for.
          guard file != "programs/gh", let bytes = FileManager.default.contents(atPath: "\(root)/\(file)")
          else { continue }
          #expect(leaks(in: Array(bytes), secret).isEmpty, "\(file)")
        }
      }
    }
  }
}
