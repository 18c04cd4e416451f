import Catalog
import Diagnostics
import FileTrees
import FoundationEssentials
import TestSupport
import Testing

@testable import Validation

/// An example of a rule's page, under one variation.
struct ExampleCase: CustomTestStringConvertible, Sendable {
  let rule: any Rule
  let example: RuleExample
  let number: Int
  let variant: ExampleVariant

  var testDescription: String { "\(rule.page.id) \(number) \(variant)" }

  static func all(_ examples: (RulePage) -> [RuleExample]) -> [ExampleCase] {
    RuleRegistry.all.flatMap { rule in
      examples(rule.page).enumerated().flatMap { number, example in
        ExampleVariant.allCases.map {
          ExampleCase(rule: rule, example: example, number: number, variant: $0)
        }
      }
    }
  }

  func check(withSchemas: Bool) throws -> (tree: ExampleTree, findings: [Diagnostic]) {
    var tree = ExampleTree(example, variant)
    // Compiling schemas is what takes longest here; once for each passing example is enough.
    if withSchemas, variant == .asWritten { tree.complete(with: OwnSchemas.files(for: tree)) }
    let day = try #require(CalendarDate("2026-11-24"))
    let (_, findings) = try Validator.check(
      CatalogReader(tree), ValidationOptions(today: day), online: ExampleWorld())
    return (tree, findings)
  }
}

/// The schemas of the project's own catalog, so that examples are judged as real entries are.
enum OwnSchemas {
  /// Those of the types that a tree has entries of, and what they refer to.
  static func files(for tree: ExampleTree) -> [String: [UInt8]] {
    let types = ((try? tree.entries(in: "models")) ?? []).map { "schema/\($0.name).schema.json" }
    return files.filter { $0.key == "schema/common.schema.json" || types.contains($0.key) }
  }

  static let files: [String: [UInt8]] = {
    let folder = SharedData.packageRoot.appending(path: "catalog/schema")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        let data = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
        return ("schema/\(name)", Array(data))
      })
  }()
}

@Suite("Each rule's examples")
struct RuleTests {
  @Test(
    "a failing example is found at the marked place, and nowhere else", arguments: ExampleCase.all(\.failing))
  func failing(_ test: ExampleCase) throws {
    let (tree, findings) = try test.check(withSchemas: false)
    let own = findings.filter { $0.rule == test.rule.page.id }
    let places = own.map { ExampleTree.Mark(path: $0.location.path, range: $0.location.range) }
    if tree.marks.isEmpty {
      let place = try #require(test.example.place)
      #expect(own.map(\.location.path) == [place])
    } else {
      #expect(places == tree.marks)
    }
    #expect(own.allSatisfy { $0.severity == test.rule.page.severity })
  }

  @Test(
    "in a passing example no rule finds more than a note, and its own nothing",
    arguments: ExampleCase.all(\.passing))
  func passing(_ test: ExampleCase) throws {
    let (_, findings) = try test.check(withSchemas: true)
    let unexpected = findings.filter {
      ($0.severity > .note || $0.rule == test.rule.page.id)
        && (test.variant != .withCRLF || $0.rule != "line-endings")
    }
    #expect(unexpected.map { "\($0.location.path) [\($0.rule)] \($0.message)" } == [])
  }

  @Test("every page has a kebab-case id of its own, and texts that say something")
  func pages() {
    let pages = RuleRegistry.all.map(\.page)
    #expect(Set(pages.map(\.id)).count == pages.count)
    for page in pages {
      #expect(page.id.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-" || $0.isNumber) }, "\(page.id)")
      #expect(!page.title.hasSuffix("."), "\(page.id)")
      #expect(page.title.count > 10 && page.what.count > 20 && page.why.count > 20, "\(page.id)")
    }
  }
}
