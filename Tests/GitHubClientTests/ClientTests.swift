import Documents
import FileTrees
import TestSupport
import Testing
import Upstream

@testable import GitHubClient

/// Answers from a list; remembers what was asked.
final class ScriptedTransport: HTTPTransport {
  var answers: [Result<HTTPResponse, TransportFault>]
  private(set) var requests: [HTTPRequest] = []

  init(_ answers: [Result<HTTPResponse, TransportFault>]) { self.answers = answers }

  func send(_ request: HTTPRequest) throws(TransportFault) -> HTTPResponse {
    requests.append(request)
    guard !answers.isEmpty else { throw TransportFault(.unavailable, "The script has ended.") }
    return try answers.removeFirst().get()
  }
}

@Suite struct ClientTests {
  static let ok = HTTPResponse(status: 200, body: Array(#"{"login": "ada"}"#.utf8))

  static func answer(_ status: Int, _ headers: [String: String] = [:], _ body: String = "{}") -> Result<
    HTTPResponse, TransportFault
  > { .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8))) }

  /// Asks for the user, and tells what came of it and how long was waited, in milliseconds.
  func ask(_ answers: [Result<HTTPResponse, TransportFault>]) throws -> (result: String, waits: [Int]) {
    var waits: [Int] = []
    let transport = ScriptedTransport(answers)
    let waiter = Waiter(now: { 1000 }, wait: { waits.append($0) })
    let github = try GitHub(token: Token("secret-token"), transport: transport, waiter: waiter)
    do {
      return (try github.user().login, waits)
    } catch {
      return ("\(error.code): \(error)", waits)
    }
  }

  @Test("connections that drop, time out or fail are tried again, each time after twice the wait")
  func dropped() throws {
    let drop = Result<HTTPResponse, TransportFault>.failure(TransportFault(.dropped, "gone"))
    let timeout = Result<HTTPResponse, TransportFault>.failure(TransportFault(.timeout, "late"))
    let outcome = try ask([
      drop, timeout, Self.answer(502, [:], "<html>"), Self.answer(500), .success(Self.ok),
    ])
    #expect(outcome.result == "ada")
    #expect(outcome.waits == [1000, 2000, 4000, 8000])
    let failure = try ask(Array(repeating: drop, count: 9))
    #expect(failure.result.hasPrefix("unreachable: GitHub cannot be reached"))
    #expect(failure.waits.count == 4)
  }

  @Test("what will not pass is not tried again")
  func lasting() throws {
    for code in [TransportFault.Code.untrusted, .unavailable, .tooLarge] {
      #expect(try ask([.failure(TransportFault(code, "no"))]).waits.isEmpty)
    }
    #expect(
      try ask([Self.answer(401, [:], #"{"message": "Bad credentials"}"#)]).result.hasPrefix("unauthorized"))
    #expect(try ask([Self.answer(404)]).result.hasPrefix("notFound"))
  }

  @Test("half an answer is asked for again")
  func brokenOff() throws {
    #expect(try ask([Self.answer(200, [:], #"{"login": "#), .success(Self.ok)]).result == "ada")
  }

  @Test(
    "a rate limit is waited for as long as GitHub says",
    arguments: [
      (403, ["retry-after": "7"], 7000), (429, ["retry-after": "0"], 0),
      (403, ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"], 31_000),
      (429, [:], 60_000),
    ] as [(Int, [String: String], Int)])
  func rateLimit(status: Int, headers: [String: String], wait: Int) throws {
    let outcome = try ask([Self.answer(status, headers), .success(Self.ok)])
    #expect(outcome.result == "ada")
    #expect(outcome.waits == [wait])
  }

  @Test("a secondary limit is known by its words, and a plain refusal is no limit")
  func secondary() throws {
    let words = #"{"message": "You have exceeded a secondary rate limit."}"#
    #expect(try ask([Self.answer(403, [:], words), .success(Self.ok)]).waits == [60_000])
    #expect(try ask([Self.answer(403, [:], #"{"message": "No"}"#)]).result.contains("It says: “No”."))
  }

  @Test("a limit that lasts too long ends the run, and says until when")
  func longLimit() throws {
    let outcome = try ask([Self.answer(403, ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "90061"])])
    #expect(
      outcome.result.hasPrefix("rateLimited: GitHub takes no more requests with this token until 01:01 UTC."))
    #expect(outcome.waits.isEmpty)
  }

  @Test("a question asked again is answered from the first answer where that still holds")
  func conditional() throws {
    let tagged = HTTPResponse(status: 200, headers: ["etag": "\"x\""], body: Self.ok.body)
    let transport = ScriptedTransport([.success(tagged), .success(HTTPResponse(status: 304))])
    let github = try GitHub(token: nil, transport: transport, waiter: Waiter(now: { 0 }, wait: { _ in }))
    #expect(try github.user().login == "ada")
    #expect(try github.user().login == "ada")
    #expect(transport.requests[1].headers.contains { $0 == ("If-None-Match", "\"x\"") })
  }

  @Test("pages are followed, but never to another host, to which the token would go along")
  func pages() throws {
    func link(_ url: String) -> [String: String] { ["link": "<\(url)>; rel=\"next\", <x>; rel=\"last\""] }
    let here = "\(GitHub.standardAddress)/p?page=2"
    let transport = ScriptedTransport([
      Self.answer(200, link(here), "[1]"), Self.answer(200, link("https://evil.example/p"), "[2]"),
    ])
    let github = try GitHub(
      token: Token("t"), transport: transport, waiter: Waiter(now: { 0 }, wait: { _ in }))
    let error = #expect(throws: GitHubError.self) { try github.list("/p") }
    #expect(error?.code == .unexpected)
    #expect(transport.requests.map(\.url) == ["\(GitHub.standardAddress)/p?per_page=100", here])
  }

  @Test("a redirect is followed within the same address only")
  func redirects() throws {
    let moved = Self.answer(301, ["location": "\(GitHub.standardAddress)/user2"])
    #expect(try ask([moved, .success(Self.ok)]).result == "ada")
    #expect(try ask([Self.answer(302, ["location": "https://evil.example/"])]).result.hasPrefix("unexpected"))
  }

  @Test(
    "a token goes over encrypted connections only",
    arguments: ["http://api.github.com", "ftp://x", "http://127.0.0.1.evil.example"])
  func encrypted(address: String) {
    #expect(throws: GitHubError.self) {
      try GitHub(
        address, token: Token("t"), transport: ScriptedTransport([]),
        waiter: Waiter(now: { 0 }, wait: { _ in }))
    }
  }

  @Test("a token never shows in an error, even where GitHub repeats it")
  func redaction() throws {
    let outcome = try ask([Self.answer(422, [:], #"{"message": "bad secret-token here"}"#)])
    #expect(outcome.result.contains("bad ‹token› here"))
    #expect(!outcome.result.contains("secret-token"))
  }

  @Test(
    "a name can lead to no other operation",
    arguments: ["a", "a/b/c", "../b", "a/..", "a/b?x", "", "a/b#c", "a/%2e"])
  func names(name: String) throws {
    let github = try GitHub(
      token: nil, transport: ScriptedTransport([]), waiter: Waiter(now: { 0 }, wait: { _ in }))
    #expect(throws: GitHubError.self) { try github.path(of: name) }
  }

  @Test("base64 is read as GitHub writes it, and nothing else")
  func base64() {
    let cases: [(String, String?)] = [
      ("aGVsbG8=\n", "hello"), ("aGVs\nbG8h", "hello!"), ("aA==", "h"), ("", ""), ("aA=", nil), ("a", nil),
      ("a-==", nil),
      ("aA==aA==", nil),
    ]
    for (text, expected) in cases {
      #expect(
        Base64.decode(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) } == expected,
        "\(text)")
    }
  }
}
