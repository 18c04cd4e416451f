import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct SSHFaultTests {
  private func faultOfListing(_ fixture: RemoteFixture, _ remote: Remote) throws -> GitStoreError? {
    let repository = try fixture.clone.open()
    return #expect(throws: GitStoreError.self) {
      _ = try repository.references(of: remote, access: fixture.access)
    }
  }

  @Test("another key, an unknown host, a missing folder and a closed port are told apart")
  func faults() throws {
    let fixture = try RemoteFixture(.ssh)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let good = fixture.access
    let stranger = try SSHKeyPair()
    fixture.access.sshKeyFile = stranger.path
    #expect(try faultOfListing(fixture, remote)?.code == .authentication)
    fixture.access = good
    #expect(try faultOfListing(fixture, repository.remote("\(fixture.address)-none"))?.code == .notFound)
    fixture.access.sshCommand = ["ssh", "-F", "/dev/null", "-o", "UserKnownHostsFile=/dev/null"]
    #expect(try faultOfListing(fixture, remote)?.code == .untrustedServer)
    fixture.access = good
    let closed = try repository.remote("ssh://127.0.0.1:\(Loopback.freePort())/x")
    let error = try faultOfListing(fixture, closed)
    #expect(error?.code == .network)
    #expect(error?.sentence.contains("Connection refused") == true)
  }

  @Test("a path with quotes reaches the other machine as it is")
  func quoting() throws {
    let fixture = try RemoteFixture(.ssh)
    let name = "it's $(id) `id` \"x\".git"
    _ = try GitFixture(["--bare"], in: fixture.folder, named: name)
    let start = fixture.address.dropLast("/origin.git".count)
    let encoded = name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "%22")
    let repository = try fixture.clone.open()
    #expect(
      try repository.references(of: repository.remote("\(start)/\(encoded)"), access: fixture.access).isEmpty)
  }

  @Test("a server that never speaks is given up, and its program with it")
  func silence() throws {
    let fixture = try RemoteFixture(.path)
    let server = try ScriptedServer { _, _ in .stall([]) }
    let repository = try fixture.clone.open()
    let remote = try repository.remote("ssh://127.0.0.1:\(server.port)/x")
    fixture.access.sshCommand = ["ssh", "-F", "/dev/null"]
    fixture.access.idleTimeout = .milliseconds(300)
    #expect(try faultOfListing(fixture, remote)?.code == .timedOut)
    fixture.access.idleTimeout = .seconds(100)
    fixture.access.isCancelled = { true }
    #expect(try faultOfListing(fixture, remote)?.code == .cancelled)
  }
}
