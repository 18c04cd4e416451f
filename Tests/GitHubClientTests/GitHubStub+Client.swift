import Glibc
import TestSupport

@testable import GitHubClient

extension GitHubStub {
  /// A client that does not wait between attempts.
  func client(
    _ token: String? = "maintainer-secret-2", attempts: Int = 3, timeout: Int = 60_000
  ) throws -> GitHub {
    var policy = RetryPolicy()
    policy.attempts = attempts
    policy.firstWait = 1
    let waiter = Waiter(now: { time(nil) }, wait: { _ in })
    var limits = CurlTransport.Limits()
    limits.total = timeout
    return try GitHub(
      address, token: token.flatMap(Token.init), transport: CurlTransport(limits: limits), policy: policy,
      waiter: waiter)
  }
}
