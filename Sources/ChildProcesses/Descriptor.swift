import CProcesses
import Glibc

/// Owns a file descriptor and closes it.
struct Descriptor: ~Copyable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  deinit {
    _ = close(number)
  }

  /// Reads at most `count` bytes, which must be ready; empty at the end.
  func read(_ count: Int) throws(ChildProcessError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = 0
      repeat { got = unsafe Glibc.read(number, buffer.baseAddress, count) } while got < 0 && errno == EINTR
      if got < 0 { failure = errno }
      filled = max(0, got)
    }
    if failure == ECONNRESET { return [] }
    guard failure == 0 else { throw .system("read from a program", failure) }
    return bytes
  }

  /// Writes what fits at once to a socket; nil when the other side is gone.
  func send(_ bytes: ArraySlice<UInt8>) throws(ChildProcessError) -> Int? {
    // A socket, because a pipe without a reader raises SIGPIPE.
    let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
    let sent = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(number, $0.baseAddress, $0.count, flags) }
    if sent >= 0 { return sent }
    switch errno {
    case EINTR, EAGAIN: return 0
    case EPIPE, ECONNRESET: return nil
    default: throw .system("write to a program", errno)
    }
  }
}

/// Both ends of a pipe or of a socket pair.
struct DescriptorPair: ~Copyable {
  let ours: Descriptor
  let theirs: Descriptor

  /// A pipe that we read.
  static func output() throws(ChildProcessError) -> DescriptorPair {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw .system("make a pipe", errno) }
    return DescriptorPair(ours: Descriptor(ends[0]), theirs: Descriptor(ends[1]))
  }

  /// A socket pair that we write.
  static func input() throws(ChildProcessError) -> DescriptorPair {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system("make a socket pair", errno) }
    return DescriptorPair(ours: Descriptor(ends[0]), theirs: Descriptor(ends[1]))
  }
}

extension ChildProcessError {
  static func system(_ action: String, _ code: Int32) -> ChildProcessError {
    ChildProcessError(code: .system, sentence: "Could not \(action): \(message(of: code)).")
  }

  static func message(of code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
