import Diagnostics
import Documents
import JSONSchema
import SourceText
import TestSupport
import Testing

/// One group of the public test suite: a schema with documents and verdicts.
struct SuiteGroup: Sendable, CustomTestStringConvertible {
  let file: String
  let node: Node

  var testDescription: String { "\(file): \(node["description"]?.text ?? "")" }
}

/// The public test suite in the shared data, with the remotes that it wants at `http://localhost:1234/`.
enum JSONSchemaSuite {
  static let root = "suites/json-schema"
  static let isThere = SharedData.has(root)

  static let remotes: SchemaRegistry = {
    var registry = SchemaRegistry()
    for path in SharedData.files(below: "\(root)/remotes", ending: ".json") {
      guard let document = document("\(root)/remotes/\(path)") else { continue }
      registry.add(document, at: "http://localhost:1234/\(path)")
    }
    return registry
  }()

  static func groups(in folder: String) -> [SuiteGroup] {
    SharedData.names(in: "\(root)/tests/draft2020-12/\(folder)").filter { $0.hasSuffix(".json") }.flatMap {
      name in
      let document = document("\(root)/tests/draft2020-12/\(folder)/\(name)")
      return document.map { Array($0.rootNode.elements).map { SuiteGroup(file: name, node: $0) } } ?? []
    }
  }

  private static func document(_ path: String) -> Document? {
    guard let bytes = try? SharedData.bytes(path) else { return nil }
    return DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json).document
  }

  /// The schema of a group as a document of its own.
  static func compile(_ group: SuiteGroup, assertsFormats: Bool = false) -> Schema? {
    guard let node = group.node["schema"] else { return nil }
    var builder = DocumentBuilder()
    builder.copy(node)
    var registry = remotes
    registry.add(builder.document(path: "schema"), at: "test:schema")
    let (schema, diagnostics) = registry.compile(
      "test:schema", options: SchemaOptions(assertsFormats: assertsFormats))
    for diagnostic in diagnostics {
      Issue.record("\(group.testDescription): \(diagnostic.message) \(diagnostic.help ?? "")")
    }
    return schema
  }
}

@Suite(.enabled(if: JSONSchemaSuite.isThere, "needs ../shared/suites"))
struct SuiteTests {
  @Test(
    "every required group of the public suite gets its verdicts", arguments: JSONSchemaSuite.groups(in: "."))
  func required(group: SuiteGroup) throws {
    let schema = try #require(JSONSchemaSuite.compile(group))
    for test in group.node["tests"].map({ Array($0.elements) }) ?? [] {
      let data = try #require(test["data"])
      let expected = test["valid"]?.bool
      #expect(schema.accepts(data) == expected, "\(test["description"]?.text ?? "")")
      #expect(schema.failures(in: data).isEmpty == expected, "\(test["description"]?.text ?? "")")
    }
  }
}

@Suite(.enabled(if: JSONSchemaSuite.isThere, "needs ../shared/suites"))
struct OptionalSuiteTests {
  /// Groups that do not get their verdicts, with the reason; all others of the optional folders do.
  static let missing = [
    "cross-draft.json: refs to historic drafts are processed as historic drafts":
      "other drafts are not read, and the remote is not in the shared data"
  ]

  @Test(
    "every optional group but the listed ones gets its verdicts",
    arguments: JSONSchemaSuite.groups(in: "optional"))
  func optional(group: SuiteGroup) throws {
    if let reason = Self.missing[group.testDescription] {
      return withKnownIssue("\(reason)") { try check(group, assertsFormats: false) }
    }
    try check(group, assertsFormats: false)
  }

  @Test(
    "formats refuse what is not in them, once they are asserted",
    arguments: JSONSchemaSuite.groups(in: "optional/format"))
  func formats(group: SuiteGroup) throws {
    try check(group, assertsFormats: true)
  }

  private func check(_ group: SuiteGroup, assertsFormats: Bool) throws {
    let schema = try #require(JSONSchemaSuite.compile(group, assertsFormats: assertsFormats))
    for test in group.node["tests"].map({ Array($0.elements) }) ?? [] {
      let data = try #require(test["data"])
      #expect(schema.accepts(data) == test["valid"]?.bool, "\(test["description"]?.text ?? "")")
    }
  }
}
