import ArgumentParser
import ChildProcesses
import FileTrees
import GitHubClient
import SSHSignatures

struct AuthLoginCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Tell this machine who you are: name, signing key, and a token for GitHub.",
    discussion: """
      Name, address and key go into git's own settings for you (`git config --global`), where git and modelhub find them.
      The token is read from standard input, at a terminal without showing it; it is tried out first, and kept in a
      file that you alone may read. It needs the scope `public_repo`, or the permissions to write contents and pull requests.

      EXAMPLES
        modelhub auth login                     asks for what is missing
        modelhub auth login < token.txt
        modelhub auth login --name Ada --email ada@example.org \\
          --key ~/.ssh/id_ed25519.pub --no-token
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("Your name, as commits have it.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Your e-mail address, as commits have it.", valueName: "address"))
  var email: String?

  @Option(help: ArgumentHelp("The SSH key to sign with.", valueName: "file"))
  var key: String?

  @Flag(name: .customLong("no-token"), help: "Keep no token.")
  var withoutToken = false

  func perform(_ console: Console) throws -> Outcome {
    let facts = try GitFacts(around: ".")
    let interview = Interview.isPossible ? Interview() : nil
    let settings = PersonalSettings()
    let isUnknown = facts.identity == nil
    try settings.set("user.name", name ?? answer("Your name", isUnknown, interview))
    try settings.set("user.email", email ?? answer("Your e-mail address", isUnknown, interview))
    let question = "The SSH key to sign with, such as ~/.ssh/id_ed25519.pub"
    try settings.set(key: key ?? answer(question, facts.publicKey == nil, interview))
    for line in settings.said { console.say(line) }
    return withoutToken ? .clean : try keepToken(interview, console)
  }

  /// What a person says where it is needed and there is somebody to ask; nil for nothing.
  private func answer(_ question: String, _ isNeeded: Bool, _ interview: Interview?) -> String? {
    guard isNeeded, let answer = interview?.ask("\(question) (Enter: leave it)") else { return nil }
    return answer.isEmpty ? nil : answer
  }

  private func keepToken(_ interview: Interview?, _ console: Console) throws -> Outcome {
    let text: String
    if interview != nil {
      text = HiddenLine.ask("A token for GitHub (not shown; Enter: none): ") ?? ""
      if text.isEmpty { return .clean }
    } else {
      text = String(decoding: try FolderTree.readStandardInput(), as: UTF8.self)
    }
    guard let token = Token(text) else {
      throw CommandError("Standard input holds no token. Say `modelhub auth login < FILE`, or --no-token.")
    }
    let address = GitHubAccess.address
    let user = try GitHub(address, token: token, transport: CurlTransport(), waiter: .system).user()
    let file = try AuthFile.find()
    try file.keep(token, for: GitHubAccess.host(of: address))
    console.say("Kept the token of \(user.login) in \(file.path).")
    if let variable = TokenSearch.variable(in: Environment.all) {
      console.say("The variable \(variable) is set, and counts before it.")
    }
    return .clean
  }
}

/// Git's settings for the person at this machine.
private final class PersonalSettings {
  private(set) var said: [String] = []

  func set(_ name: String, _ value: String?) throws {
    guard let value else { return }
    guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }), !value.isEmpty else {
      throw CommandError("‘\(name)’ has to be one line of text.")
    }
    let words = ["config", "--global", "--replace-all", name, value]
    let done = try Command("git", words, environment: Environment.withoutTokens).run()
    guard done.status.isSuccess else {
      throw CommandError("Git does not take the setting \(name): \(done.errorText.prefix(300))")
    }
    said.append("git: \(name) = \(value)")
  }

  /// Takes a key that can be read.
  func set(key: String?) throws {
    guard let key else { return }
    var path = key
    if key.hasPrefix("~/"), let home = environmentVariable("HOME") { path = home + key.dropFirst() }
    guard let full = CatalogLocation.realPath(path) else {
      throw CommandError("There is no key ‘\(key)’. `ssh-keygen -t ed25519` makes one.")
    }
    _ = try Signer(full, agentSocket: environmentVariable("SSH_AUTH_SOCK"))
    try set("gpg.format", "ssh")
    try set("user.signingkey", full)
  }
}
