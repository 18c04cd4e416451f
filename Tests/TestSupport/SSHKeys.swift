import ChildProcesses
import Glibc

/// A pair of SSH keys that ssh-keygen made, in a temporary folder.
public struct SSHKeyPair: Sendable {
  /// Where the files are; it lives as long as the pair.
  public let folder: TemporaryFolder
  /// The private key's file.
  public let path: String
  /// The line of the public key's file, without a line break.
  public let publicLine: String

  /// The public key's file.
  public var publicPath: String { "\(path).pub" }

  /// Makes a pair with `ssh-keygen -t KIND` and the further options given.
  public init(
    _ kind: String = "ed25519", _ options: [String] = [], passphrase: String = "",
    in folder: TemporaryFolder? = nil,
    named name: String = "id"
  ) throws {
    self.folder = try folder ?? TemporaryFolder()
    path = "\(self.folder.path)/\(name)"
    let arguments = ["-q", "-t", kind, "-N", passphrase, "-C", "\(name)@test", "-f", path] + options
    let finished = try Command("ssh-keygen", arguments).run()
    guard finished.status.isSuccess else {
      throw TestSupportError("ssh-keygen failed: \(finished.errorText)")
    }
    publicLine = String(decoding: try self.folder.read("\(name).pub").dropLast(), as: UTF8.self)
  }
}

/// A running ssh-agent, stopped with the last reference.
public final class SSHAgent: Sendable {
  /// The path of its socket.
  public let socket: String
  private let id: pid_t

  /// Starts an agent whose socket is in `folder`.
  public init(in folder: TemporaryFolder) throws {
    socket = "\(folder.path)/agent"
    let finished = try Command("ssh-agent", ["-s", "-a", socket]).run()
    let parts = finished.outputText.split(separator: "SSH_AGENT_PID=")
    guard finished.status.isSuccess, parts.count == 2 else {
      throw TestSupportError("ssh-agent failed: \(finished.errorText)")
    }
    guard let id = pid_t(parts[1].prefix { $0.isNumber }) else {
      throw TestSupportError("ssh-agent has no number")
    }
    self.id = id
  }

  deinit {
    _ = kill(id, SIGTERM)
  }

  /// Loads a private key that has no passphrase.
  public func add(_ path: String) throws {
    let environment = GitFixture.environment.merging(["SSH_AUTH_SOCK": socket]) { _, new in new }
    let finished = try Command("ssh-add", ["-q", path], environment: environment).run()
    guard finished.status.isSuccess else { throw TestSupportError("ssh-add failed: \(finished.errorText)") }
  }
}
