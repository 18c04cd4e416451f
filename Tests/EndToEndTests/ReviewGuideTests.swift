import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The sessions in `docs/reviews.md` are what the program prints.
@Suite struct ReviewGuideTests {
  @Test("every command in the guide to reviews prints what the guide says")
  func guide() throws {
    var session = try Session()
    try GuideSessions(path: "docs/reviews.md").check(knows: Session.knows) { try session.run($0, by: $1) }
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

    static func knows(_ login: String) -> Bool { people.contains(login) }

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
}
