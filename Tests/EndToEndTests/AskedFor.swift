import Synchronization

/// What a server was asked, for tests to look at afterwards.
final class AskedFor: Sendable {
  private let requests = Mutex<[String]>([])

  func note(_ request: String) { requests.withLock { $0.append(request) } }

  var count: Int { requests.withLock(\.count) }
}
