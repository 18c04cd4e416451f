import Catalog
import FileTrees
import GitStore
import TestSupport
import Testing

@testable import Timeline

/// Histories made with git, and what readers are told of them.
@Suite struct TimelineTests {
  private static func model(_ name: String, context: Int = 4096, hub: String = "{}") -> String {
    """
    hub: \(hub)
    model:
      version: 2
      model_name: \(name)
      context_length: \(context)
      updated_at: \(context)

    """
  }

  private static func shows(_ entry: Entry) -> Bool { entry.hub.effectiveVisibility != .private }

  /// What the entries of today are to readers of the public site.
  private static func sights(
    _ fixture: GitFixture, _ folder: String = "catalog"
  ) throws -> [String: TimelineView.Sight] {
    let reader = CatalogReader(FolderTree(fixture.path + "/" + folder))
    var sights: [String: TimelineView.Sight] = [:]
    for folder in try reader.index(.flat).0 {
      guard let entry = try reader.entry(folder).0 else { continue }
      sights[folder.name] = shows(entry) ? .shown : .hidden
    }
    return sights
  }

  private static func view(_ sights: [String: TimelineView.Sight]) -> TimelineView {
    TimelineView(
      sight: { sights[$0.name] ?? .absent }, shows: shows,
      author: { $0 == "ada@example.org" ? "ada" : nil })
  }

  /// The timeline of a repository as readers of the public site are told it.
  private static func timeline(
    _ fixture: GitFixture, folder: String = "catalog", limits: TimelineLimits = TimelineLimits()
  ) throws -> Timeline {
    let repository = try Repository.open(at: fixture.path)
    let tip = try #require(try repository.head().commit)
    return try Timeline(
      of: repository, from: tip, folder: folder, layout: .flat, for: view(sights(fixture, folder)),
      limits: limits)
  }

  /// An earlier timeline with what is newer, where it can be had so.
  private static func continued(
    _ timeline: Timeline, _ fixture: GitFixture, limits: TimelineLimits = TimelineLimits()
  ) throws -> Timeline? {
    let repository = try Repository.open(at: fixture.path)
    let tip = try #require(try repository.head().commit)
    return try timeline.continued(
      to: tip, in: repository, folder: "catalog", layout: .flat, for: view(sights(fixture)), limits: limits)
  }

  private static func lines(_ timeline: Timeline) -> [String] {
    timeline.changes.map { change in
      let fields = change.fields.map { "\($0.path) \($0.kind) \($0.before ?? "-") \($0.after ?? "-")" }
      return (["\(change.kind) \(change.type.rawValue)/\(change.name)"] + fields).joined(separator: "; ")
    }
  }

  @Test("an entry that comes, changes and goes has three changes, newest first, with the fields named")
  func life() throws {
    let fixture = try GitFixture()
    try fixture.write(Self.model("one"), to: "catalog/models/llm/one/model.yaml")
    try fixture.write("Elsewhere", to: "catalog/hub.md")
    _ = try fixture.commitAll("Add one, for secretive reasons")
    try fixture.write(Self.model("one", context: 8192), to: "catalog/models/llm/one/model.yaml")
    try fixture.write("# One", to: "catalog/models/llm/one/README.md")
    _ = try fixture.commitAll()
    _ = try fixture.git("rm", "-r", "-q", "catalog/models/llm/one")
    _ = try fixture.commitAll()
    #expect(
      Self.lines(try Self.timeline(fixture)) == [
        "removed llm/one",
        "changed llm/one; context_length changed 4096 8192; README.md added - -",
        "added llm/one",
      ])
  }

  @Test("a step in which only the clock of a record moved is none")
  func clock() throws {
    let fixture = try GitFixture()
    let path = "catalog/models/llm/one/model.yaml"
    try fixture.write(Self.model("one"), to: path)
    _ = try fixture.commitAll()
    let moved = Self.model("one").replacing("updated_at: 4096", with: "updated_at: 5000 # later")
    try fixture.write(moved, to: path)
    _ = try fixture.commitAll()
    #expect(Self.lines(try Self.timeline(fixture)) == ["added llm/one"])
  }

  @Test("nothing is told of an entry that is private now, nor of the time in which one was")
  func privacy() throws {
    let fixture = try GitFixture()
    let hidden = "{visibility: private, audience: [inside]}"
    try fixture.write(Self.model("secret"), to: "catalog/models/llm/secret/model.yaml")
    try fixture.write(Self.model("late", context: 1, hub: hidden), to: "catalog/models/llm/late/model.yaml")
    try fixture.write(Self.model("gone", hub: hidden), to: "catalog/models/llm/gone/model.yaml")
    _ = try fixture.commitAll()
    try fixture.write(Self.model("secret", hub: hidden), to: "catalog/models/llm/secret/model.yaml")
    try fixture.write(Self.model("late", context: 2, hub: hidden), to: "catalog/models/llm/late/model.yaml")
    _ = try fixture.git("rm", "-r", "-q", "catalog/models/llm/gone")
    _ = try fixture.commitAll()
    try fixture.write(Self.model("late", context: 3), to: "catalog/models/llm/late/model.yaml")
    _ = try fixture.commitAll()
    try fixture.write(Self.model("late", context: 4), to: "catalog/models/llm/late/model.yaml")
    _ = try fixture.commitAll()
    #expect(
      Self.lines(try Self.timeline(fixture)) == [
        "changed llm/late; context_length changed 3 4", "added llm/late",
      ])
  }

  @Test("who may see an entry is told to nobody, and a replacement only where readers may hear of it")
  func replacement() throws {
    let fixture = try GitFixture()
    let hidden = "{visibility: private, audience: [inside]}"
    try fixture.write(Self.model("secret", hub: hidden), to: "catalog/models/llm/secret/model.yaml")
    try fixture.write(
      Self.model("one", hub: "{lifecycle: {deprecated: 2026-01-01, replaced_by: two}}"),
      to: "catalog/models/llm/one/model.yaml")
    try fixture.write(Self.model("two"), to: "catalog/models/llm/two/model.yaml")
    _ = try fixture.commitAll()
    try fixture.write(
      Self.model(
        "one", hub: "{visibility: unlisted, lifecycle: {deprecated: 2026-01-01, replaced_by: secret}}"),
      to: "catalog/models/llm/one/model.yaml")
    _ = try fixture.commitAll()
    let changes = try Self.timeline(fixture).changes
    let fields = try #require(changes.first { $0.kind == .changed }).fields
    #expect(fields.map(\.path) == ["hub.lifecycle.replaced_by"])
    #expect(fields.first?.before == "“two”")
    #expect(fields.first?.after == nil)
  }

  @Test("authors are people whom the catalog knows, and a review is named by its trailer")
  func people() throws {
    let fixture = try GitFixture()
    try fixture.write(Self.model("one"), to: "catalog/models/llm/one/model.yaml")
    _ = try fixture.git("add", "-A")
    _ = try fixture.git(
      "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m",
      "Publish llm/one\n\nReview-Id: llm/one")
    let change = try #require(try Self.timeline(fixture).changes.first)
    #expect(change.author == "ada")
    #expect(change.review == "llm/one")
  }

  @Test("beyond its limits a timeline says that there was more")
  func limits() throws {
    let fixture = try GitFixture()
    for context in 1...5 {
      try fixture.write(Self.model("one", context: context), to: "catalog/models/llm/one/model.yaml")
      _ = try fixture.commitAll()
    }
    var limits = TimelineLimits()
    limits.changes = 2
    let timeline = try Self.timeline(fixture, limits: limits)
    #expect(timeline.changes.count == 2)
    #expect(!timeline.isComplete)
    #expect(try Self.timeline(fixture).isComplete)
    #expect(try Self.timeline(fixture).changes.count == 5)
  }

  @Test("a version that is no entry is told as nothing")
  func broken() throws {
    let fixture = try GitFixture()
    try fixture.write(": : [", to: "catalog/models/llm/one/model.yaml")
    _ = try fixture.commitAll()
    try fixture.write(Self.model("one"), to: "catalog/models/llm/one/model.yaml")
    _ = try fixture.commitAll()
    #expect(Self.lines(try Self.timeline(fixture)) == ["added llm/one"])
  }

  @Test("a history that goes on from an earlier one is that of a walk over all of it", arguments: 0..<6)
  func goesOn(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let fixture = try GitFixture()
    var names = ["one", "two", "three", "four"]
    for name in names { try fixture.write(Self.model(name), to: "catalog/models/llm/\(name)/model.yaml") }
    _ = try fixture.commitAll()
    var (known, sights) = (try Self.timeline(fixture), try Self.sights(fixture))
    var (steps, comings) = (0, 0)
    for round in 1...8 {
      if Int.random(in: 0..<3, using: &random) == 0 { names.append("new-\(round)") }
      for step in 0..<Int.random(in: 0...3, using: &random) {
        let folder = "catalog/models/llm/\(names.randomElement(using: &random) ?? "one")"
        let hub = ["{}", "{}", "{}", "{tags: [a]}", "{visibility: private, audience: [inside]}"]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: _ = try fixture.tryGit("rm", "-r", "-q", folder)
        case 1, 2: try fixture.write("# \(round) \(step)", to: folder + "/README.md")
        default:
          let model = Self.model(
            String(folder.split(separator: "/").last ?? ""), context: 100 * round + step,
            hub: hub.randomElement(using: &random) ?? "{}")
          try fixture.write(model, to: folder + "/model.yaml")
        }
        _ = try fixture.commitAll()
      }
      let (whole, now) = (try Self.timeline(fixture), try Self.sights(fixture))
      // The same view is what whoever asks has to see to, or one in which names have come that change nothing.
      let coming = Set(now.keys).subtracting(sights.keys)
      let isHeld = now.filter { !coming.contains($0.key) } == sights && known.holds(afterComing: coming)
      if isHeld, let further = try Self.continued(known, fixture) {
        if !coming.isEmpty { comings += 1 }
        steps += 1
        #expect(Self.lines(further) == Self.lines(whole) && further.source == whole.source)
        let newer = try #require(further.newer)
        #expect(Self.lines(known) == Array(Self.lines(further).dropFirst(newer)))
      }
      (known, sights) = (whole, now)
    }
    #expect(steps > 0, "\(comings) with names that came")
  }

  @Test("a history goes on although an entry comes, unless it tells of that name or of what replaces what")
  func coming() throws {
    let fixture = try GitFixture()
    let hidden = "{visibility: private, audience: [inside]}"
    try fixture.write(Self.model("one"), to: "catalog/models/llm/one/model.yaml")
    try fixture.write(Self.model("gone", hub: hidden), to: "catalog/models/llm/gone/model.yaml")
    _ = try fixture.commitAll()
    _ = try fixture.git("rm", "-r", "-q", "catalog/models/llm/gone")
    _ = try fixture.commitAll()
    var known = try Self.timeline(fixture)
    #expect(known.holds(afterComing: ["two"]) && !known.holds(afterComing: ["one"]))
    // Nothing was told of it, which its coming back may change.
    #expect(!known.holds(afterComing: ["two", "gone"]))
    try fixture.write(Self.model("two"), to: "catalog/models/llm/two/model.yaml")
    _ = try fixture.commitAll()
    #expect(try Self.continued(known, fixture)?.changes.map(\.name) == ["two", "one"])
    for name in ["two", "three"] {
      let replaced = Self.model("one", hub: "{lifecycle: {deprecated: 2026-01-01, replaced_by: \(name)}}")
      try fixture.write(replaced, to: "catalog/models/llm/one/model.yaml")
      _ = try fixture.commitAll()
    }
    known = try Self.timeline(fixture)
    #expect(!known.holds(afterComing: ["three"]) && known.holds(afterComing: []))
  }

  @Test("a history does not go on from a tip that is not in it, nor from one that is not all of it")
  func doesNotGoOn() throws {
    let fixture = try GitFixture()
    func change(_ context: Int) throws {
      try fixture.write(Self.model("one", context: context), to: "catalog/models/llm/one/model.yaml")
      _ = try fixture.commitAll()
    }
    for context in 1...3 { try change(context) }
    let known = try Self.timeline(fixture)
    #expect(try Self.continued(known, fixture)?.newer == 0)
    try change(4)
    #expect(try Self.continued(known, fixture)?.newer == 1)
    var limits = TimelineLimits()
    limits.changes = 4
    #expect(try Self.continued(known, fixture, limits: limits) == nil)
    #expect(try Self.continued(Self.timeline(fixture, limits: limits), fixture) == nil)
    #expect(try Self.continued(Timeline(known.changes), fixture) == nil)
    try fixture.git("reset", "-q", "--hard", "HEAD~2")
    #expect(try Self.continued(known, fixture) == nil)
  }
}
