import Catalog
import Diagnostics
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Validation

/// Small catalogs, and what the validator says of them.
enum TestCatalog {
  /// The day of the tests.
  static let today = CalendarDate(daysSince1970: 20_781)

  /// A catalog of files by path, completed as examples are.
  static func tree(_ files: KeyValuePairs<String, RuleExample.Content>) -> MemoryTree {
    let tree = ExampleTree(.files(files))
    var result = MemoryTree()
    func copy(_ folder: String) {
      for entry in (try? tree.entries(in: folder)) ?? [] {
        let path = folder.appendingPath(entry.name)
        if entry.kind == .folder { copy(path) } else { result.files[path] = try? tree.read(path) }
      }
    }
    copy("")
    return result
  }

  static func findings(
    _ tree: some FileTree, baseline: Baseline = Baseline(), changed: [String]? = nil
  ) throws -> [Diagnostic] {
    let options = ValidationOptions(today: today, baseline: baseline)
    return try Validator.check(CatalogReader(tree), options, changed: changed).findings
  }

  /// `rule at path:line`, which says enough in a test.
  static func lines(_ findings: [Diagnostic]) -> [String] {
    findings.map { "\($0.rule) at \($0.location.path):\($0.location.start()?.line ?? 0)" }
  }
}

/// Xinference's own models as a catalog, each file as it stands.
enum UpstreamCatalog {
  static let isThere = SharedData.has("upstream-split/xinference/model/llm/models")

  static let tree: MemoryTree = {
    var tree = MemoryTree(OwnSchemas.files)
    for type in ModelType.allCases {
      let folder = "upstream-split/\(type.splitFolder)"
      for name in SharedData.names(in: folder) where name.hasSuffix(".json") {
        let path = "models/\(type.rawValue)/\(name.dropLast(5))/model.json"
        tree.files[path] = try? SharedData.bytes("\(folder)/\(name)")
      }
    }
    return tree
  }()
}
