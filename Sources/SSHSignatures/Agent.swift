import Glibc

/// A running `ssh-agent`, which signs with keys that it does not give away.
///
/// Speaks the two requests that signing needs (draft-ietf-sshm-ssh-agent).
struct Agent {
  /// The path of its socket, from `SSH_AUTH_SOCK`.
  let socket: String

  private enum Message {
    static let listKeys: UInt8 = 11
    static let keys: UInt8 = 12
    static let sign: UInt8 = 13
    static let signature: UInt8 = 14
  }

  /// Asks RSA keys for SHA-512; other kinds ignore it.
  private static let rsaWithSHA512: UInt32 = 4
  private static let answerLimit = 256 << 10

  /// The keys that the agent holds, without those of kinds that are not supported.
  func keys() throws(SSHSignatureError) -> [PublicKey] {
    let answer = try ask([Message.listKeys], timeout: 10)
    do throws(WireFault) {
      var reader = WireReader(answer)
      guard try reader.byte() == Message.keys else { throw WireFault() }
      var keys: [PublicKey] = []
      for _ in 0..<(try reader.number()) {
        let blob = try reader.string()
        let comment = try reader.text()
        do throws(SSHSignatureError) {
          keys.append(try PublicKey(blob: blob, comment: printable(comment)))
        } catch {
          // Certificates and old kinds are of no use for signing.
          continue
        }
      }
      return keys
    } catch {
      throw unavailable("gives no list of its keys")
    }
  }

  /// Whether the agent can be reached and holds the key.
  func holds(_ key: PublicKey) -> Bool {
    do throws(SSHSignatureError) {
      return try keys().contains(key)
    } catch {
      // A socket left over from a session that ended is common; the key may be at hand in another way.
      return false
    }
  }

  /// Signs with a key that the agent holds; it may ask its user, or wait for a touch.
  func sign(_ payload: [UInt8], namespace: String, key: PublicKey) throws(SSHSignatureError) -> SSHSignature {
    var request: [UInt8] = [Message.sign]
    request.append(wire: key.blob)
    request.append(wire: SSHSignature.message(over: payload, namespace: namespace, digest: .sha512))
    request.append(wire: Self.rsaWithSHA512)
    let answer = try ask(request, timeout: 60)
    do throws(WireFault) {
      var reader = WireReader(answer)
      guard try reader.byte() == Message.signature else { throw WireFault() }
      let raw = try reader.string()
      guard reader.isAtEnd, key.kind.accepts(signature: raw) else { throw WireFault() }
      return SSHSignature(publicKey: key, namespace: namespace, digest: .sha512, raw: raw)
    } catch {
      throw SSHSignatureError(
        .refused, "The ssh-agent did not sign with \(key.fingerprint).",
        advice: "Confirm the request, or load the key again with `ssh-add`.")
    }
  }

  private func ask(_ request: [UInt8], timeout: Int) throws(SSHSignatureError) -> [UInt8] {
    guard let connection = Connection(to: socket, timeout: timeout) else {
      throw unavailable("does not answer")
    }
    var message: [UInt8] = []
    message.append(wire: request)
    guard connection.send(message), let head = connection.receive(4) else { throw unavailable("hung up") }
    let length = head.reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.answerLimit, let answer = connection.receive(length) else {
      throw unavailable("gave an answer that makes no sense")
    }
    return answer
  }

  private func unavailable(_ what: String) -> SSHSignatureError {
    SSHSignatureError(
      .unavailable, "The ssh-agent at \(printable(socket)) \(what).",
      advice: "Start one with `eval $(ssh-agent)`.")
  }
}

/// A connection to a local socket whose reads and writes end after a while.
private struct Connection: ~Copyable {
  private let descriptor: Int32

  /// Nil when nobody listens there.
  init?(to path: String, timeout: Int) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !bytes.isEmpty, bytes.count < room, !bytes.contains(0) else { return nil }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, size)
    }
    let isConnected = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isConnected else {
      _ = close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  func receive(_ count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(count, 64 << 10))
    while bytes.count < count {
      let got = unsafe recv(descriptor, &buffer, min(buffer.count, count - bytes.count), 0)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      bytes += buffer[..<got]
    }
    return bytes
  }
}
