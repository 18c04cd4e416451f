import Catalog
import Diagnostics
import FileTrees
import TestSupport
import Testing

@testable import Validation

/// A run over some entries against a run over all of them, on catalogs full of clashes.
@Suite("Changed files, at random")
struct ChangedFilesPropertyTests {
  @Test("what changed has the findings of a whole run, and no others are made up", arguments: 0..<300)
  func sameFindings(seed: Int) throws {
    var random = SeededRandom(seed: seed)
    let layout: CatalogLayout = seed.isMultiple(of: 2) ? .flat : .sharded
    let clashes = ClashingCatalog(layout, using: &random)
    let whole = try TestCatalog.findings(clashes.tree)
    for _ in 0..<4 {
      let changed = clashes.someFiles(using: &random)
      let part = try TestCatalog.findings(clashes.tree, changed: changed)
      let folders = Set(changed.map { clashes.folder(of: $0) })
      func areAboutThem(_ finding: Diagnostic) -> Bool {
        let path = finding.location.path
        return folders.contains { path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/") }
      }
      #expect(part.filter(areAboutThem).map(Self.text) == whole.filter(areAboutThem).map(Self.text))
      #expect(Set(part.map(Self.text)).subtracting(whole.map(Self.text)).isEmpty)
    }
  }

  @Test("the catalogs have findings of each rule across entries, and of the index")
  func variety() throws {
    var rules: Set<String> = []
    for seed in 0..<100 {
      var random = SeededRandom(seed: seed)
      let clashes = ClashingCatalog(seed.isMultiple(of: 2) ? .flat : .sharded, using: &random)
      rules.formUnion(try TestCatalog.findings(clashes.tree).map(\.rule))
    }
    let expected: Set<String> = [
      "alias-clash", "name-collision", "private-reference", "replacement-cycle", "similar-names", "tombstone",
      "unknown-replacement", "broken-link", "unused-allowance", "misplaced-entry", "model-name", "stray-file",
      "unknown-type",
    ]
    #expect(expected.subtracting(rules).isEmpty)
  }

  /// All of a finding, byte for byte.
  private static func text(_ finding: Diagnostic) -> String {
    let notes = finding.notes.map { "\($0.message) \($0.location.path) \($0.location.range)" }
    return
      "\(finding.severity) \(finding.rule) \(finding.location.path) \(finding.location.range) "
      + "\(finding.message) \(finding.help ?? "-") \(notes) \(finding.fixes)"
  }
}

/// A catalog in which names, aliases, replacements and links get in each other's way.
private struct ClashingCatalog {
  private(set) var tree = MemoryTree()
  private let layout: CatalogLayout
  private static let names = [
    "ab", "a.b", "A-b", "aB", "ab-", "b", "B", "b.", "b_1", "b1", "abc", "c-2", "c2",
  ]
  private static let types: [ModelType] = [.llm, .embedding, .image]

  init(_ layout: CatalogLayout, using random: inout SeededRandom) {
    self.layout = layout
    var files = [
      "hub.yaml":
        "layout: \(layout.rawValue)\nroles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n",
      "people/ada.yaml": "emails: [ada@example.org]\n",
    ]
    for _ in 0..<Int.random(in: 3...9, using: &random) {
      let type = Self.types.randomElement(using: &random) ?? .llm
      let name = Self.name(using: &random)
      let folder = Self.place(type, name, layout, using: &random)
      files["\(folder)/model.yaml"] = Self.entry(type, name, using: &random)
      files["\(folder)/README.md"] =
        "# \(name)\n\nA model for tests, like [another](../\(Self.name(using: &random))/) one.\n"
    }
    if Bool.random(using: &random) {
      files["removed.yaml"] = "- {type: llm, name: \(Self.name(using: &random)), removed: 2026-01-31}\n"
    }
    for stray in ["models/x.txt", "models/llm/x.txt", "models/lm/ab/model.yaml", "models/llm/a b/model.yaml"]
    where Int.random(in: 0..<4, using: &random) == 0 {
      files[stray] = "nothing\n"
    }
    tree = MemoryTree(texts: files)
  }

  private static func name(using random: inout SeededRandom) -> String {
    names.randomElement(using: &random) ?? "ab"
  }

  private static func place(
    _ type: ModelType, _ name: String, _ layout: CatalogLayout, using random: inout SeededRandom
  ) -> String {
    guard layout == .sharded, Int.random(in: 0..<8, using: &random) == 0 else {
      return layout.path(type: type, name: name)
    }
    return "models/\(type.rawValue)/zz/\(name)"
  }

  private static func entry(_ type: ModelType, _ name: String, using random: inout SeededRandom) -> String {
    var hub: [String] = []
    func isChosen(_ random: inout SeededRandom) -> Bool { Int.random(in: 0..<3, using: &random) == 0 }
    if isChosen(&random) { hub += ["visibility: private", "audience: [staff]"] }
    if isChosen(&random) {
      hub.append(
        "aliases: [\(Self.name(using: &random)), \(["old", "Old", "\"\\u006fld\""].randomElement(using: &random) ?? "old")]"
      )
    }
    if Bool.random(using: &random) {
      let kind = isChosen(&random) ? "\(type.rawValue)/" : ""
      hub.append("lifecycle: {deprecated: 2026-01-01, replaced_by: \(kind)\(Self.name(using: &random))}")
    }
    if isChosen(&random) {
      let rule = ["similar-names", "replacement-cycle"].randomElement(using: &random) ?? ""
      hub.append("allow: [{rule: \(rule), reason: It is meant.}]")
    }
    let block = hub.isEmpty ? "" : "hub:\n" + hub.map { "  \($0)\n" }.joined()
    return block + "model: [{model_name: \(name)}]\n"
  }

  /// Some of the files below `models/`, and some that are gone.
  func someFiles(using random: inout SeededRandom) -> [String] {
    let all = tree.files.keys.filter { $0.hasPrefix("models/") }.sorted()
    var some = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in all.randomElement(using: &random)
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      some.append(layout.path(type: .llm, name: Self.name(using: &random)) + "/model.yaml")
    }
    return some
  }

  /// The entry's folder that a file lies in.
  func folder(of path: String) -> String {
    path.split(separator: "/").prefix(layout == .flat ? 3 : 4).joined(separator: "/")
  }
}
