import ArgumentParser
import Documents
import GitHubClient
import SSHSignatures

struct AuthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auth",
    abstract: "Who you are on this machine: name, signing key, and the token for GitHub.",
    discussion: """
      A token is needed to send pull requests only. It is looked for in MODELHUB_GITHUB_TOKEN, GITHUB_TOKEN, GH_TOKEN,
      the file that `login` writes (readable by you alone), and gh, in that order; MODELHUB_DEFAULT_TOKEN is the
      registry's and comes last. No command shows it, logs it, or hands it to another program.

      EXAMPLES
        modelhub auth login
        modelhub auth status
      """,
    subcommands: [AuthLoginCommand.self, AuthStatusCommand.self, AuthLogoutCommand.self])
}

struct AuthStatusCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say who git says you are, which key signs, and whose token counts.",
    discussion: """
      GitHub is asked who the token belongs to. The exit code is 1 where there is no token, or GitHub does not take it.

      EXAMPLES
        modelhub auth status
        modelhub auth status --json
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "One JSON object of {identity, key, token, login, scopes, state}.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let facts = try GitFacts(around: ".")
    let access = try GitHubAccess(console)
    let (state, user) = try token(access)
    if json {
      console.print(bytes: JSONWriter.file(document(facts, access, state, user).rootNode))
      return state == .good ? .clean : .findings
    }
    console.print("you    " + (facts.identity.map { "\($0)" } ?? "unknown; run `modelhub auth login`"))
    let key = try facts.publicKey.map { "\(try PublicKey($0))" }
    console.print("key    " + (key ?? "none; run `modelhub auth login --key FILE`"))
    console.print("token  " + words(access, state, user))
    return state == .good ? .clean : .findings
  }

  private enum TokenState: String { case good, refused, none }

  private func token(_ access: GitHubAccess) throws -> (TokenState, GitHubUser?) {
    guard access.source != nil else { return (.none, nil) }
    do throws(GitHubError) {
      return (.good, try access.github.user())
    } catch {
      guard error.code == .unauthorized else { throw error }
      return (.refused, nil)
    }
  }

  private func words(_ access: GitHubAccess, _ state: TokenState, _ user: GitHubUser?) -> String {
    guard let source = access.source, let user else {
      return access.source.map { "GitHub does not know the one in \($0.words)" }
        ?? "none; set MODELHUB_GITHUB_TOKEN, or run `modelhub auth login`"
    }
    let scopes = user.scopes.map { scopes in
      scopes.isEmpty
        ? ", which may not write: it has no scope" : ", with the scopes \(scopes.joined(separator: ", "))"
    }
    return "that of \(user.login), in \(source.words)\(scopes ?? "")"
  }

  private func document(
    _ facts: GitFacts, _ access: GitHubAccess, _ state: TokenState, _ user: GitHubUser?
  ) -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    for (key, value) in [
      ("identity", facts.identity.map { "\($0)" }), ("key", facts.publicKey), ("token", access.source?.words),
      ("login", user?.login), ("state", state.rawValue),
    ] {
      builder.key(key)
      if let value { builder.string(value) } else { builder.null() }
    }
    if let scopes = user?.scopes {
      builder.key("scopes")
      builder.beginArray()
      for scope in scopes { builder.string(scope) }
      builder.end()
    }
    builder.end()
    return builder.document()
  }
}

struct AuthLogoutCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget the token that `login` kept; git's settings stay.",
    discussion: """
      A token that an environment variable or gh holds is not touched; you are told of the variable.

      EXAMPLES
        modelhub auth logout
      """)

  @OptionGroup var global: GlobalOptions

  func perform(_ console: Console) throws -> Outcome {
    let file = try AuthFile.find()
    let wasThere = try file.forget(GitHubAccess.host(of: GitHubAccess.address))
    console.say(wasThere ? "Forgot the token in \(file.path)." : "There was no token in \(file.path).")
    if let variable = TokenSearch.variable(in: Environment.all) {
      console.say("The variable \(variable) holds one still.")
    }
    return .clean
  }
}

enum AuthFile {
  static func find() throws -> CredentialFile {
    guard let file = CredentialFile(environment: Environment.all) else {
      throw CommandError("There is no home folder to keep a token in; set HOME.")
    }
    return file
  }
}
