import ChildProcesses
import GitStore
import SSHSignatures
import TestSupport
import Testing

@testable import Review

/// Five people at one bare repository, all in this process: three with a clone each, two in the repository itself.
final class CloneTeam {
  static let logins = ["ada", "lin", "marco", "noor", "zoe"]
  static let clones = ["lin", "noor", "zoe"]
  private static let template = Result { try Template() }

  let folder: TemporaryFolder
  let clock = TestClock()

  /// The clones as they all begin; made once and copied.
  private final class Template: Sendable {
    let hub: String
    let folder: TemporaryFolder

    init() throws {
      let fixture = try RegistryFixture()
      folder = fixture.git.folder
      hub = folder.path
      // As few files as can be: each run copies them all.
      try fixture.git.git("clone", "-q", "--bare", "--template=", ".", "\(hub)/hub.git")
      try fixture.git.git("-C", "\(hub)/hub.git", "repack", "-adq")
      try fixture.git.git("-C", "\(hub)/hub.git", "config", "receive.autogc", "false")
      for login in CloneTeam.clones {
        try fixture.git.git("clone", "-q", "--bare", "--template=", "\(hub)/hub.git", "\(hub)/\(login)")
        try fixture.git.git("-C", "\(hub)/\(login)", "remote", "set-url", "origin", "../hub.git")
      }
    }
  }

  init() throws {
    let template = try Self.template.get()
    folder = try TemporaryFolder(inMemory: true)
    let names = (Self.clones + ["hub.git"]).map { "\(template.hub)/\($0)" }
    let copied = try Command("cp", ["-r"] + names + [folder.path]).run()
    guard copied.status.isSuccess else { throw TestSupportError(copied.errorText) }
  }

  func registry(of login: String) throws -> Registry {
    guard Self.clones.contains(login) else { return try server }
    return Registry(try Repository.open(at: "\(folder.path)/\(login)"), home: .remote("origin"))
  }

  var server: Registry {
    get throws { Registry(try Repository.open(at: "\(folder.path)/hub.git")) }
  }

  func actor(_ login: String) throws -> Actor {
    let clock = clock
    return Actor(
      login: login, identity: Identity(name: login, email: "\(login)@example.org"),
      signer: try Signer(TestKeys.of(login).path)
    ) { clock.tick() }
  }

  func git(_ words: String...) throws -> String {
    let finished = try Command(
      "git", words, environment: GitFixture.environment, folder: "\(folder.path)/hub.git"
    ).run()
    guard finished.status.isSuccess else { throw TestSupportError(finished.errorText) }
    return finished.outputText
  }
}
