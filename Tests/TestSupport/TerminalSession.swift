import ChildProcesses
import Documents

/// A program at a terminal, with somebody who reads what it shows and types.
public struct TerminalSession {
  /// A turn: what is waited for, and what is typed then; `\u{04}` is Ctrl-D.
  public struct Turn: Sendable {
    /// The text that must have appeared since the last turn.
    public let expected: String
    /// What is typed.
    public let typed: String

    /// Describes a turn; the line break is typed as well.
    public init(_ expected: String, _ line: String) {
      self.expected = expected
      typed = line == "\u{04}" ? line : line + "\n"
    }
  }

  /// All that the program showed, what was typed included.
  public let transcript: String
  /// Its exit code; `nil` where a text that was waited for never came.
  public let exitCode: Int?

  /// Runs a program and takes the turns.
  public init(
    _ program: String, _ arguments: [String], in folder: String, environment: [String: String],
    _ turns: [Turn]
  ) throws {
    var variables = [
      "PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1",
    ]
    variables.merge(environment) { $1 }
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("argv")
    builder.beginArray()
    for word in [program] + arguments { builder.string(word) }
    builder.end()
    builder.key("turns")
    builder.beginArray()
    for turn in turns {
      builder.beginArray()
      builder.string(turn.expected)
      builder.string(turn.typed)
      builder.end()
    }
    builder.end()
    builder.end()
    let plan = JSONWriter.file(builder.document().rootNode)
    let finished = try Command("python3", ["-c", Self.script], environment: variables, folder: folder)
      .run(input: plan, timeout: .seconds(300))
    let lines = finished.outputText.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard finished.status.isSuccess, let first = lines.first else {
      throw TestSupportError("the terminal failed: \(finished.errorText)")
    }
    exitCode = Int(first)
    transcript = lines.count > 1 ? String(lines[1]) : ""
  }

  private static let script = """
    import json, os, pty, select, sys, time
    plan = json.load(sys.stdin)
    child, terminal = pty.fork()
    if child == 0: os.execvp(plan["argv"][0], plan["argv"])
    shown, seen, code, turns = "", 0, None, list(plan["turns"])
    end = time.monotonic() + 240
    while time.monotonic() < end:
      ready, _, _ = select.select([terminal], [], [], 0.05)
      if ready:
        try: data = os.read(terminal, 65536)
        except OSError: data = b""
        if not data: break
        shown += data.decode("utf-8", "replace")
      while turns and turns[0][0] in shown[seen:]:
        seen += shown[seen:].index(turns[0][0]) + len(turns[0][0])
        os.write(terminal, turns.pop(0)[1].encode())
    if turns or time.monotonic() >= end:
      os.kill(child, 9)
      os.waitpid(child, 0)
      print("missed", repr(turns[:1]))
    else:
      _, status = os.waitpid(child, 0)
      print(os.waitstatus_to_exitcode(status))
    sys.stdout.write(shown.replace("\\r\\n", "\\n"))
    """
}
