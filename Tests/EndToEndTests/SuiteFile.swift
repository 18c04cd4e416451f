import Documents
import SourceText

/// A file of the public JSON Schema suite, with schemas and instances as texts of their own.
enum SuiteFile {
  struct Group {
    let description: String
    let schema: String
    let tests: [(data: String, valid: Bool)]
  }

  static func groups(_ bytes: [UInt8]) -> [Group]? {
    let source = SourceText(path: "suite.json", bytes: bytes)
    guard let document = DocumentReader.read(source, as: .json).document else { return nil }
    return document.rootNode.elements.map { group in
      let tests = group["tests"]?.elements.map { test in
        (data: text(test["data"]), valid: test["valid"]?.bool ?? false)
      }
      return Group(
        description: group["description"]?.text ?? "", schema: text(group["schema"]), tests: tests ?? [])
    }
  }

  private static func text(_ node: Node?) -> String { node.map { $0.source.text(in: $0.range) } ?? "" }
}
