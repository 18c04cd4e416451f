import ArgumentParser
import FileTrees
import GitHubClient

struct AuthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auth",
    abstract: "Keep, show and forget the token for GitHub.",
    discussion: """
      A token is needed to send pull requests only. It is looked for in MODELHUB_GITHUB_TOKEN, GITHUB_TOKEN, GH_TOKEN,
      the file that `login` writes (readable by you alone), and gh, in that order; MODELHUB_DEFAULT_TOKEN is the
      registry's and comes last.

      EXAMPLES
        modelhub auth login < token.txt
        modelhub auth status
      """,
    subcommands: [AuthLoginCommand.self, AuthStatusCommand.self, AuthLogoutCommand.self])
}

struct AuthLoginCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Keep a token, read from standard input.",
    discussion: """
      The token needs the scope `public_repo`. It is tried out first, and never shown.

      EXAMPLES
        modelhub auth login < token.txt
        gh auth token | modelhub auth login
      """)

  @OptionGroup var global: GlobalOptions

  func perform(_ console: Console) throws -> Outcome {
    let text = String(decoding: try FolderTree.readStandardInput(), as: UTF8.self)
    guard let token = Token(text) else { throw CommandError("Standard input holds no token.") }
    let address = environmentVariable("GITHUB_API_URL") ?? GitHub.standardAddress
    let github = try GitHub(address, token: token, transport: CurlTransport(), waiter: .system)
    let user = try github.user()
    let file = try AuthFile.find()
    try file.keep(token, for: GitHubAccess.host(of: address))
    console.say("Kept the token of \(user.login) in \(file.path).")
    return .clean
  }
}

struct AuthStatusCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say whose token counts, and where it was found.",
    discussion: "The exit code is 1 where there is none, or GitHub does not take it.")

  @OptionGroup var global: GlobalOptions

  func perform(_ console: Console) throws -> Outcome {
    let access = try GitHubAccess(console)
    guard let source = access.source else {
      console.print("No token. Set MODELHUB_GITHUB_TOKEN, or run `modelhub auth login`.")
      return .findings
    }
    do throws(GitHubError) {
      let user = try access.github.user()
      let scopes = user.scopes.map { $0.isEmpty ? ", without a scope" : ", scopes \($0.joined(separator: ", "))" }
      console.print("\(user.login), by \(source.words)\(scopes ?? "")")
      return .clean
    } catch {
      guard error.code == .unauthorized else { throw error }
      console.print("GitHub does not know the token in \(source.words).")
      return .findings
    }
  }
}

struct AuthLogoutCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget the token that `login` kept.")

  @OptionGroup var global: GlobalOptions

  func perform(_ console: Console) throws -> Outcome {
    let address = environmentVariable("GITHUB_API_URL") ?? GitHub.standardAddress
    let file = try AuthFile.find()
    let wasThere = try file.forget(GitHubAccess.host(of: address))
    console.say(wasThere ? "Forgot the token in \(file.path)." : "There was no token in \(file.path).")
    return .clean
  }
}

enum AuthFile {
  static func find() throws -> CredentialFile {
    guard let file = CredentialFile(environment: processEnvironment()) else {
      throw CommandError("There is no home folder to keep a token in; set HOME.")
    }
    return file
  }
}
