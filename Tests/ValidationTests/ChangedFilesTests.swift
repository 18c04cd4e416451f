import Catalog
import Diagnostics
import FileTrees
import Testing

@testable import Validation

/// A tree that notes which files were read.
final class WatchedTree: FileTree {
  private let tree: MemoryTree
  private(set) var reads: [String] = []
  /// The folders that were listed, or searched for some names.
  private(set) var listings: [String] = []

  init(_ tree: MemoryTree) { self.tree = tree }

  func entries(in folder: String) throws(FileTreeError) -> [FileEntry] {
    listings.append(folder)
    return try tree.entries(in: folder)
  }

  func entries(
    in folder: String, where isWanted: (ArraySlice<UInt8>) -> Bool
  ) throws(FileTreeError) -> [FileEntry] {
    listings.append(folder)
    return try tree.entries(in: folder, where: isWanted)
  }

  func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    reads.append(path)
    return try tree.read(path, limit: limit)
  }
}

@Suite("Changed files")
struct ChangedFilesTests {
  private let tools = RuleExample.Content.record(.llm, "model_ability: [chat, tools]\n")

  @Test("only the entry that changed is read and reported")
  func one() throws {
    let tree = WatchedTree(
      TestCatalog.tree([
        "models/llm/a/model.yaml": tools, "models/llm/b/model.yaml": tools,
        "models/image/c/model.yaml": .record(.image, ""),
      ]))
    let findings = try TestCatalog.findings(tree, changed: ["models/llm/b/README.md"])
    #expect(TestCatalog.lines(findings) == ["tools-without-parser at models/llm/b/model.yaml:5"])
    #expect(
      tree.reads.filter { $0.hasPrefix("models/") } == ["models/llm/b/model.yaml", "models/llm/b/README.md"])
  }

  @Test("an entry that names a removed one is checked again")
  func removed() throws {
    let tree = TestCatalog.tree([
      "models/llm/a/model.yaml": .entry(
        .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: gone}\n", model: ""),
      "models/llm/b/model.yaml": tools,
    ])
    let findings = try TestCatalog.findings(tree, changed: ["models/llm/gone/model.yaml"])
    #expect(TestCatalog.lines(findings) == ["unknown-replacement at models/llm/a/model.yaml:2"])
  }

  @Test("an entry that became private is found where others name it, and the other way round")
  func hidden() throws {
    let tree = TestCatalog.tree([
      "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n"),
      "models/llm/a/model.yaml": .entry(
        .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: secret}\n", model: ""),
      "models/llm/secret/model.yaml": .entry(
        .llm, hub: "visibility: private\naudience: [staff]\n", model: ""),
    ])
    for changed in ["models/llm/secret/model.yaml", "models/llm/a/model.yaml"] {
      let findings = try TestCatalog.findings(tree, changed: [changed])
      #expect(findings.map(\.rule) == ["private-reference"])
    }
  }

  @Test("an alias that another entry has already is found")
  func aliases() throws {
    let tree = TestCatalog.tree([
      "models/llm/a/model.yaml": .entry(.llm, hub: "aliases: [old]\n", model: ""),
      "models/llm/b/model.yaml": .entry(.llm, hub: "aliases: [old]\n", model: ""),
      "models/llm/c/model.yaml": tools,
    ])
    let findings = try TestCatalog.findings(tree, changed: ["models/llm/b/model.yaml"])
    #expect(TestCatalog.lines(findings) == ["alias-clash at models/llm/b/model.yaml:2"])
  }

  @Test("an alias that an entry had before is not looked for in all others again")
  func oldAliases() throws {
    let old: RuleExample.Content = .entry(.llm, hub: "aliases: [old]\n", model: "")
    let tree = WatchedTree(
      TestCatalog.tree(["models/llm/a/model.yaml": old, "models/llm/b/model.yaml": tools]))
    for (earlier, isLookedFor) in [(old, false), (tools, true)] {
      let before = CatalogReader(TestCatalog.tree(["models/llm/a/model.yaml": earlier]))
      let changed = ["models/llm/a/model.yaml"]
      var session = try ValidationSession(
        CatalogReader(tree), ValidationOptions(today: TestCatalog.today), changed: changed, since: before)
      for folder in session.folders { _ = try session.check(folder) }
      _ = try session.finish()
      #expect(tree.reads.contains("models/llm/b/model.yaml") == isLookedFor)
    }
  }

  @Test("in a sharded catalog the shards are listed in which similar names can lie, and no others")
  func shards() throws {
    let tree = WatchedTree(
      TestCatalog.tree([
        "hub.yaml": .text("layout: sharded\nroles: {admins: [ada], reviewers: {llm: [ada]}}\n"),
        "models/llm/a-/a-b/model.yaml": .record(.llm, "model_name: a-b\n"),
        "models/image/ab/AB/model.yaml": .record(.image, "model_name: AB\n"),
        "models/llm/zz/zz/model.yaml": .record(.llm, "model_name: zz\n"),
      ]))
    let findings = try TestCatalog.findings(tree, changed: ["models/llm/a-/a-b/model.yaml"])
    #expect(findings.map(\.rule) == ["similar-names"])
    #expect(tree.listings.contains("models/image/ab"))
    #expect(!tree.listings.contains("models/llm/zz"))
  }

  @Test("a name that cannot be, in a folder that changed, is found")
  func badName() throws {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": tools, "models/llm/b c/model.yaml": tools])
    let findings = try TestCatalog.findings(tree, changed: ["models/llm/b c/model.yaml"])
    #expect(TestCatalog.lines(findings) == ["model-name at models/llm/b c:0"])
  }

  @Test("settings, people and schemas bear on everything")
  func registry() throws {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": tools, "models/llm/b/model.yaml": tools])
    for changed in ["hub.yaml", "people/ada.yaml", "schema/llm.schema.json"] {
      #expect(try TestCatalog.findings(tree, changed: [changed]).count == 2)
    }
  }

  @Test("a change of nothing finds nothing, and makes no validated catalog")
  func nothing() throws {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": tools])
    let options = ValidationOptions(today: TestCatalog.today)
    let (catalog, findings) = try Validator.check(CatalogReader(tree), options, changed: [])
    #expect(catalog == nil && findings.isEmpty)
  }
}
