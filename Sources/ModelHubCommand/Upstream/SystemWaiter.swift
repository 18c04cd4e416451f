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
