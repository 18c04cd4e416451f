import GitHubClient
import Glibc

extension Waiter {
  /// The system's clock.
  static var system: Waiter {
    Waiter(
      now: { time(nil) },
      wait: { milliseconds in
        var left = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        var rest = left
        while unsafe nanosleep(&left, &rest) != 0, errno == EINTR { left = rest }
      })
  }
}

/// The variables of this process.
func processEnvironment() -> [String: String] {
  var variables: [String: String] = [:]
  var entry = unsafe environ
  while let text = unsafe entry.pointee {
    let pair = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
    unsafe entry = entry.successor()
  }
  return variables
}
