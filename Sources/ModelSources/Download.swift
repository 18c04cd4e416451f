public import ModelFacts

/// What is asked of a hub.
public struct Download: Hashable, Sendable {
  /// The whole address.
  public var address: String
  /// The bytes that are wanted; `nil` is all.
  public var range: Range<Int>?
  /// The most bytes that are taken in; an answer with more is refused.
  public var limit: Int
  /// A token for the hub, sent to the hub alone and to nobody that it redirects to.
  public var token: String?
  /// Whether to go on to where the server sends its readers; if not, being sent on is the answer.
  public var followsRedirects: Bool

  /// Describes a download.
  public init(
    _ address: String, range: Range<Int>? = nil, limit: Int, token: String? = nil,
    followsRedirects: Bool = true
  ) {
    self.address = address
    self.range = range
    self.limit = limit
    self.token = token
    self.followsRedirects = followsRedirects
  }
}

/// What a server answered.
public struct DownloadAnswer: Hashable, Sendable {
  /// The status, such as 200 or 404.
  public let status: Int
  /// The body; empty where the status says that something is wrong.
  public let body: [UInt8]

  /// Makes an answer.
  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// Fetches what is at an address.
///
/// Redirects are followed, what a busy server asks for is waited for; a status that says no is an answer, not an error.
public protocol Downloader: Sendable {
  /// Fetches, or throws ``RepositoryError`` where no answer came.
  func fetch(_ download: Download) throws(RepositoryError) -> DownloadAnswer
}
