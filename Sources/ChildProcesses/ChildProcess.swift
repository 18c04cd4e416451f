import CProcesses
import Glibc

/// A running program, with what it reads and writes in our hands.
///
/// The end of the value kills the program and everything it started. Output to standard error is collected on the
/// side, so that a program that complains at length never blocks.
public struct ChildProcess: ~Copyable, Sendable {
  /// What became of a wait.
  public enum Outcome: Hashable, Sendable {
    /// Bytes arrived; none at the end of the output.
    case bytes([UInt8])
    /// Nothing arrived in the time allowed.
    case timedOut
  }

  /// How many bytes of standard error are kept.
  static let errorLimit = 64 << 10

  /// What the program wrote to standard error, as far as it was read; the start of a long text.
  public private(set) var errorBytes: [UInt8] = []

  private let id: pid_t
  private let isGroupLeader: Bool
  private var input: Descriptor?
  private let output: Descriptor
  private let errors: Descriptor
  /// Readable when the program has ended; nil where the system has no such thing, and is asked again and again.
  private var end: Descriptor?
  private var errorsEnded = false
  private var status: ExitStatus?

  /// Starts `command`.
  public init(_ command: Command) throws(ChildProcessError) {
    let input = try DescriptorPair.input()
    let output = try DescriptorPair.output()
    let errors = try DescriptorPair.output()
    id = try spawn(
      command, input: input.theirs.number, output: output.theirs.number, errors: errors.theirs.number)
    self.input = consume input.ours
    self.output = output.ours
    self.errors = errors.ours
    let end = pidfd_open(id, 0)
    self.end = end < 0 ? nil : Descriptor(end)
    isGroupLeader = !command.mayAskUser
  }

  deinit {
    guard status == nil else { return }
    _ = kill(isGroupLeader ? -id : id, SIGKILL)
    var ignored: Int32 = 0
    while unsafe waitpid(id, &ignored, 0) < 0 && errno == EINTR {}
  }

  /// Reads at most `count` bytes of standard output, waiting at most `time` for the first.
  public mutating func read(upTo count: Int, within time: Duration) throws(ChildProcessError) -> Outcome {
    let end = ContinuousClock.now + time
    while true {
      let ready = try wait(forOutput: true, until: end)
      if ready.output { return .bytes(try output.read(count)) }
      if ContinuousClock.now >= end { return .timedOut }
    }
  }

  /// Writes what it can of `bytes` to standard input and says how many that were.
  ///
  /// That is 0 when the program takes nothing within `time`, and nil when it reads no more.
  public mutating func write(_ bytes: ArraySlice<UInt8>, within time: Duration) throws(ChildProcessError)
    -> Int?
  {
    guard let number = input?.number, number >= 0 else { return nil }
    let end = ContinuousClock.now + time
    repeat {
      let ready = try wait(forInput: true, until: end)
      if ready.input { return try send(bytes) }
    } while ContinuousClock.now < end
    return 0
  }

  private borrowing func send(_ bytes: ArraySlice<UInt8>) throws(ChildProcessError) -> Int? {
    switch input {
    case .some(let input): try input.send(bytes)
    case .none: nil
    }
  }

  /// Tells the program that no more input comes.
  public mutating func closeInput() {
    input = nil
  }

  /// Waits for the program to end; nil when it has not after `time`.
  public mutating func finish(within time: Duration) throws(ChildProcessError) -> ExitStatus? {
    let end = ContinuousClock.now + time
    while true {
      if let status = poll() { return status }
      if ContinuousClock.now >= end { return nil }
      _ = try wait(forEnd: true, until: end)
    }
  }

  /// How the program ended; nil while it runs.
  public mutating func poll() -> ExitStatus? {
    if let status { return status }
    var raw: Int32 = 0
    guard unsafe waitpid(id, &raw, WNOHANG) == id else { return nil }
    status = ExitStatus(waitStatus: raw)
    return status
  }

  /// Waits until something is possible, and takes in what comes on standard error meanwhile.
  mutating func wait(
    forOutput: Bool = false, forInput: Bool = false, forEnd: Bool = false, until end: ContinuousClock.Instant
  ) throws(ChildProcessError) -> (output: Bool, input: Bool, end: Bool) {
    let unused = pollfd(fd: -1, events: 0, revents: 0)
    var polled = [unused, unused, unused, unused]
    if forOutput { polled[0] = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0) }
    if forInput, let number = input?.number {
      polled[1] = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    }
    if !errorsEnded { polled[2] = pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0) }
    let ending = self.end?.number
    if forEnd, let ending { polled[3] = pollfd(fd: ending, events: Int16(POLLIN), revents: 0) }
    let left = max(.zero, ContinuousClock.now.duration(to: end))
    let milliseconds = min(
      left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000,
      forEnd && ending == nil ? 10 : 60_000)
    let count = unsafe Glibc.poll(&polled, 4, Int32(left == .zero ? 0 : max(1, milliseconds)))
    if count < 0, errno != EINTR { throw .system("wait for a program", errno) }
    let hasEnded = forEnd && (ending == nil ? poll() != nil : count > 0 && polled[3].revents != 0)
    guard count > 0 else { return (false, false, hasEnded) }
    if polled[2].revents != 0 {
      let bytes = try errors.read(16 << 10)
      errorsEnded = bytes.isEmpty
      errorBytes += bytes.prefix(Self.errorLimit - errorBytes.count)
    }
    return (polled[0].revents != 0, polled[1].revents != 0, hasEnded)
  }
}
