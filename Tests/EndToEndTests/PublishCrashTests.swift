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

  /// An approved review, ready to be published, and where its publishing makes system calls.
  final class Approved: Sendable {
    let folder: TemporaryFolder
    /// The published branch before.
    let main: String
    /// The calls at which to kill: all those that change something, and others evenly between them.
    let points: [Home: [(calls: String, number: Int)]]

    static let changing = "write,link,rename,unlink,mkdir,rmdir"
    static let all =
      "openat,read,close,newfstatat,access,getdents64,utimensat,poll,wait4,vfork,clone3," + changing

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
      main = try team.git("lin", "-C", team.server, "rev-parse", "main")
      var points: [Home: [(calls: String, number: Int)]] = [:]
      for home in Home.allCases { points[home] = try Self.points(home, folder) }
      self.points = points
    }

    private static func points(_ home: Home, _ folder: TemporaryFolder) throws -> [(
      calls: String, number: Int
    )] {
      let changes = try count(changing, home, folder)
      let others = try count(all, home, folder)
      let wanted = home == .here ? 200 : 40
      // What comes before the repository is opened starts the program.
      let start = others.first
      let step = max(1, (others.total - start) / wanted)
      return (changes.first...changes.total).map { (changing, $0) }
        + stride(from: start, through: others.total, by: step).map { (all, $0) }
    }

    /// How many calls of these kinds publishing makes, and which is the first that has to do with a repository.
    private static func count(
      _ calls: String, _ home: Home, _ folder: TemporaryFolder
    ) throws -> (first: Int, total: Int) {
      let copy = try Copy(of: folder)
      let finished = try copy.publish(
        home, under: ["strace", "-qq", "-o", "\(copy.folder.path)/calls", "-e", "trace=\(calls)"])
      guard finished.status.isSuccess else { throw TestSupportError(finished.errorText) }
      let lines = String(decoding: try copy.folder.read("calls"), as: UTF8.self).split(separator: "\n")
      let first = lines.firstIndex { $0.contains(".git") } ?? 0
      return (first + 1, lines.count)
    }
  }

  static let approved = Result { try Approved() }

  /// A copy of the repositories in which one run may be killed.
  struct Copy {
    let folder: TemporaryFolder

    init(of original: TemporaryFolder) throws {
      folder = try TemporaryFolder()
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
    let points = try #require(approved.points[home])
    var unfinished = 0
    for (index, point) in points.enumerated() where index % 4 == slice {
      let copy = try Copy(of: approved.folder)
      let inject = "inject=\(point.calls):signal=KILL:when=\(point.number)"
      let tracer = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=\(point.calls)", "-e", inject]
      let story = "\(home) \(inject)"
      let killed = try copy.publish(home, under: tracer)
      if !killed.status.isSuccess { unfinished += 1 }
      // Whatever was reached, the published branch is what it was, or holds the one merge.
      #expect(
        ["0", "1"].contains(
          try copy.git("rev-list", "--count", "\(approved.main.prefix(40))..main", "--first-parent")
            .dropLast()), "\(story)")
      let again = try copy.publish(home)
      try expectFinished(copy, again, story)
    }
    #expect(unfinished > points.count / 8, "strace killed nothing")
  }

  /// One merge, one event that records it, no branch, and nothing that git complains about.
  func expectFinished(_ copy: Copy, _ run: Finished, _ story: String) throws {
    let isDone = run.status.isSuccess || run.errorText.contains("[action-not-possible]")
    #expect(isDone, "\(story): \(run.errorText)")
    #expect(try copy.git("rev-list", "--count", "--merges", "main") == "1\n", "\(story)")
    let events = try copy.git("log", "--format=%s", "refs/modelhub/reviews/llm/base-model")
    #expect(
      events.split(separator: "\n").filter { $0.contains("publishes") }.count == 1, "\(story): \(events)")
    #expect(try copy.git("branch", "--list", "review/*").isEmpty, "\(story)")
    #expect(
      try copy.git("show", "main:catalog/models/llm/base-model/model.yaml").contains("65536"), "\(story)")
    _ = try copy.git("fsck", "--strict")
  }

  @Test("there are at least 200 points at which it is killed", .enabled(if: hasStrace, "needs strace"))
  func enoughPoints() throws {
    let points = try Self.approved.get().points.values.map(\.count)
    #expect(points.reduce(0, +) >= 200, "\(points)")
  }
}
