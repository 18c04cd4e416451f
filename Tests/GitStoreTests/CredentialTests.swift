import GitStore
import Synchronization
import TestSupport
import Testing

@Suite struct CredentialTests {
  @Test("a wrong token is offered once, is told in words, and stands in no text")
  func wrongToken() throws {
    let fixture = try RemoteFixture(.http)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let asked = Mutex<[Int]>([])
    fixture.access.credentials = { request in
      asked.withLock { $0.append(request.attempt) }
      return .token(leakTestSecret)
    }
    let error = fault { _ = try repository.references(of: remote, access: fixture.access) }
    #expect(error?.code == .authentication)
    #expect(error?.sentence.contains("refused the credentials") == true)
    #expect(asked.withLock { $0 } == [1, 2])
    let id = try fixture.clone.id("HEAD")
    let push = PushRequest("refs/heads/x", to: id, expecting: .absent)
    #expect(
      fault { _ = try repository.push([push], to: remote, access: fixture.access) }?.code == .authentication)
  }

  @Test("without credentials the remote is asked once, and other ones get their turn until they run out")
  func attempts() throws {
    let fixture = try RemoteFixture(.http)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let good = try #require(fixture.credentials)
    fixture.access.credentials = { _ in nil }
    #expect(
      fault { _ = try repository.fetch(remote, access: fixture.access) }?.sentence.contains("there are none")
        == true)
    fixture.access.credentials = { $0.attempt == 1 ? .token("old") : good }
    #expect(try repository.fetch(remote, access: fixture.access).references.count == 1)
    let count = Mutex(0)
    fixture.access.credentials = { request in
      count.withLock { $0 += 1 }
      return .token("\(request.attempt)")
    }
    #expect(fault { _ = try repository.fetch(remote, access: fixture.access) }?.code == .authentication)
    #expect(count.withLock { $0 } == 3)
  }

  @Test("the credentials that git's helpers keep open the remote")
  func helpers() throws {
    let fixture = try RemoteFixture(.http)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    var environment = GitFixture.environment
    environment["GIT_CONFIG_COUNT"] = "1"
    environment["GIT_CONFIG_KEY_0"] = "credential.helper"
    environment["GIT_CONFIG_VALUE_0"] = "!f() { echo username=ada; echo password=s3cret; }; f"
    let (helped, bare) = (environment, GitFixture.environment)
    fixture.access.credentials = { request in
      do { return try Credentials.stored(for: request, environment: helped) } catch { return nil }
    }
    #expect(try repository.references(of: remote, access: fixture.access).count == 2)
    fixture.access.credentials = { request in
      do { return try Credentials.stored(for: request, environment: bare) } catch { return nil }
    }
    #expect(
      fault { _ = try repository.references(of: remote, access: fixture.access) }?.sentence.contains(
        "there are none") == true)
  }

  @Test("secrets in an address are used and shown nowhere")
  func secretInAddress() throws {
    let fixture = try RemoteFixture(.http)
    let plain = try fixture.clone.git("config", "remote.origin.url")
    let repository = try fixture.clone.open()
    let good = plain.split(separator: "//").joined(separator: "//ada:s3cret@")
    #expect(try repository.references(of: repository.remote(good)).count == 2)
    let bad = plain.split(separator: "//").joined(separator: "//ada:\(leakTestSecret)@")
    let remote = try repository.remote(bad)
    #expect(remote.fetchURL.description == plain)
    for text in [
      "\(remote)", String(reflecting: remote), String(describing: remote.fetchURL),
      "\(Credentials.token(leakTestSecret))",
    ] {
      #expect(!text.contains(leakTestSecret))
    }
    var dumped = ""
    dump(remote, to: &dumped)
    dump(Credentials.token(leakTestSecret), to: &dumped)
    #expect(!dumped.contains(leakTestSecret))
    #expect(fault { _ = try repository.references(of: remote) }?.code == .authentication)
  }
}
