import FoundationEssentials
import TestSupport
import Testing

/// A document of the project whose `console` blocks are held against what the program prints.
struct GuideSessions {
  private static let isWriting = ProcessInfo.processInfo.environment["MODELHUB_GOLDEN"] == "write"
  /// Below the project's folder.
  let path: String

  /// Runs every command that somebody of the guide's `knows` types, and compares; tells how many there were.
  ///
  /// `meanwhile` is handed the guide's hidden lines.
  @discardableResult
  func check(
    knows: (String) -> Bool, meanwhile: (String) throws -> Void = { _ in },
    run: (_ command: String, _ person: String) throws -> [String]
  ) throws -> Int {
    let file = SharedData.packageRoot.appending(path: path)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var output: [String] = []
    var (isSession, commands) = (false, 0)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") { isSession = line == "```console" }
      if line.hasPrefix("<!-- ") { try meanwhile(line) }
      guard isSession, !line.hasPrefix("```") else {
        output.append(line)
        continue
      }
      // Old output is dropped; what the command prints now takes its place.
      guard let prompt = line.firstRange(of: "$ "), knows(String(line[..<prompt.lowerBound])) else {
        continue
      }
      output.append(line)
      output += try run(String(line[prompt.upperBound...]), String(line[..<prompt.lowerBound]))
      commands += 1
    }
    let actual = output.joined(separator: "\n")
    if Self.isWriting {
      try Data(actual.utf8).write(to: file)
    } else {
      #expect(text == actual, "MODELHUB_GOLDEN=write writes it anew")
    }
    return commands
  }
}

/// Commit ids and digests differ from run to run, because keys do; a guide has the same ones always.
struct StandIns {
  private var known: [String: String] = [:]

  mutating func replaced(_ line: String) -> String {
    line.replacing(/\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{12}\b/) { match in
      let digits = String(match.output)
      return String(standIn(for: String(digits.prefix(12)), of: digits.count))
    }
  }

  /// The command with the ids of this run in the places of stand-ins.
  func restored(_ command: String) -> String {
    known.reduce(command) { $0.replacing($1.value.prefix(12), with: $1.key) }
  }

  private mutating func standIn(for id: String, of length: Int) -> Substring {
    if let made = known[id] { return made.prefix(length) }
    var random = SeededGenerator(seed: UInt64(known.count))
    let digits = (0..<64).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }.joined()
    known[id] = digits
    return digits.prefix(length)
  }
}
