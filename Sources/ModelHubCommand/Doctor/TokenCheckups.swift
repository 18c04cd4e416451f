import ChildProcesses
import Documents
import SourceText

/// The tokens that the environment gives; none of them is ever shown.
enum TokenCheckups {
  private static let names = ["MODELHUB_GITHUB_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "MODELHUB_DEFAULT_TOKEN"]

  static func all(asking online: Bool) -> [Checkup] {
    let tokens = names.compactMap { name in environmentVariable(name).map { (name, $0) } }
    guard !tokens.isEmpty else {
      return [
        .good("token", "There is no token in the environment; only pull requests to upstream need one")
      ]
    }
    return tokens.map { name, token in
      online ? asked(name, token) : .good("token", "\(name) is set")
    }
  }

  /// What GitHub says of a token.
  private static func asked(_ name: String, _ token: String) -> Checkup {
    guard
      token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      )
    else {
      return .problem("token", "\(name) holds what cannot be a token.", remedy: "unset \(name)")
    }
    let address = environmentVariable("GITHUB_API_URL") ?? "https://api.github.com"
    // By standard input: an argument could be read by others on this machine.
    let settings = """
      url = "\(address)/user"
      header = "Authorization: Bearer \(token)"
      header = "Accept: application/vnd.github+json"
      header = "User-Agent: modelhub"
      silent
      include
      max-time = 30
      """
    let finished: Finished
    do {
      finished = try Command("curl", ["--config", "-"], environment: Environment.withoutTokens).run(
        input: Array(settings.utf8), timeout: .seconds(40))
    } catch {
      return .warning(
        "token", "GitHub could not be asked about \(name): \(error)", remedy: "apt-get install curl")
    }
    return verdict(on: name, answer: finished.outputText)
  }

  private static func verdict(on name: String, answer: String) -> Checkup {
    let lines = answer.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let status = lines.first?.split(separator: " ").dropFirst().first else {
      return .warning("token", "GitHub did not answer about \(name).", remedy: "modelhub doctor --online")
    }
    guard status == "200" else {
      return .problem("token", "GitHub refuses \(name), with status \(status).", remedy: "unset \(name)")
    }
    let body = lines.drop { !$0.isEmpty }.dropFirst().joined(separator: "\n")
    let document = DocumentReader.read(SourceText(path: "answer", bytes: Array(body.utf8)), as: .json)
      .document
    let login = document?.rootNode["login"]?.string ?? "somebody"
    let header = lines.prefix { !$0.isEmpty }.first { $0.lowercased().hasPrefix("x-oauth-scopes:") }
    guard let header else {
      return .good(
        "token", "\(name) is a fine-grained token of \(login); what it may do shows when it is used")
    }
    let scopes = header.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
    let words = scopes.split { $0 == "," || $0 == " " }
    guard words.contains("repo") || words.contains("public_repo") else {
      return .problem(
        "token", "\(name), of \(login), may not write: it lacks the scope public_repo.",
        remedy: "gh auth refresh --scopes public_repo")
    }
    return .good("token", "\(name) is \(login)'s and may write")
  }
}
