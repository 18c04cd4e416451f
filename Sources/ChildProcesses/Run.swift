import Glibc

/// What a program that ran to its end left behind.
public struct Finished: Hashable, Sendable {
  /// How it ended.
  public let status: ExitStatus
  /// What it wrote to standard output.
  public let output: [UInt8]
  /// What it wrote to standard error; the start of a long text.
  public let errors: [UInt8]

  /// The output as text; bytes that are not UTF-8 come out as U+FFFD.
  public var outputText: String { String(decoding: output, as: UTF8.self) }
  /// The errors as text; bytes that are not UTF-8 come out as U+FFFD.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
}

extension Command {
  /// Runs the command to its end, feeding it `input`.
  ///
  /// A program that takes longer than `timeout` or writes more than `outputLimit` bytes is killed with
  /// everything it started. An exit code other than zero is no error here.
  public func run(
    input: [UInt8] = [], timeout: Duration = .seconds(30), outputLimit: Int = 64 << 20
  ) throws(ChildProcessError) -> Finished {
    let end = ContinuousClock.now + timeout
    var child = try ChildProcess(self)
    var pending = input[...]
    if pending.isEmpty { child.closeInput() }
    var output: [UInt8] = []
    var hasEnded = false
    while true {
      let ready = try child.wait(
        forOutput: true, forInput: !pending.isEmpty, forEnd: !hasEnded, until: hasEnded ? .now : end)
      if ready.input {
        let sent = try child.write(pending, within: .zero)
        pending = sent.map { pending.dropFirst($0) } ?? []
        if pending.isEmpty { child.closeInput() }
      }
      if ready.output {
        guard case .bytes(let bytes) = try child.read(upTo: 64 << 10, within: .zero), !bytes.isEmpty else {
          break
        }
        output += bytes
      } else if hasEnded {
        // A program it left behind may hold the pipe open for ever.
        break
      }
      if ready.end { hasEnded = true }
      if output.count > outputLimit {
        throw self.fault(.tooMuchOutput, "wrote more than \(outputLimit) bytes")
      }
      if ContinuousClock.now >= end { throw self.fault(.timedOut, "did not end within \(timeout)") }
    }
    guard let status = try child.finish(within: max(.zero, ContinuousClock.now.duration(to: end))) else {
      throw fault(.timedOut, "did not end within \(timeout)")
    }
    return Finished(status: status, output: output, errors: child.errorBytes)
  }

  private func fault(_ code: ChildProcessError.Code, _ what: String) -> ChildProcessError {
    ChildProcessError(code: code, sentence: "The program \(program) \(what) and was stopped.")
  }
}
