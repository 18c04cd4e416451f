/// Time, as far as waiting for GitHub asks: tests put their own in its place.
public struct Waiter {
  /// Seconds since 1970.
  public var now: () -> Int
  /// Waits that many milliseconds.
  public var wait: (_ milliseconds: Int) -> Void

  /// Takes both.
  public init(now: @escaping () -> Int, wait: @escaping (_ milliseconds: Int) -> Void) {
    (self.now, self.wait) = (now, wait)
  }
}

/// How often and after how long a request is sent again.
public struct RetryPolicy: Sendable {
  /// How often a request is sent at most.
  public var attempts = 5
  /// The wait before the second time, in milliseconds; it doubles each time.
  public var firstWait = 1000
  /// The longest such wait, in milliseconds.
  public var longestWait = 60_000
  /// The longest wait for a rate limit to end, in seconds; a longer one ends the run, which a later one continues.
  public var longestRateLimit = 900

  /// The usual policy.
  public init() {}

  /// What to do about an answer or its absence.
  enum Decision: Equatable {
    case accept
    case retry(milliseconds: Int)
    case giveUp
    /// A rate limit that lasts until that time.
    case giveUpUntil(Int)
  }

  func decide(_ response: HTTPResponse, attempt: Int, now: Int) -> Decision {
    if let seconds = rateLimit(response, now: now) {
      guard seconds <= longestRateLimit else { return .giveUpUntil(now + seconds) }
      return attempt < attempts ? .retry(milliseconds: seconds * 1000) : .giveUpUntil(now + seconds)
    }
    guard response.status >= 500 || response.status == 408 else { return .accept }
    return attempt < attempts ? .retry(milliseconds: backoff(attempt)) : .accept
  }

  func decide(_ fault: TransportFault, attempt: Int) -> Decision {
    fault.isPassing && attempt < attempts ? .retry(milliseconds: backoff(attempt)) : .giveUp
  }

  func backoff(_ attempt: Int) -> Int {
    min(longestWait, firstWait << min(attempt - 1, 20))
  }

  /// The seconds until requests are taken again, where the answer is about a rate limit.
  private func rateLimit(_ response: HTTPResponse, now: Int) -> Int? {
    guard response.status == 403 || response.status == 429 else { return nil }
    if let after = response.headers["retry-after"].flatMap(Int.init) { return max(after, 0) }
    if response.headers["x-ratelimit-remaining"] == "0",
      let reset = response.headers["x-ratelimit-reset"].flatMap(Int.init)
    {
      // GitHub's clock and ours may differ by a second.
      return max(reset - now, 0) + 1
    }
    let isSecondary = String(decoding: response.body.prefix(4096), as: UTF8.self).contains(
      "secondary rate limit")
    return isSecondary || response.status == 429 ? 60 : nil
  }
}
