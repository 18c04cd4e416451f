import ChildProcesses
import Glibc
import Testing

@Suite struct ChildProcessTests {
  @Test("arguments reach the program as they are, and no shell reads them")
  func arguments() throws {
    let odd = ["", "a b", "$(echo x)", "'\"\\", "*", "-n", "é\n"]
    let finished = try Command("printf", ["%s\\0"] + odd).run()
    #expect(finished.outputText == odd.map { $0 + "\0" }.joined())
    #expect(finished.status == .exited(0))
  }

  @Test("large input and output pass at the same time")
  func bothWays() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try Command("cat").run(input: bytes).output == bytes)
  }

  @Test("a program that reads nothing does not kill us")
  func deaf() throws {
    let finished = try Command("true").run(input: [UInt8](repeating: 1, count: 2_000_000))
    #expect(finished.status.isSuccess)
  }

  @Test("exit codes, signals and standard error come back")
  func ends() throws {
    let failed = try Command("sh", ["-c", "echo no >&2; exit 7"]).run()
    #expect(failed.status == .exited(7))
    #expect(failed.errorText == "no\n")
    #expect(try Command("sh", ["-c", "kill -9 $$"]).run().status == .killed(9))
  }

  @Test("standard error beyond the limit is dropped, and the program goes on")
  func longErrors() throws {
    let finished = try Command("sh", ["-c", "yes x | head -c 1000000 >&2; echo done"]).run()
    #expect(finished.outputText == "done\n")
    #expect(finished.errors.count == 64 << 10)
  }

  @Test("a program that takes too long is stopped with what it started")
  func timeout() throws {
    let error = #expect(throws: ChildProcessError.self) {
      _ = try Command("sh", ["-c", "sleep 1000 & sleep 1000"]).run(timeout: .milliseconds(100))
    }
    #expect(error?.code == .timedOut)
  }

  @Test("a program that it leaves behind does not hold us")
  func leftBehind() throws {
    let finished = try Command("sh", ["-c", "sleep 1000 & echo $!"]).run(timeout: .seconds(60))
    let orphan = try #require(pid_t(finished.outputText.dropLast()))
    #expect(finished.status.isSuccess)
    #expect(kill(orphan, SIGKILL) == 0)
  }

  @Test("endless output is cut off")
  func endless() throws {
    let error = #expect(throws: ChildProcessError.self) { _ = try Command("yes").run(outputLimit: 1 << 20) }
    #expect(error?.code == .tooMuchOutput)
  }

  @Test("a missing program is named")
  func missing() throws {
    let error = #expect(throws: ChildProcessError.self) { _ = try Command("modelhub-no-such-program").run() }
    #expect(error?.code == .notStarted)
    #expect(error?.sentence.contains("modelhub-no-such-program") == true)
  }

  @Test("the folder and the environment are those that were asked for")
  func surroundings() throws {
    #expect(try Command("pwd", folder: "/usr").run().outputText == "/usr\n")
    let finished = try Command("/usr/bin/env", environment: ["B": "2", "A": "1=1"]).run()
    #expect(finished.outputText == "A=1=1\nB=2\n")
  }

  @Test("no open file but the three standard streams is handed on")
  func descriptors() throws {
    let listed = try Command("ls", ["/proc/self/fd"]).run().outputText.split(separator: "\n")
    // The fourth is the listing of the folder itself.
    #expect(listed.count == 4)
  }

  @Test("a conversation goes back and forth")
  func conversation() throws {
    var child = try ChildProcess(Command("cat"))
    for text in ["one", "two"] {
      #expect(try child.write(Array(text.utf8)[...], within: .seconds(10)) == 3)
      #expect(try child.read(upTo: 100, within: .seconds(10)) == .bytes(Array(text.utf8)))
    }
    #expect(try child.read(upTo: 100, within: .milliseconds(10)) == .timedOut)
    #expect(child.poll() == nil)
    child.closeInput()
    #expect(try child.read(upTo: 100, within: .seconds(10)) == .bytes([]))
    #expect(try child.finish(within: .seconds(10)) == .exited(0))
    #expect(try child.write([1], within: .zero) == nil)
  }
}
