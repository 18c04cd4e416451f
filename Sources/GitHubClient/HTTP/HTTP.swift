/// A request, as bytes on the wire have it.
public struct HTTPRequest: Sendable {
  /// The method, in capitals.
  public var method: String
  /// The whole address.
  public var url: String
  /// The headers, in order.
  public var headers: [(name: String, value: String)]
  /// The body; `nil` for none.
  public var body: [UInt8]?

  /// Makes a request.
  public init(
    _ method: String, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil
  ) {
    (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
  }
}

/// An answer.
public struct HTTPResponse: Sendable {
  /// The status.
  public let status: Int
  /// The headers by their names in lower case; of a name that comes twice the last.
  public let headers: [String: String]
  /// The body.
  public let body: [UInt8]

  /// Makes an answer.
  public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }
}

/// Why there is no answer.
public struct TransportFault: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for code.
  public enum Code: Sendable {
    /// The host cannot be reached.
    case unreachable
    /// The connection ended before the answer did.
    case dropped
    /// No answer came in time.
    case timeout
    /// The answer is larger than what is taken.
    case tooLarge
    /// The other side's certificate does not hold.
    case untrusted
    /// Requests cannot be sent from here at all.
    case unavailable
  }

  /// What went wrong, for code.
  public let code: Code
  /// A sentence about it.
  public let description: String

  /// Makes a fault.
  public init(_ code: Code, _ description: String) {
    (self.code, self.description) = (code, description)
  }

  /// Whether the same request may well succeed later.
  var isPassing: Bool { code == .unreachable || code == .dropped || code == .timeout }
}

/// Sends one request and waits for its answer.
public protocol HTTPTransport: AnyObject {
  /// Sends a request; redirects are not followed, and any status is an answer.
  func send(_ request: HTTPRequest) throws(TransportFault) -> HTTPResponse
}
