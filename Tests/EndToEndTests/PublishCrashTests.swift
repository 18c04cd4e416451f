import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// Publishing, killed with `kill -9` at system call after system call, and finished by running it again.
///
/// Needs the Debian package `strace`, which kills exactly before the call that it is told.
@Suite struct PublishCrashTests {
  static let hasStrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  /// Where the reviews live that are published.
  enum Home: String, CaseIterable, Sendable {
    /// In the repository that the command runs in.
    case here
    /// At a remote, to which the command pushes.
    case remote
  }

  /// A system call: the first of its kind, the second, and so on.
  struct Point: Sendable {
    let call: String
    let number: Int
  }

  /// An approved review, ready to be published, and where its publishing makes system calls.
  final class Approved: Sendable {
    let folder: TemporaryFolder
    /// The published branch before.
    let main: String
    /// The system calls at which to kill, in the order in which publishing makes them.
    let points: [Home: [Point]]

    init() throws {
      let team = try ReviewTeam(.path, hook: false)
      for login in ["lin", "kim"] { try team.clone(for: login) }
      try team.git("kim", "config", "modelhub.login", "kim")
      try team.write(
        ReviewTeam.entry("base-model", context: 65536), to: "catalog/models/llm/base-model/model.yaml",
        for: "kim")
      try team.modelhub("kim", "review", "submit", "base-model", "-m", "Longer context")
      try team.modelhub("lin", "review", "approve", "base-model")
      // Copies find each other by where they lie, and have as few files as can be.
      try team.git("lin", "remote", "set-url", "origin", "../hub.git")
      for (name, value) in [
        ("user.name", "lin"), ("user.email", "lin@example.org"), ("gpg.format", "ssh"),
        ("user.signingkey", try team.key(of: "lin").path),
      ] { try team.git("lin", "-C", team.server, "config", name, value) }
      for path in [team.server, "\(team.folder.path)/lin"] {
        try team.git("lin", "-C", path, "repack", "-adq")
        try team.git("lin", "-C", path, "pack-refs", "--all")
      }
      folder = team.folder
      main = try String(team.git("lin", "-C", team.server, "rev-parse", "main").dropLast())
      var points: [Home: [Point]] = [:]
      for home in Home.allCases { points[home] = try Self.points(home, folder) }
      self.points = points
    }

    /// Those calls that leave something behind, on disk or at another process.
    ///
    /// Not `wait4` and `kill`: how many of them there are depends on how fast the other programs end.
    private static func points(_ home: Home, _ folder: TemporaryFolder) throws -> [Point] {
      let changing =
        "write,link,rename,unlink,mkdir,rmdir,flock,utimensat,sendto,clone3,exit_group"
      let copy = try Copy(of: folder)
      let finished = try copy.publish(
        home, under: ["strace", "-qq", "-o", "\(copy.folder.path)/calls", "-e", "signal=none"])
      guard finished.status.isSuccess else { throw TestSupportError(finished.errorText) }
      var counts: [Substring: Int] = [:]
      var points: [Point] = []
      var hasBegun = false
      for line in String(decoding: try copy.folder.read("calls"), as: UTF8.self).split(separator: "\n") {
        let call = line.prefix { $0 != "(" }
        counts[call, default: 0] += 1
        // What comes before it looks for the repository starts the program.
        if call == "getcwd" { hasBegun = true }
        let isChange = changing.split(separator: ",").contains(call) || (home == .here && call == "openat")
        if hasBegun, isChange { points.append(Point(call: String(call), number: counts[call] ?? 0)) }
      }
      return points
    }
  }

  static let approved = Result { try Approved() }

  /// A copy of the repositories in which one run may be killed.
  struct Copy {
    let folder: TemporaryFolder

    init(of original: TemporaryFolder) throws {
      folder = try TemporaryFolder(inMemory: true)
      let copied = try Command("cp", ["-r", "\(original.path)/hub.git", "\(original.path)/lin", folder.path])
        .run()
      guard copied.status.isSuccess else { throw TestSupportError(copied.errorText) }
    }

    func publish(_ home: Home, under tracer: [String] = []) throws -> Finished {
      let words =
        tracer + [ModelHubProgram.path, "review", "publish", "llm/base-model"]
        + (home == .here ? ["--local"] : [])
      let place = home == .here ? "hub.git" : "lin"
      return try Command(
        words[0], Array(words.dropFirst()), environment: GitFixture.environment,
        folder: "\(folder.path)/\(place)"
      ).run(timeout: .seconds(60))
    }

    func git(_ words: String...) throws -> String {
      let command = Command(
        "git", words, environment: GitFixture.environment, folder: "\(folder.path)/hub.git")
      let finished = try command.run(timeout: .seconds(30))
      guard finished.status.isSuccess else { throw TestSupportError("git \(words): \(finished.errorText)") }
      return finished.outputText
    }
  }

  @Test(
    "killed at any system call, a run of the same command finishes the publish, once",
    .enabled(if: hasStrace, "needs strace"), arguments: Home.allCases, 0..<4)
  func killed(home: Home, slice: Int) throws {
    let approved = try Self.approved.get()
    let points = try #require(approved.points[home]).enumerated().filter { $0.offset % 4 == slice }
    var missed: [Comment] = []
    for (_, point) in points {
      let copy = try Copy(of: approved.folder)
      let inject = "inject=\(point.call):signal=KILL:when=\(point.number)"
      let tracer = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=\(point.call)", "-e", inject]
      let story: Comment = "\(home) \(inject)"
      if try copy.publish(home, under: tracer).status.isSuccess { missed.append(story) }
      // Whatever was reached, the published branch is what it was, or holds the one merge.
      let new = try copy.git("rev-list", "--first-parent", "--format=%s", "\(approved.main)..main")
      #expect(new.isEmpty || (new.contains("Publish llm/base-model") && new.count { $0 == "\n" } == 2), story)
      let again = try copy.publish(home)
      #expect(again.status.isSuccess, "\(story): \(again.errorText)")
      try expectFinished(copy, story)
    }
    // Two runs need not make the same calls to the last one.
    #expect(missed.count * 20 <= points.count, "of \(points.count) points, not reached: \(missed)")
  }

  /// One merge, one event that records it, no branch, and nothing that git complains about.
  func expectFinished(_ copy: Copy, _ story: Comment) throws {
    #expect(try copy.git("rev-list", "--count", "--merges", "main") == "1\n", story)
    let events = try copy.git("log", "--format=%s", "refs/modelhub/reviews/llm/base-model")
    #expect(events.split(separator: "\n").count { $0.contains("publishes") } == 1, "\(story): \(events)")
    #expect(try copy.git("branch", "--list", "review/*").isEmpty, story)
    #expect(
      try copy.git("show", "main:catalog/models/llm/base-model/model.yaml").contains("65536"), story)
    _ = try copy.git("fsck", "--strict")
  }

  @Test("there are at least 200 points at which it is killed", .enabled(if: hasStrace, "needs strace"))
  func enoughPoints() throws {
    let points = try Self.approved.get().points.mapValues(\.count)
    #expect(points.values.reduce(0, +) >= 200, "\(points)")
  }
}
