import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The sessions in `docs/reviews.md` are what the program prints.
@Suite struct ReviewGuideTests {
  private static let isWriting = ProcessInfo.processInfo.environment["MODELHUB_GOLDEN"] == "write"

  @Test("every command in the guide to reviews prints what the guide says")
  func guide() throws {
    let file = SharedData.packageRoot.appending(path: "docs/reviews.md")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var session = try Session()
    var output: [String] = []
    var isSession = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") { isSession = line == "```console" }
      guard isSession, !line.hasPrefix("```") else {
        output.append(line)
        continue
      }
      // Old output is dropped; what the command prints now takes its place.
      guard let prompt = line.firstRange(of: "$ "), session.knows(String(line[..<prompt.lowerBound])) else {
        continue
      }
      output.append(line)
      output += try session.run(String(line[prompt.upperBound...]), by: String(line[..<prompt.lowerBound]))
    }
    let actual = output.joined(separator: "\n")
    if Self.isWriting {
      try Data(actual.utf8).write(to: file)
    } else {
      #expect(text == actual, "MODELHUB_GOLDEN=write writes it anew")
    }
  }

  /// The team of the guide, ten minutes between commands.
  struct Session {
    private let team: ReviewTeam
    private var standIns = StandIns()
    private static let people = ["ada", "lin", "kim"]

    init() throws {
      team = try ReviewTeam(.path, hook: false)
      // 2026-11-24, 09:00 in UTC.
      team.time = 1_795_510_800
      for login in Self.people { try team.clone(for: login) }
    }

    func knows(_ login: String) -> Bool { Self.people.contains(login) }

    mutating func run(_ command: String, by login: String) throws -> [String] {
      team.time? += 600
      let finished = try team.shell(login, standIns.restored(command))
      let printed = finished.outputText + finished.errorText
      var lines = printed.replacing(team.folder.path, with: "").split(
        separator: "\n", omittingEmptySubsequences: false)
      while lines.last?.isEmpty == true { lines.removeLast() }
      // What comes from the other side git fills up with spaces.
      return lines.map { standIns.replaced(String($0).replacing(/\ +$/, with: "")) }
    }
  }

  /// Commit ids and digests differ from run to run, because keys do; the guide has the same ones always.
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
}
