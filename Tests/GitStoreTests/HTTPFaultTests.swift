import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct HTTPFaultTests {
  /// An answer of a git server, as bytes.
  private static func response(
    _ body: String, type: String = "application/x-git-upload-pack-advertisement", status: String = "200 OK",
    header: String = ""
  ) -> [UInt8] {
    Array(
      """
      HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\
      Connection: close\r\n\(header)\r\n\(body)
      """.utf8)
  }

  private static func line(_ text: String) -> String {
    let digits = String(text.utf8.count + 4, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits + text
  }

  /// The list of references that a server begins with.
  private static func advertisement(_ service: String, _ references: [String]) -> String {
    var lines = references.enumerated().map { index, text in
      line(index == 0 ? "\(text)\0report-status delete-refs side-band-64k ofs-delta\n" : "\(text)\n")
    }
    lines.insert(line("# service=git-\(service)\n") + "0000", at: 0)
    return lines.joined() + "0000"
  }

  @Test("credentials never follow a redirect to another host")
  func redirect() throws {
    let elsewhere = try ScriptedServer { _, _ in
      .send(Self.response("", status: "401 no", header: "WWW-Authenticate: Basic realm=x\r\n"))
    }
    let target = "http://localhost:\(elsewhere.port)/x/info/refs?service=git-upload-pack"
    let first = try ScriptedServer { _, _ in
      .send(Self.response("", status: "301 moved", header: "Location: \(target)\r\n"))
    }
    let fixture = try GitFixture()
    let repository = try fixture.open()
    var access = RemoteAccess()
    access.credentials = { _ in .token(leakTestSecret) }
    let error = fault {
      _ = try repository.references(of: repository.remote("http://127.0.0.1:\(first.port)/x"), access: access)
    }
    #expect(error != nil)
    #expect(elsewhere.requests.isEmpty)
  }

  @Test(
    "what servers answer instead of a list of references becomes a sentence",
    arguments: [
      ("403 Forbidden", GitStoreError.Code.authentication), ("404 Not Found", .notFound),
      ("500 Oops", .network),
      ("200 OK", .network),
    ])
  func status(status: String, code: GitStoreError.Code) throws {
    let server = try ScriptedServer { _, _ in
      .send(Self.response("<html>\u{1b}[31m", type: "text/html", status: status))
    }
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let error = fault {
      _ = try repository.references(of: repository.remote("http://127.0.0.1:\(server.port)/x.git"))
    }
    #expect(error?.code == code, "\(String(describing: error))")
    #expect(error?.description.contains("\u{1b}") == false)
  }

  @Test(
    "a connection that breaks off is an error of the network",
    arguments: [
      "", "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n",
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 900\r\n\r\n001e# service=git-up",
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 8\r\n\r\nzzzzzzzz",
      "garbage\r\n\r\n",
    ])
  func broken(bytes: String) throws {
    let server = try ScriptedServer { _, _ in .send(Array(bytes.utf8)) }
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let error = fault {
      _ = try repository.references(of: repository.remote("http://127.0.0.1:\(server.port)/x.git"))
    }
    #expect(error?.code == .network, "\(String(describing: error))")
  }

  @Test("nobody there, and a name that nobody has, are errors of the network")
  func nobody() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let port = try Loopback.freePort()
    for address in ["http://127.0.0.1:\(port)/x", "http://host.invalid/x"] {
      #expect(fault { _ = try repository.references(of: repository.remote(address)) }?.code == .network)
    }
  }

  @Test("a server that falls silent is given up, at any point, and so is one that the caller gives up")
  func silence() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    for start in [
      "", "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 50\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n\r\n001e",
    ] {
      let server = try ScriptedServer { _, _ in .stall(Array(start.utf8)) }
      let remote = try repository.remote("http://127.0.0.1:\(server.port)/x")
      var access = RemoteAccess()
      access.idleTimeout = .milliseconds(200)
      #expect(fault { _ = try repository.references(of: remote, access: access) }?.code == .timedOut)
      access.idleTimeout = .seconds(100)
      access.timeout = .milliseconds(200)
      #expect(fault { _ = try repository.references(of: remote, access: access) }?.code == .timedOut)
      access.timeout = nil
      access.isCancelled = { server.requests.count == 3 }
      #expect(fault { _ = try repository.references(of: remote, access: access) }?.code == .cancelled)
    }
  }

  @Test("names of references that a hostile server invents are refused one by one")
  func hostileNames() throws {
    let fixture = try GitFixture()
    let id = try fixture.commitAll()
    let names = [
      "refs/heads/..", "refs/heads/a b", "refs/heads/good", "refs/heads/x.lock", "refs/heads/../../config",
    ]
    let body = Self.advertisement("upload-pack", names.map { "\(id) \($0)" })
    let server = try ScriptedServer { _, _ in .send(Self.response(body)) }
    let repository = try fixture.open()
    let outcome = try repository.fetch(
      repository.remote("http://127.0.0.1:\(server.port)/x"), [Refspec("+refs/heads/*:refs/remotes/evil/*")])
    let good = outcome.references.filter { $0.status == .created }
    #expect(good.map(\.name) == ["refs/remotes/evil/good"])
    #expect(outcome.references.count == names.count)
    #expect(
      try fixture.git("for-each-ref", "--format=%(refname)", "refs/remotes") == "refs/remotes/evil/good")
  }

  @Test("a push whose answer never comes is an error, and a list tells what became of it")
  func lostAnswer() throws {
    let fixture = try GitFixture()
    let id = try #require(ObjectID(hex: try fixture.commitAll()))
    let zero = String(repeating: "0", count: 40)
    let body = Self.advertisement("receive-pack", ["\(zero) capabilities^{}"])
    let server = try ScriptedServer { request, _ in
      request.hasPrefix("GET")
        ? .send(Self.response(body, type: "application/x-git-receive-pack-advertisement")) : .send([])
    }
    let repository = try fixture.open()
    let remote = try repository.remote("http://127.0.0.1:\(server.port)/x")
    let request = PushRequest("refs/heads/x", to: id, expecting: .absent)
    #expect(fault { _ = try repository.push([request], to: remote) }?.code == .network)
    #expect(try repository.references(under: "refs/modelhub-outgoing/").isEmpty)
  }

  @Test("a fetch that breaks off in the middle of the objects changes nothing")
  func brokenPack() throws {
    let fixture = try GitFixture()
    try fixture.commitAll()
    let absent = String(repeating: "5", count: 40)
    let body = Self.advertisement("upload-pack", ["\(absent) refs/heads/main"])
    let server = try ScriptedServer { request, _ in
      request.hasPrefix("GET")
        ? .send(Self.response(body))
        : .send(
          Self.response(
            "0008NAK\n" + Self.line("\u{1}PACK\0\0\0\u{2}\0\0\0\u{9}"),
            type: "application/x-git-upload-pack-result"))
    }
    let repository = try fixture.open()
    let remote = try repository.remote("http://127.0.0.1:\(server.port)/x")
    let spec = try Refspec("refs/heads/*:refs/remotes/origin/*")
    #expect(fault { _ = try repository.fetch(remote, [spec]) } != nil)
    #expect(try repository.references(under: "refs/remotes/").isEmpty)
    #expect(try fixture.complaints() == [])
  }

  @Test("a certificate counts only if its authority is trusted")
  func certificates() throws {
    let folder = try TemporaryFolder()
    for name in ["trusted", "stranger"] {
      let made = try Command(
        "openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
          "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", "\(folder.path)/\(name).key", "-out",
          "\(folder.path)/\(name).pem",
        ]
      ).run()
      #expect(made.status.isSuccess, "\(made.errorText)")
    }
    let bare = try GitFixture(["--bare"], in: folder, named: "origin.git")
    var access = RemoteAccess()
    try bare.git("config", "http.sslCAInfo", "\(folder.path)/trusted.pem")
    for (name, code) in [("trusted", nil), ("stranger", GitStoreError.Code.untrustedServer)] {
      let server = try HTTPGitServer(
        root: folder.path, certificate: ("\(folder.path)/\(name).pem", "\(folder.path)/\(name).key"))
      let credentials = Credentials(user: server.user, secret: server.secret)
      access.credentials = { _ in credentials }
      let repository = try bare.open()
      let remote = try repository.remote("https://localhost:\(server.port)/git/origin.git")
      if let code {
        #expect(fault { _ = try repository.references(of: remote, access: access) }?.code == code)
        try bare.git("config", "http.sslVerify", "false")
      }
      #expect(try bare.open().references(of: remote, access: access).isEmpty)
    }
  }
}
