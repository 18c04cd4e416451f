import Glibc
import Synchronization

/// Ports of this machine.
public enum Loopback {
  /// A port that nobody listened on a moment ago.
  public static func freePort() throws -> Int {
    let (descriptor, port) = try listen()
    _ = close(descriptor)
    return port
  }

  /// Waits until somebody listens on a port.
  public static func wait(forPort port: Int, whileRunning isRunning: () -> Bool = { true }) throws {
    for _ in 0..<1000 {
      if let descriptor = connect(port: port) {
        _ = close(descriptor)
        return
      }
      guard isRunning() else { throw TestSupportError("the server on port \(port) ended") }
      _ = usleep(10_000)
    }
    throw TestSupportError("nobody listens on port \(port)")
  }

  /// A connection to a port; nil where nobody listens.
  static func connect(port: Int) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = address(port: port)
    if unsafe withSocketAddress(&address, { unsafe Glibc.connect(descriptor, $0, $1) == 0 }) {
      return descriptor
    }
    _ = close(descriptor)
    return nil
  }

  static func listen() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = address(port: 0)
    guard descriptor >= 0, unsafe withSocketAddress(&address, { unsafe bind(descriptor, $0, $1) == 0 }),
      Glibc.listen(descriptor, 16) == 0
    else { throw TestSupportError("cannot listen: errno \(errno)") }
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = unsafe withUnsafeMutablePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &size)
      }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }

  private static func withSocketAddress<Result>(
    _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

/// A server on the loopback that answers as a test tells it, for what real servers do not do on demand.
public final class ScriptedServer: Sendable {
  /// What to do with a connection.
  public enum Answer: Sendable {
    /// Send these bytes and hang up.
    case send([UInt8])
    /// Send these bytes and say nothing more until the server ends.
    case stall([UInt8])
  }

  /// Where it listens.
  public let port: Int
  private let descriptor: Int32
  private let answer: @Sendable (_ request: String, _ number: Int) -> Answer
  private let log = Mutex<(requests: [String], open: [Int32])>(([], []))

  /// Starts a server that answers each connection's first request by `answer`.
  public init(_ answer: @escaping @Sendable (_ request: String, _ number: Int) -> Answer) throws {
    self.answer = answer
    (descriptor, port) = try Loopback.listen()
    let context = unsafe Unmanaged.passRetained(Weak(self)).toOpaque()
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Weak>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    pthread_detach(thread)
  }

  deinit {
    _ = shutdown(descriptor, Int32(SHUT_RDWR))
    for connection in log.withLock({ $0.open }) { _ = close(connection) }
  }

  /// The requests that came in: for HTTP their lines up to the empty one.
  public var requests: [String] { log.withLock { $0.requests } }

  /// Lets the server end while its thread waits for the next connection.
  private final class Weak: Sendable {
    private let server: Mutex<WeakReference>
    private let descriptor: Int32

    struct WeakReference {
      weak var server: ScriptedServer?
    }

    init(_ server: ScriptedServer) {
      self.server = Mutex(WeakReference(server: server))
      descriptor = server.descriptor
    }

    func run() {
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        guard let server = server.withLock({ $0.server }) else {
          _ = close(connection)
          break
        }
        server.serve(connection)
      }
      _ = close(descriptor)
    }
  }

  private func serve(_ connection: Int32) {
    let request = readRequest(connection)
    let number = log.withLock { log in
      log.requests.append(request)
      return log.requests.count
    }
    switch answer(request, number) {
    case .send(let bytes):
      write(bytes, to: connection)
      _ = close(connection)
    case .stall(let bytes):
      write(bytes, to: connection)
      log.withLock { $0.open.append(connection) }
    }
  }

  private func readRequest(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let count = unsafe recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ bytes: [UInt8], to connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
