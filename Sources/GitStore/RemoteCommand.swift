import ChildProcesses
import Glibc

extension Transfer {
  /// The program that talks git's protocol with the remote.
  func command(for service: String) -> Command {
    switch url.route {
    case .path(let path):
      // An absolute path is never taken for an option.
      let target = path.hasPrefix("/") ? path : "\(folder)/\(path)"
      return Command("git", [service, target], environment: environment())
    case .ssh(let destination):
      var arguments = Array(access.sshCommand.dropFirst())
      // Without a terminal nobody could answer a question.
      arguments += ["-o", "BatchMode=yes"]
      if let key = access.sshKeyFile { arguments += ["-i", key, "-o", "IdentitiesOnly=yes"] }
      if let port = destination.port { arguments += ["-p", "\(port)"] }
      arguments.append(destination.user.map { "\($0)@\(destination.host)" } ?? destination.host)
      arguments.append("git-\(service) \(Self.quoted(destination.path))")
      return Command(access.sshCommand.first ?? "ssh", arguments, environment: environment())
    case .http:
      // libgit2 speaks HTTP itself; this is never asked for.
      return Command("false")
    }
  }

  /// The path as one word of the shell at the other end.
  private static func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// The environment without what points to the repository that a hook runs in.
  private func environment() -> [String: String] {
    var environment = access.environment ?? Self.ownEnvironment()
    for name in [
      "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
      "GIT_ALTERNATE_OBJECT_DIRECTORIES",
      "GIT_QUARANTINE_PATH", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_SHALLOW_FILE",
      "GIT_GRAFT_FILE",
      // libgit2 speaks the first version of the protocol.
      "GIT_PROTOCOL",
    ] { environment[name] = nil }
    // The messages are looked at for what went wrong.
    environment["LC_ALL"] = "C"
    return environment
  }

  private static func ownEnvironment() -> [String: String] {
    var own: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      if let (name, value) = unsafe RemoteURL.split(String(cString: entry), at: "=") { own[name] = value }
      unsafe next += 1
    }
    return own
  }

  /// Keeps why a program ended that talked to the remote.
  func recordEnd(of errors: String, status: ExitStatus) {
    let hints: [(text: String, code: GitStoreError.Code, advice: String)] = [
      (
        "Host key verification failed", .untrustedServer, "Connect once with `ssh`, and check the host's key."
      ),
      (
        "HOST IDENTIFICATION HAS CHANGED", .untrustedServer,
        "Check the host's key before you change known_hosts."
      ),
      (
        "Permission denied (", .authentication, "Load your key with `ssh-add`, and register it at the server."
      ),
      ("Too many authentication failures", .authentication, "Name the key file to use."),
      ("Could not resolve hostname", .network, "Check the address."),
      ("Connection refused", .network, "Check the address and the port."),
      ("timed out", .network, "Check the connection."),
      ("dubious ownership", .foreignOwner, "Run `git config --global --add safe.directory PATH` there."),
      ("does not appear to be a git repository", .notFound, "Check the path."),
      ("not found", .notFound, "Check the path, and whether you may see the repository."),
      ("No such file", .notFound, "Check the path."),
    ]
    let hint = hints.first { errors.contains($0.text) }
    let said = singleLine(errors)
    record(
      GitStoreError(
        hint?.code ?? .network, "The remote \(url) ended the connection\(said.isEmpty ? "" : ": \(said)").",
        advice: hint?.advice ?? "Check the address and the connection, and try again."))
  }
}
