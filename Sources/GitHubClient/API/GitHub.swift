import Documents
import SourceText
import Upstream

/// GitHub's REST API, in the calls that this program makes.
///
/// Requests that fail for a passing reason are sent again; the same question asked twice is answered from the first
/// answer where GitHub says that it still holds. A value belongs to one thread.
public final class GitHub {
  /// The address of GitHub's own API.
  public static let standardAddress = "https://api.github.com"

  /// Told of waits, so that a person knows why nothing happens.
  public var onWait: (_ sentence: String) -> Void = { _ in }

  let address: String
  private let token: Token?
  private let transport: any HTTPTransport
  private let policy: RetryPolicy
  private let waiter: Waiter
  private var known: [String: (tag: String, response: HTTPResponse)] = [:]

  /// Makes a client.
  ///
  /// A token is sent over an encrypted connection only, or to this machine itself.
  public init(
    _ address: String = standardAddress, token: Token?, transport: any HTTPTransport,
    policy: RetryPolicy = RetryPolicy(),
    waiter: Waiter
  ) throws(GitHubError) {
    let trimmed = address.hasSuffix("/") ? String(address.dropLast()) : address
    let isLocal = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { start in
      trimmed == start || trimmed.hasPrefix(start + ":") || trimmed.hasPrefix(start + "/")
    }
    guard trimmed.hasPrefix("https://") || isLocal else {
      throw GitHubError(
        .unexpected, "‘\(address)’ is no address of GitHub's API: it has to start with https://.")
    }
    (self.address, self.token, self.transport) = (trimmed, token, transport)
    (self.policy, self.waiter) = (policy, waiter)
  }

  /// Whether requests carry a token.
  public var hasToken: Bool { token != nil }

  /// Waits between looks at something that takes its time.
  func pause(milliseconds: Int) { waiter.wait(milliseconds) }

  // MARK: Requests

  /// An answer, read.
  struct Answer {
    let status: Int
    let headers: [String: String]
    let document: Document?

    /// The value, or an empty object where there is none.
    var root: Node { document?.rootNode ?? Document.emptyObject.rootNode }
  }

  /// Sends a request; an answer that is no success is thrown as an error.
  @discardableResult
  func send(_ request: RESTRequest) throws(GitHubError) -> Answer {
    var body: [UInt8]?
    if let document = request.body {
      var bytes: [UInt8] = []
      JSONWriter.appendCompact(document.rootNode, to: &bytes)
      body = bytes
    }
    return try send(request.method, address + request.path, body: body)
  }

  func get(_ path: String) throws(GitHubError) -> Answer { try send("GET", address + path, body: nil) }

  /// The answer, or `nil` where there is no such thing.
  func find(_ path: String) throws(GitHubError) -> Answer? {
    do {
      return try get(path)
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }

  /// The elements of a list, page by page; at most 100 pages are asked for.
  func list(_ path: String) throws(GitHubError) -> [Node] {
    var elements: [Node] = []
    var next: String? = address + path + (path.contains("?") ? "&" : "?") + "per_page=100"
    for _ in 0..<100 {
      guard let url = next else { break }
      let answer = try send("GET", url, body: nil)
      elements += answer.root.elements
      next = try following(answer)
    }
    return elements
  }

  /// The address of the next page; one that leads elsewhere is not followed, for the token would go along.
  private func following(_ answer: Answer) throws(GitHubError) -> String? {
    guard let url = answer.headers["link"].flatMap(LinkHeader.next) else { return nil }
    guard url.hasPrefix(address + "/") else {
      throw GitHubError(.unexpected, "GitHub's next page lies at another address, ‘\(url.prefix(200))’.")
    }
    return url
  }

  private func send(_ method: String, _ url: String, body: [UInt8]?) throws(GitHubError) -> Answer {
    var request = HTTPRequest(
      method, url,
      headers: [
        ("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"),
        ("User-Agent", "modelhub"),
      ], body: body)
    if let token { request.headers.append(("Authorization", token.authorization)) }
    if body != nil { request.headers.append(("Content-Type", "application/json")) }
    if method == "GET", let tag = known[url]?.tag { request.headers.append(("If-None-Match", tag)) }
    var attempt = 1
    while true {
      switch exchange(request, attempt) {
      case .answer(let answer): return answer
      case .failed(let error): throw error
      case .moved(let url): request.url = url
      case .again(let milliseconds, let reason):
        if milliseconds >= 2000 { onWait("\(reason); going on in \((milliseconds + 999) / 1000) s.") }
        waiter.wait(milliseconds)
      }
      attempt += 1
    }
  }

  /// What came of sending a request once.
  private enum Exchange {
    case answer(Answer)
    case again(milliseconds: Int, reason: String)
    case moved(String)
    case failed(GitHubError)
  }

  private func exchange(_ request: HTTPRequest, _ attempt: Int) -> Exchange {
    let response: HTTPResponse
    do {
      response = try transport.send(request)
    } catch {
      if case .retry(let milliseconds) = policy.decide(error, attempt: attempt) {
        return .again(milliseconds: milliseconds, reason: "GitHub cannot be reached: \(error)")
      }
      return .failed(words.error(for: error, request))
    }
    switch policy.decide(response, attempt: attempt, now: waiter.now()) {
    case .retry(let milliseconds):
      let reason =
        response.status < 500 ? "GitHub takes no more requests for now" : "GitHub answers \(response.status)"
      return .again(milliseconds: milliseconds, reason: reason)
    case .giveUpUntil(let time): return .failed(words.rateLimited(response, until: time))
    case .accept, .giveUp: return read(response, request, attempt)
    }
  }

  private func read(_ response: HTTPResponse, _ request: HTTPRequest, _ attempt: Int) -> Exchange {
    var response = response
    if response.status == 304, let known = known[request.url] { response = known.response }
    if (301...308).contains(response.status), request.method == "GET", attempt <= policy.attempts,
      let url = response.headers["location"], url.hasPrefix(address + "/")
    {
      return .moved(url)
    }
    guard (200..<300).contains(response.status) else {
      return .failed(words.error(for: response, request, hasToken: hasToken))
    }
    if response.body.isEmpty {
      return .answer(Answer(status: response.status, headers: response.headers, document: nil))
    }
    let source = SourceText(path: request.url, bytes: response.body)
    let limits = ReadLimits(bytes: 256 << 20, depth: 64)
    guard let document = DocumentReader.read(source, as: .json, limits: limits).document else {
      if attempt < policy.attempts {
        return .again(milliseconds: policy.backoff(attempt), reason: "GitHub's answer is broken off")
      }
      return .failed(words.unreadable(response, request))
    }
    if request.method == "GET", let tag = response.headers["etag"], response.body.count < 1 << 20 {
      if known.count >= 500 { known.removeAll() }
      known[request.url] = (tag, response)
    }
    return .answer(Answer(status: response.status, headers: response.headers, document: document))
  }

  private var words: GitHubWords { GitHubWords(address: address, token: token) }
}

extension Document {
  /// An object without members.
  static let emptyObject: Document = {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.end()
    return builder.document()
  }()
}
