import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// `modelhub auth`: who somebody is on a machine.
@Suite(.enabled(if: GitHubStub.isThere, "needs ../shared/tools/github_stub.py"))
struct AuthCommandTests {
  let stub: GitHubStub
  let folder: TemporaryFolder
  let environment: [String: String]

  init() throws {
    stub = try GitHubStub(files: ["README.md": Array("x\n".utf8)])
    folder = try TemporaryFolder()
    environment = [
      "GITHUB_API_URL": stub.address, "HOME": try folder.makeFolder("home"), "GIT_CONFIG_NOSYSTEM": "1",
    ]
  }

  func auth(_ words: String..., input: String = "", with more: [String: String] = [:]) throws -> Finished {
    try ModelHubProgram.run(
      ["auth"] + words, in: folder.path, input: Array(input.utf8),
      environment: environment.merging(more) { $1 })
  }

  var file: String { "\(folder.path)/home/.config/modelhub/credentials.json" }

  @Test("a token is tried, kept where its owner alone can read it, told of, and forgotten")
  func token() throws {
    let none = try auth("status")
    #expect(
      none.status == .exited(1) && none.outputText.contains("token  none; set MODELHUB_GITHUB_TOKEN, or run"))
    let kept = try auth("login", input: "bot-secret-1\n")
    #expect(kept.status == .exited(0), "\(kept.errorText)")
    #expect(kept.errorText.contains("Kept the token of catalog-bot in \(file)."))
    var status = stat()
    #expect(unsafe stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let known = try auth("status")
    #expect(known.status == .exited(0))
    #expect(known.outputText.contains("token  that of catalog-bot, in \(file), with the scopes repo"))
    let other = try auth("status", with: ["GH_TOKEN": "maintainer-secret-2"])
    #expect(other.outputText.contains("that of maintainer, in the variable GH_TOKEN"))
    let gone = try auth("logout", with: ["GH_TOKEN": "x"])
    #expect(
      gone.errorText.contains("Forgot the token in \(file).")
        && gone.errorText.contains("The variable GH_TOKEN holds one still."))
    #expect(try auth("logout").errorText.contains("There was no token"))
    #expect(try auth("status").status == .exited(1))
  }

  @Test("what GitHub does not know is not kept, and said to be refused where a variable holds it")
  func refused() throws {
    let login = try auth("login", input: "wrong\n")
    #expect(login.status == .exited(2) && login.errorText.contains("GitHub does not know the token"))
    #expect(try auth("login", input: "two words").status == .exited(2))
    #expect(!FileManager.default.fileExists(atPath: file))
    let status = try auth("status", with: ["GITHUB_TOKEN": "wrong"])
    #expect(
      status.status == .exited(1)
        && status.outputText.contains("GitHub does not know the one in the variable GITHUB_TOKEN"))
  }

  @Test("name, address and key go into git's own settings for the person; a key that is none is refused")
  func identity() throws {
    let key = try SSHKeyPair(in: folder, named: "key")
    let done = try auth(
      "login", "--no-token", "--name", "Ada B.", "--email", "ada@example.org", "--key", key.publicPath)
    #expect(done.status == .exited(0), "\(done.errorText)")
    let text = String(decoding: try folder.read("home/.gitconfig"), as: UTF8.self)
    #expect(
      text.contains("name = Ada B.") && text.contains("signingkey = \(key.publicPath)")
        && text.contains("format = ssh"))
    let status = try auth("status").outputText
    #expect(
      status.contains("you    Ada B. <ada@example.org>") && status.contains("key    ssh-ed25519 SHA256:"),
      "\(status)")
    for bad in ["/gone", environment["HOME"] ?? ""] {
      #expect(try auth("login", "--no-token", "--key", bad).status == .exited(2))
    }
    #expect(try auth("login", "--no-token", "--name", "a\nb").status == .exited(2))
  }

  @Test("at a terminal it asks for what is missing, and the token does not show")
  func terminal() throws {
    let key = try SSHKeyPair(in: folder, named: "key")
    let session = try TerminalSession(
      ModelHubProgram.path, ["auth", "login"], in: folder.path, environment: environment,
      [
        .init("Your name", "Ada"), .init("Your e-mail address", "ada@example.org"),
        .init("key to sign with", key.publicPath), .init("A token for GitHub", "bot-secret-1"),
      ])
    #expect(session.exitCode == 0, "\(session.transcript)")
    #expect(session.transcript.contains("Kept the token of catalog-bot"))
    #expect(!session.transcript.contains("bot-secret-1"))
    let again = try TerminalSession(
      ModelHubProgram.path, ["auth", "login"], in: folder.path, environment: environment,
      [.init("A token for GitHub", "")])
    #expect(again.exitCode == 0 && !again.transcript.contains("Your name"))
    #expect(try auth("status").status == .exited(0))
  }
}
