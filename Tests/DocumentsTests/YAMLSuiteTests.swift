import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// One case of the public YAML suite.
struct YAMLCase: CustomTestStringConvertible, Sendable {
  let folder: String
  var testDescription: String { folder.split(separator: "/").suffix(2).joined(separator: "/") }

  func has(_ name: String) -> Bool { SharedData.has("\(folder)/\(name)") }
  func bytes(_ name: String) throws -> [UInt8] { try SharedData.bytes("\(folder)/\(name)") }

  static let all: [YAMLCase] = SharedData.names(in: "suites/yaml/data").flatMap { name -> [YAMLCase] in
    let folder = "suites/yaml/data/\(name)"
    if SharedData.has("\(folder)/in.yaml") { return [YAMLCase(folder: folder)] }
    return SharedData.names(in: folder).map { YAMLCase(folder: "\(folder)/\($0)") }
      .filter { $0.has("in.yaml") }
  }
}

@Suite(.enabled(if: SharedData.has("suites/yaml"), "needs ../shared/suites/yaml"))
struct YAMLSuiteTests {
  func read(_ test: YAMLCase) throws -> (document: Document?, diagnostics: [Diagnostic]) {
    DocumentReader.read(SourceText(path: "in.yaml", bytes: try test.bytes("in.yaml")), as: .yaml)
  }

  @Test(
    "a valid case has the suite's value, or is refused with a sentence that names the feature",
    arguments: YAMLCase.all.filter { !$0.has("error") })
  func valid(test: YAMLCase) throws {
    let result = try read(test)
    guard let document = result.document, result.diagnostics.isEmpty else {
      let diagnostic = try #require(result.diagnostics.first)
      #expect(["yaml-feature", "yaml-syntax", "empty-document", "duplicate-key"].contains(diagnostic.rule))
      return
    }
    guard test.has("in.json") else { return }
    let expected = SourceText(path: "in.json", bytes: try test.bytes("in.json"))
    let json = try #require(DocumentReader.read(expected, as: .json).document)
    #expect(
      YAMLSuiteTests.sameValue(document.rootNode, json.rootNode),
      "got \(String(decoding: JSONWriter.file(document.rootNode), as: UTF8.self))")
  }

  @Test("an invalid case is refused", arguments: YAMLCase.all.filter { $0.has("error") })
  func invalid(test: YAMLCase) throws {
    #expect(try read(test).document == nil)
  }

  /// Equality of values: the suite spells numbers as its own writer does (`1.0e+3` is `1000.0`).
  static func sameValue(_ left: Node, _ right: Node) -> Bool {
    guard left.kind == right.kind, left.count == right.count else { return false }
    switch left.kind {
    case .number: return left.double == right.double
    case .array: return zip(left.elements, right.elements).allSatisfy { sameValue($0, $1) }
    case .object:
      return left.members.allSatisfy { member in
        right[member.name].map { sameValue(member.value, $0) } ?? false
      }
    default: return left.text == right.text
    }
  }
}
