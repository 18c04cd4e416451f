import ChildProcesses
import FoundationEssentials
import TestSupport

/// A team with a registry on a server of its own, guarded by the hook, and a clone for each person.
final class ReviewTeam {
  /// How the clones reach the server.
  enum Way: String, CaseIterable, Sendable {
    case path, http, ssh
  }

  let folder: TemporaryFolder
  let way: Way
  private let http: HTTPGitServer?
  private let ssh: SSHServer?
  private var keys: [String: SSHKeyPair] = [:]
  /// The time of the commands, in seconds since 1970; nil leaves it to the clock.
  var time: Int?

  static let hub = """
    roles:
      admins: [ada]
      reviewers:
        llm: [lin, ada]
        audio: [lin]
    audiences:
      insiders: [lin]
    """

  /// Founds a registry with ada, an admin, and lin, a reviewer.
  init(_ way: Way, hook: Bool = true) throws {
    self.way = way
    folder = try TemporaryFolder()
    http = way == .http ? try HTTPGitServer(root: folder.path) : nil
    ssh = way == .ssh ? try SSHServer() : nil
    let seed = try GitFixture(in: folder, named: "seed")
    try seed.write(Self.hub + "\n", to: "catalog/hub.yaml")
    for login in ["ada", "lin"] {
      let key = try key(of: login).publicLine
      try seed.write(
        "name: \(login)\nemails: [\(login)@example.org]\nkeys:\n  - key: \(key)\n    valid_from: 2026-01-01\n",
        to: "catalog/people/\(login).yaml")
    }
    try seed.write(Self.entry("base-model"), to: "catalog/models/llm/base-model/model.yaml")
    try seed.write("# base-model\n\nA model.\n", to: "catalog/models/llm/base-model/README.md")
    try seed.commitAll("Found the registry")
    try seed.git("clone", "-q", "--bare", seed.path, server)
    try seed.git("-C", server, "config", "http.receivepack", "true")
    if hook {
      try folder.write(
        "#!/bin/sh\nexec \(ModelHubProgram.path) git-hook pre-receive\n", to: "hub.git/hooks/pre-receive",
        mode: 0o755)
    }
  }

  /// The bare repository on the server.
  var server: String { "\(folder.path)/hub.git" }

  /// A valid entry.
  static func entry(_ name: String, context: Int = 32768, ability: String = "generate") -> String {
    """
    hub:
      license: Apache-2.0  # as the card says
    model:
      - version: 2
        model_name: \(name)
        model_lang: [en]
        model_ability: [\(ability)]
        model_description: A model for tests.
        context_length: \(context)
        model_specs:
          - model_format: pytorch
            model_size_in_billions: 7
            model_src:
              huggingface:
                model_id: org/\(name)
                model_revision: 0123456789abcdef0123456789abcdef01234567
                quantizations: [none]
        updated_at: 1790000000

    """
  }

  func key(of login: String) throws -> SSHKeyPair {
    if let key = keys[login] { return key }
    let key = try SSHKeyPair(in: folder, named: "key-\(login)")
    keys[login] = key
    return key
  }

  private var url: String {
    switch way {
    case .path: server
    case .http: http?.url("hub.git") ?? ""
    case .ssh: ssh?.url(server) ?? ""
    }
  }

  private var environment: [String: String] {
    var variables = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0",
    ]
    if let ssh {
      variables["GIT_SSH_COMMAND"] = (ssh.sshCommand + ["-i", ssh.key.path]).joined(separator: " ")
    }
    if let time { variables["SOURCE_DATE_EPOCH"] = "\(time)" }
    return variables
  }

  /// Clones the registry for somebody, who signs with a key of their own.
  func clone(for login: String) throws {
    let path = "\(folder.path)/\(login)"
    var words = ["clone", "-q", url, path]
    if let http {
      let helper = "!f() { echo username=\(http.user); echo password=\(http.secret); }; f"
      words = [
        "-c", "credential.helper=\(helper)", "clone", "-q", "-c", "credential.helper=\(helper)", url, path,
      ]
    }
    try run("git", words, in: folder.path)
    for (name, value) in [
      ("user.name", login), ("user.email", "\(login)@example.org"), ("gpg.format", "ssh"),
      ("user.signingkey", try key(of: login).path),
    ] { try git(login, "config", name, value) }
  }

  /// Writes a file in somebody's clone.
  func write(_ text: String, to file: String, for login: String) throws {
    try folder.write(text, to: "\(login)/\(file)")
  }

  /// Runs git in somebody's clone.
  @discardableResult
  func git(_ login: String, _ words: String...) throws -> String {
    try run("git", words, in: "\(folder.path)/\(login)")
  }

  @discardableResult
  private func run(_ program: String, _ words: [String], in folder: String) throws -> String {
    let all = GitFixture.environment.merging(environment) { $1 }
    let finished = try Command(program, words, environment: all, folder: folder).run(timeout: .seconds(60))
    guard finished.status.isSuccess else {
      throw TestSupportError("\(program) \(words): \(finished.errorText)")
    }
    return finished.outputText
  }

  /// Runs the program in somebody's clone, whether it succeeds or not.
  func attempt(_ login: String, _ words: String...) throws -> Finished {
    try ModelHubProgram.run(words, in: "\(folder.path)/\(login)", environment: environment)
  }

  /// Runs the program in somebody's clone, gives back its output, and fails where it fails.
  @discardableResult
  func modelhub(_ login: String, _ words: String...) throws -> String {
    let finished = try ModelHubProgram.run(words, in: "\(folder.path)/\(login)", environment: environment)
    guard finished.status.isSuccess else {
      throw TestSupportError(
        "modelhub \(words): \(finished.status): \(finished.outputText)\(finished.errorText)")
    }
    return finished.outputText
  }

  /// Runs a line of shell in somebody's clone, with the program at hand.
  func shell(_ login: String, _ line: String) throws -> Finished {
    let programs = String(ModelHubProgram.path.dropLast("/modelhub".count))
    var variables = GitFixture.environment.merging(environment) { $1 }
    for name in variables.keys where name.hasPrefix("GIT_AUTHOR") || name.hasPrefix("GIT_COMMITTER") {
      variables[name] = nil
    }
    variables["PATH"] = "\(programs):/usr/bin:/bin"
    return try Command(
      "sh", ["-c", "{ \(line); } 2>&1"], environment: variables, folder: "\(folder.path)/\(login)"
    )
    .run(timeout: .seconds(60))
  }

  /// A review as somebody's clone sees it.
  func state(of id: String, for login: String) throws -> String {
    struct Review: Decodable {
      let state: String
    }
    return try JSONDecoder().decode(
      Review.self, from: Data(modelhub(login, "review", "show", id, "--json").utf8)
    ).state
  }
}
