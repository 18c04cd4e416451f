import Catalog
import ChildProcesses
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Upstream

@Suite(
  .enabled(
    if: SharedData.has("upstream") && SharedData.has("upstream-split"),
    "needs ../shared/upstream and upstream-split"))
struct PlanPropertyTests {
  /// The entries of a real tree as values, changed at random.
  struct Gardener {
    var random: SeededGenerator
    var fixture: Fixture
    /// What upstream is to say afterwards, by id; nil where the model goes.
    var wanted: [String: [Tree]?] = [:]

    /// Adds, changes or removes one model.
    mutating func change() throws {
      let paths = fixture.catalog.files.keys.sorted()
      let path = paths[Int.random(in: 0..<paths.count, using: &random)]
      let id = path.split(separator: "/")[1...2].joined(separator: "/")
      guard wanted[id] == nil else { return }
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        fixture.catalog.files[path] = nil
        fixture.removed.insert(id)
        wanted[id] = .some(nil)
      case 1: try add(like: id)
      default: try edit(id)
      }
    }

    private mutating func add(like id: String) throws {
      let name = "new-\(Int.random(in: 0...9999, using: &random))"
      let copy = "\(id.split(separator: "/")[0])/\(name)"
      let records = try records(of: id).map { record in
        var record = record
        record["model_name"] = .string(name)
        return record
      }
      put(records, as: copy)
    }

    private mutating func edit(_ id: String) throws {
      var records = try records(of: id)
      let index = Int.random(in: 0..<records.count, using: &random)
      // A model may neither lose nor change its name, and its clock belongs to the tool.
      let name = records[index]["model_name"]
      let original = records[index]
      repeat {
        records[index] = original
        _ = TreeMutation.apply(to: &records[index], using: &random)
      } while records[index]["model_name"] != name || isSame(records[index], original)
      put(records, as: id)
    }

    /// Whether two records differ by their clocks and the order of members alone.
    private func isSame(_ left: Tree, _ right: Tree) -> Bool {
      RecordContent.isSame(left.document.rootNode, right.document.rootNode)
        || left["updated_at"] != right["updated_at"]
    }

    private func records(of id: String) throws -> [Tree] {
      let parts = id.split(separator: "/")
      let folder = EntryFolder(
        type: try #require(ModelType(rawValue: String(parts[0]))), name: String(parts[1]))
      let (entry, _) = try CatalogReader(fixture.catalog).entry(folder)
      return try #require(entry).records.map { Tree($0.node) }
    }

    private mutating func put(_ records: [Tree], as id: String) {
      let entry = Tree.mapping([TreeMember("model", .list(records))])
      fixture.catalog.files["models/\(id)/model.yaml"] = YAMLWriter.file(entry.document.rootNode)
      wanted[id] = records
    }
  }

  static func without(_ record: Tree) -> Tree {
    var record = record
    record["updated_at"] = nil
    return record
  }

  @Test(
    "100 random edits: the patch applies, says exactly what was wanted, and touches no other line",
    arguments: ["upstream", "upstream-split"])
  func edits(name: String) throws {
    let original = try Fixture.real(name)
    for seed in 0..<50 {
      var gardener = Gardener(random: SeededGenerator(seed: UInt64(seed)), fixture: original)
      for _ in 0...seed % 3 { try gardener.change() }
      let plans = try gardener.fixture.plans {
        $0.grouping = .all
        $0.only = Set(gardener.wanted.keys)
        $0.approvedAt = { _ in 1_800_000_000 }
      }
      #expect(plans.held.isEmpty, "\(seed) \(plans.held.map(\.sentence))")
      let plan = try #require(plans.plans.first, "\(seed) \(gardener.wanted.keys)")
      #expect(Set(plan.changes.map(\.id)) == Set(gardener.wanted.keys), "\(seed)")
      for file in plan.files { try checkForm(file, seed) }
      try checkContent(plan, gardener.wanted, original, seed)
      try checkPatch(plan, seed)
    }
  }

  /// A file in upstream's own form stays in it, so no smaller change of its lines says the same.
  private func checkForm(_ file: PullRequestPlan.File, _ seed: Int) throws {
    guard let new = file.new else { return }
    func read(_ bytes: [UInt8]) throws -> Document {
      let source = SourceText(path: file.path, bytes: bytes)
      return try #require(DocumentReader.read(source, as: .json, limits: .aggregate).document)
    }
    let isCanonical = try file.old.map { try JSONWriter.file(read($0).rootNode) == $0 } ?? true
    if isCanonical { #expect(try JSONWriter.file(read(new).rootNode) == new, "\(seed) \(file.path)") }
  }

  private func checkContent(
    _ plan: PullRequestPlan, _ wanted: [String: [Tree]?], _ original: Fixture, _ seed: Int
  ) throws {
    // A file that the plan leaves alone needs no look.
    let touched = plan.files.map(\.path)
    let before = original.upstream.files.filter { touched.contains($0.key) }
    let after = plan.files.compactMap { file in file.new.map { (file.path, $0) } }
    let found = try models(in: Dictionary(uniqueKeysWithValues: after))
    var expected = try models(in: before)
    for (id, records) in wanted { expected[id] = records?.map(Self.without) }
    let wrong = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }
    #expect(wrong.isEmpty, "\(seed) \(wrong)")
  }

  private func models(in files: [String: [UInt8]]) throws -> [String: [Tree]] {
    var found: [String: [Tree]] = [:]
    if files.isEmpty { return found }
    let findings = try UpstreamTree(MemoryTree(files)).forEachModel { model throws(UpstreamError) in
      found[model.id] = model.records.map { Self.without(Tree($0)) }
    }
    #expect(findings.isEmpty)
    return found
  }

  private func checkPatch(_ plan: PullRequestPlan, _ seed: Int) throws {
    let folder = try TemporaryFolder()
    for file in plan.files { if let old = file.old { try folder.write(old, to: file.path) } }
    try folder.write(try plan.patch(), to: "changes.patch")
    for arguments in [["apply", "--check", "changes.patch"], ["apply", "changes.patch"]] {
      let done = try Command("git", arguments, folder: folder.path).run()
      #expect(done.status.isSuccess, "\(seed) \(done.errorText)")
    }
    for file in plan.files {
      let bytes = try FolderTree(folder.path).read(file.path)
      #expect(bytes == file.new, "\(seed) \(file.path)")
    }
  }
}
