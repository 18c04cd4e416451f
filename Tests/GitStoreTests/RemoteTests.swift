import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct RemoteTests {
  @Test(
    "addresses are read as git reads them",
    arguments: [
      ("/a/b.git", RemoteURL.Route.path("/a/b.git")), ("../b", .path("../b")), ("./a:b", .path("./a:b")),
      ("file:///a%20b", .path("/a b")),
      ("https://user:pw@host:8443/a?b", .http(scheme: "https", host: "host:8443")),
      ("HTTP://host/a", .http(scheme: "http", host: "host")),
      ("git@host:a/b.git", .ssh(.init(user: "git", host: "host", port: nil, path: "a/b.git"))),
      ("host:/a b", .ssh(.init(user: nil, host: "host", port: nil, path: "/a b"))),
      ("ssh://u@host:22/a", .ssh(.init(user: "u", host: "host", port: 22, path: "/a"))),
      ("ssh://host/~u/a", .ssh(.init(user: nil, host: "host", port: nil, path: "~u/a"))),
      ("ssh://[::1]:22/a", .ssh(.init(user: nil, host: "::1", port: 22, path: "/a"))),
    ])
  func addresses(text: String, route: RemoteURL.Route) throws {
    #expect(try RemoteURL(text).route == route)
  }

  @Test(
    "addresses that could run a program, or that nothing here can reach, are refused",
    arguments: [
      "", "ext::sh -c x", "ssh://-oProxyCommand=x/a", "-oProxyCommand=x:a", "host:-x", "ssh://u@-x/a",
      "git://host/a",
      "ftp://host/a", "file://host/a", "a\nb", "http:///x", "https://-x/a", "ssh://host:0/a",
      "ssh://host:99999/a", "ssh:///a", "file:///%zz",
      "file:///%00", "ssh://-u@host/a",
    ])
  func refused(text: String) {
    #expect(codeThrown { _ = try RemoteURL(text) } == .invalidName)
  }

  @Test("remotes come from the settings, with another address for pushing and with insteadOf")
  func settings() throws {
    let fixture = try GitFixture()
    try fixture.git("remote", "add", "origin", "hub:team/x.git")
    try fixture.git("remote", "add", "backup", "https://a@host/x")
    try fixture.git("config", "url.https://example.org/.insteadOf", "hub:")
    try fixture.git("config", "url.ssh://git@example.org/.pushInsteadOf", "away:")
    try fixture.git("config", "remote.origin.pushurl", "git@example.org:team/x.git")
    try fixture.git("config", "--add", "remote.origin.fetch", "^refs/heads/secret")
    let repository = try fixture.open()
    #expect(try repository.remoteNames() == ["backup", "origin"])
    let origin = try repository.remote("origin")
    #expect(origin.fetchURL.description == "https://example.org/team/x.git")
    #expect(origin.pushURL.description == "git@example.org:team/x.git")
    #expect(origin.fetchRefspecs == [try Refspec("+refs/heads/*:refs/remotes/origin/*")])
    #expect(try repository.remote("hub:other").fetchURL.description == "https://example.org/other")
    let away = try repository.remote("away:x")
    #expect(away.pushURL.description == "ssh://git@example.org/x")
    #expect(codeThrown { _ = try repository.remote("upstream") } == .notFound)
    #expect(codeThrown { _ = try repository.remote("ext::sh -c x") } == .invalidName)
    #expect(codeThrown { _ = try repository.remote("a\0/b") } == .invalidName)
  }

  @Test("refspecs map names both ways")
  func refspecs() throws {
    let spec = try Refspec("+refs/heads/*:refs/remotes/origin/*")
    #expect(spec.isForced && spec.description == "+refs/heads/*:refs/remotes/origin/*")
    #expect(spec.destination(of: "refs/heads/a/b") == "refs/remotes/origin/a/b")
    #expect(spec.destination(of: "refs/heads/") == nil)
    #expect(spec.destination(of: "refs/tags/a") == nil)
    #expect(spec.source(of: "refs/remotes/origin/x") == "refs/heads/x")
    #expect(try Refspec("refs/heads/*-x:refs/a/*").destination(of: "refs/heads/b-x") == "refs/a/b")
    #expect(try Refspec("refs/heads/a").destination(of: "refs/heads/a") == nil)
    #expect(try Refspec("refs/heads/a:refs/heads/b").destination(of: "refs/heads/a") == "refs/heads/b")
    for bad in [
      "", "+", "main", "refs/heads/*", "refs/heads/*:refs/x", "refs/*/*:refs/*/*", "refs/heads/a:b",
      "refs/heads/a b:refs/x",
    ] {
      if bad == "refs/heads/*" { continue }
      #expect(codeThrown { _ = try Refspec(bad) } == .invalidName, "\(bad)")
    }
  }

  @Test("a folder that is no repository, and a machine without git, are told in words")
  func paths() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let nowhere = try repository.remote("\(fixture.folder.path)/nowhere")
    let error = #expect(throws: GitStoreError.self) { _ = try repository.references(of: nowhere) }
    #expect(error?.code == .notFound)
    #expect(error?.sentence.contains("nowhere") == true)
    // posix_spawn looks the program up in our own path.
    var access = RemoteAccess()
    access.sshCommand = ["/nonexistent/ssh"]
    let missing = #expect(throws: GitStoreError.self) {
      _ = try repository.references(of: repository.remote("host:x"), access: access)
    }
    #expect(missing?.sentence.contains("/nonexistent/ssh") == true)
  }

  @Test("a relative path starts at the work tree, and one like an option is a path")
  func relativePath() throws {
    let fixture = try GitFixture()
    try fixture.commitAll()
    _ = try GitFixture(["--bare"], in: fixture.folder, named: "-x")
    let repository = try fixture.open()
    #expect(try repository.references(of: repository.remote("../-x")).isEmpty)
    let id = try fixture.id("HEAD")
    let outcome = try repository.push(
      [PushRequest("refs/heads/a", to: id, expecting: .absent)], to: repository.remote("../-x"))
    #expect(outcome.statuses == [.done])
  }

  @Test("a push to the branch that a work tree has checked out is refused by git")
  func checkedOut() throws {
    let fixture = try RemoteFixture(.path)
    let other = try GitFixture(in: fixture.folder, named: "other")
    let held = try other.commitAll()
    let repository = try fixture.clone.open()
    let id = try fixture.clone.id("HEAD")
    let request = PushRequest(
      "refs/heads/main", to: id, expecting: .object(try other.id(held)), mayRewind: true)
    let outcome = try repository.push([request], to: repository.remote(other.path), access: fixture.access)
    #expect(outcome.statuses == [.refused("branch is currently checked out")])
  }

  @Test("what a killed push left behind is gone after the next")
  func abandoned() throws {
    let fixture = try RemoteFixture(.path)
    let repository = try fixture.clone.open()
    let id = try fixture.clone.id("HEAD")
    let dead = try Command("sh", ["-c", "echo $$"]).run().outputText.dropLast()
    try repository.update("refs/modelhub-outgoing/\(dead)/1", to: id, expecting: .absent, message: "")
    _ = try repository.push(
      [PushRequest("refs/heads/a", to: id, expecting: .absent)], to: repository.remote("origin"),
      access: fixture.access)
    #expect(try repository.references(under: "refs/modelhub-outgoing/").isEmpty)
  }

  @Test("requests that make no sense are refused before anybody is called")
  func requests() throws {
    let fixture = try GitFixture()
    let id = try #require(ObjectID(hex: try fixture.commitAll()))
    let absent = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    let repository = try fixture.open()
    let remote = try repository.remote("/nonexistent/x")
    let cases: [([PushRequest], GitStoreError.Code)] = [
      ([PushRequest("main", to: id, expecting: .absent)], .invalidName),
      ([PushRequest("refs/heads/a..b", to: id, expecting: .absent)], .invalidName),
      ([PushRequest("refs/heads/a:refs/heads/b", to: id, expecting: .absent)], .invalidName),
      ([PushRequest("refs/heads/a", to: absent, expecting: .absent)], .notFound),
      (
        [
          PushRequest("refs/heads/a", to: id, expecting: .absent),
          PushRequest("refs/heads/a", to: nil, expecting: .anything),
        ], .invalidName
      ),
    ]
    for (requests, code) in cases {
      #expect(codeThrown { _ = try repository.push(requests, to: remote) } == code)
    }
  }

  @Test(
    "a line with the program for SSH is taken apart as a shell does, without one",
    arguments: [
      ("ssh", ["ssh"]), ("  ssh  -p 22 ", ["ssh", "-p", "22"]),
      ("'/a b/ssh' -o \"X Y=z\"", ["/a b/ssh", "-o", "X Y=z"]),
      ("a\\ b ''", ["a b", ""]), ("x\"y'z\"", ["xy'z"]), ("\"a\\\"b\"", ["a\"b"]), ("'$x'", ["$x"]),
    ])
  func sshCommand(line: String, words: [String]) throws {
    var access = RemoteAccess()
    try access.setSSHCommand(line)
    #expect(access.sshCommand == words)
  }

  @Test(
    "a line with the program for SSH that needs a shell is refused",
    arguments: ["", " ", "ssh; x", "ssh $x", "ssh `x`", "\"$x\"", "'a", "a\\", "ssh | x", "ssh > x", "''"])
  func sshCommandRefused(line: String) {
    var access = RemoteAccess()
    #expect(codeThrown { try access.setSSHCommand(line) } == .invalidName)
  }

  @Test("a remote that sends too much is cut off")
  func tooMuch() throws {
    let fixture = try RemoteFixture(.file)
    let large = try GitFixture(in: fixture.folder, named: "large")
    var random = SeededRandom(seed: 1)
    let bytes = (0..<3_000_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try fixture.folder.write(bytes, to: "large/file")
    try large.commitAll()
    try large.git("push", "-q", fixture.bare.path, "HEAD:large")
    let repository = try fixture.clone.open()
    fixture.access.receiveLimit = 1 << 20
    let remote = try repository.remote("origin")
    #expect(codeThrown { _ = try repository.fetch(remote, access: fixture.access) } == .tooLarge)
    #expect(try repository.reference("refs/remotes/origin/large") == nil)
  }

  @Test("a shallow clone is told to get the rest before it fetches or pushes")
  func shallow() throws {
    let fixture = try RemoteFixture(.file)
    let first = try fixture.clone.git("rev-parse", "HEAD")
    _ = try fixture.moveRemote()
    try fixture.bare.git(
      "clone", "-q", "--depth", "1", "file://\(fixture.bare.path)", "\(fixture.folder.path)/shallow")
    let shallow = GitFixture(existing: "shallow", in: fixture.folder)
    let repository = try shallow.open()
    let remote = try repository.remote("origin")
    let tip = try shallow.id("HEAD")
    let stamp = Stamp(Identity(name: "A", email: "a"), seconds: 1)
    let next = try repository.createCommit(
      CommitDraft(tree: .emptyTree, parents: [tip], author: stamp, committer: stamp, message: "x"))
    let request = PushRequest("refs/heads/main", to: next, expecting: .object(tip))
    let push = fault { _ = try repository.push([request], to: remote, access: fixture.access) }
    #expect(push?.code == .incompleteHistory)
    _ = try fixture.moveRemote()
    let fetch = fault { _ = try repository.fetch(remote, access: fixture.access) }
    #expect(fetch?.code == .incompleteHistory, "\(String(describing: fetch)) \(first)")
  }

  @Test("a push whose hook never ends is given up, and the next one finds it done")
  func endlessHook() throws {
    let fixture = try RemoteFixture(.path)
    try fixture.folder.write("#!/bin/sh\nsleep 1000 &\n", to: "origin.git/hooks/post-receive", mode: 0o755)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let id = try fixture.clone.id("HEAD")
    let request = PushRequest("refs/heads/a", to: id, expecting: .absent)
    fixture.access.idleTimeout = .milliseconds(500)
    #expect(
      codeThrown { _ = try repository.push([request], to: remote, access: fixture.access) } == .timedOut)
    #expect(try repository.push([request], to: remote, access: fixture.access).statuses == [.unchanged])
  }

  @Test("progress is told while objects come and go")
  func progress() throws {
    let fixture = try RemoteFixture(.file)
    let repository = try fixture.clone.open()
    _ = try fixture.moveRemote()
    let told = Told()
    fixture.access.progress = { told.add($0) }
    let remote = try repository.remote("origin")
    _ = try repository.fetch(remote, access: fixture.access)
    let id = try fixture.commit("x", on: "HEAD", in: repository)
    _ = try repository.push(
      [PushRequest("refs/heads/a", to: id, expecting: .absent)], to: remote, access: fixture.access)
    let all = told.all
    #expect(all.contains { if case .receiving(1, of: 1, bytes: 1...) = $0 { true } else { false } })
    #expect(all.contains { if case .sending(_, of: 1..., bytes: 1...) = $0 { true } else { false } })
  }
}
