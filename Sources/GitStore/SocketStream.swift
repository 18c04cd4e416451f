import CLibGit2
import Glibc

/// A TCP connection that can be given up: libgit2's own waits for ever.
///
/// Every wait is cut into short ones, between which the transfer is asked whether to stop.
final class SocketStream {
  private let host: String
  private let port: String
  private let transfer: Transfer?
  private var descriptor: Int32 = -1

  private static let step: Int32 = 100

  init(host: String, port: String, transfer: Transfer?) {
    (self.host, self.port, self.transfer) = (host, port, transfer)
  }

  deinit {
    disconnect()
  }

  func connect() -> Int32 {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, port, &hints, &list) == 0 else {
      return fail("its name \(host) is not known")
    }
    defer { unsafe freeaddrinfo(list) }
    var next = unsafe list
    while let address = unsafe next {
      if unsafe connect(to: address.pointee) { return 0 }
      if transfer?.fault != nil { break }
      unsafe next = address.pointee.ai_next
    }
    return fail("nobody answers there")
  }

  private func connect(to address: addrinfo) -> Bool {
    let kind = unsafe address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    descriptor = unsafe socket(address.ai_family, kind, address.ai_protocol)
    guard descriptor >= 0 else { return false }
    if unsafe Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return true }
    var failure: Int32 = errno
    if failure == EINPROGRESS, wait(for: POLLOUT) {
      var size = socklen_t(MemoryLayout<Int32>.size)
      _ = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
    }
    if failure == 0 { return true }
    disconnect()
    return false
  }

  func read(into buffer: UnsafeMutableRawPointer?, count: Int) -> Int {
    while true {
      let got = unsafe recv(descriptor, buffer, count, 0)
      if got >= 0 { return got }
      guard mayRetry(), wait(for: POLLIN) else { return Int(fail("the connection broke")) }
    }
  }

  func write(_ buffer: UnsafeRawPointer?, count: Int) -> Int {
    while true {
      let sent = unsafe send(descriptor, buffer, count, Int32(MSG_NOSIGNAL))
      if sent >= 0 { return sent }
      guard mayRetry(), wait(for: POLLOUT) else { return Int(fail("the connection broke")) }
    }
  }

  func disconnect() {
    if descriptor >= 0 { _ = close(descriptor) }
    descriptor = -1
  }

  private func mayRetry() -> Bool {
    errno == EAGAIN || errno == EINTR
  }

  private func wait(for event: Int32) -> Bool {
    let start = ContinuousClock.now
    while true {
      var polled = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      let count = unsafe poll(&polled, 1, Self.step)
      if count > 0 { return true }
      if count < 0, errno != EINTR { return false }
      if let transfer, transfer.hasToStop(silentSince: start) { return false }
    }
  }

  private func fail(_ reason: String) -> Int32 {
    if let transfer {
      transfer.record(
        GitStoreError(
          .network, "The remote \(transfer.url) cannot be reached: \(reason).",
          advice: "Check the address and the connection, and try again."))
    }
    _ = unsafe git_error_set_str(Int32(GIT_ERROR_NET.rawValue), "connection failed")
    return -1
  }
}

extension SocketStream {
  /// Makes libgit2 use these connections for HTTP, and below TLS.
  static func register() -> Int32 {
    var registration = git_stream_registration()
    registration.version = GIT_STREAM_VERSION
    unsafe registration.`init` = { out, host, port in
      guard let out = unsafe out, let host = unsafe host, let port = unsafe port else { return -1 }
      let stream = SocketStream(
        host: unsafe String(cString: host), port: unsafe String(cString: port), transfer: Transfer.current)
      unsafe out.pointee = unsafe stream.allocate()
      return 0
    }
    return unsafe git_stream_register(GIT_STREAM_STANDARD, &registration)
  }

  private func allocate() -> UnsafeMutablePointer<git_stream> {
    let box = UnsafeMutablePointer<modelhub_stream>.allocate(capacity: 1)
    unsafe box.initialize(to: modelhub_stream())
    unsafe box.pointee.owner = Unmanaged.passRetained(self).toOpaque()
    unsafe box.pointee.parent.version = GIT_STREAM_VERSION
    unsafe box.pointee.parent.connect = { unsafe SocketStream.behind($0)?.connect() ?? -1 }
    unsafe box.pointee.parent.read = { unsafe SocketStream.behind($0)?.read(into: $1, count: $2) ?? -1 }
    unsafe box.pointee.parent.write = { stream, bytes, count, _ in
      unsafe SocketStream.behind(stream)?.write(bytes, count: count) ?? -1
    }
    unsafe box.pointee.parent.close = { stream in
      unsafe SocketStream.behind(stream)?.disconnect()
      return 0
    }
    unsafe box.pointee.parent.free = { stream in
      guard let stream = unsafe stream else { return }
      let box = unsafe UnsafeMutableRawPointer(stream).assumingMemoryBound(to: modelhub_stream.self)
      if let owner = unsafe box.pointee.owner { unsafe Unmanaged<SocketStream>.fromOpaque(owner).release() }
      unsafe box.deallocate()
    }
    return unsafe UnsafeMutableRawPointer(box).assumingMemoryBound(to: git_stream.self)
  }

  private static func behind(_ stream: UnsafeMutablePointer<git_stream>?) -> SocketStream? {
    guard let stream = unsafe stream else { return nil }
    let box = unsafe UnsafeMutableRawPointer(stream).assumingMemoryBound(to: modelhub_stream.self)
    return unsafe box.pointee.owner.map {
      unsafe Unmanaged<SocketStream>.fromOpaque($0).takeUnretainedValue()
    }
  }
}
