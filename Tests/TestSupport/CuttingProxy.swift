import Glibc
import Synchronization

/// A piece of line in front of a server on this machine, which breaks where a test says.
public final class CuttingProxy: Sendable {
  /// Where it listens.
  public let port: Int
  private let descriptor: Int32
  private let line: Line

  /// Passes on to a port of this machine.
  public init(to target: Int) throws {
    (descriptor, port) = try Loopback.listen()
    line = Line(target: target)
    let (line, descriptor) = (line, descriptor)
    startThread {
      while case let client = accept(descriptor, nil, nil), client >= 0 {
        startThread { line.carry(client) }
      }
      _ = close(descriptor)
    }
  }

  deinit {
    _ = shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// From now on so many bytes pass, both ways together, then the line is dead; nil lets all pass.
  public func cut(after limit: Int?) { line.cut(after: limit) }

  /// How many bytes passed since then.
  public var passed: Int { line.passed }
}

private final class Line: Sendable {
  private let target: Int
  private let state = Mutex((passed: 0, limit: Int.max))

  init(target: Int) { self.target = target }

  func cut(after limit: Int?) { state.withLock { $0 = (0, limit ?? .max) } }

  var passed: Int { state.withLock { $0.passed } }

  /// How many of the next bytes may pass.
  private func allow(_ count: Int) -> Int {
    state.withLock { state in
      let allowed = min(count, state.limit - state.passed)
      state.passed += allowed
      return allowed
    }
  }

  func carry(_ client: Int32) {
    defer { _ = close(client) }
    guard let server = Loopback.connect(port: target) else { return }
    defer { _ = close(server) }
    var ends = [pollfd(fd: client, events: Int16(POLLIN), revents: 0)]
    ends.append(pollfd(fd: server, events: Int16(POLLIN), revents: 0))
    var buffer = [UInt8](repeating: 0, count: 4096)
    while unsafe poll(&ends, 2, 30_000) > 0 {
      for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
        let count = unsafe recv(ends[from].fd, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        let allowed = allow(count)
        var sent = 0
        while sent < allowed {
          let more = unsafe buffer[sent..<allowed].withUnsafeBytes {
            unsafe send(ends[to].fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          guard more > 0 else { return }
          sent += more
        }
        guard allowed == count else { return }
      }
    }
  }
}

private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ run: @escaping @Sendable () -> Void) {
  let context = unsafe Unmanaged.passRetained(Work(run)).toOpaque()
  var thread = pthread_t()
  unsafe pthread_create(
    &thread, nil,
    { context in
      guard let context = unsafe context else { return nil }
      unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, context)
  pthread_detach(thread)
}
