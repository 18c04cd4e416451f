import Catalog
import Diagnostics
import FileTrees
import TestSupport
import Testing

@testable import Validation

@Suite("Mending")
struct MendingTests {
  private let options = ValidationOptions(today: TestCatalog.today)

  private func mend(
    _ files: [(path: String, text: String)], prefix: String = ""
  ) throws -> (texts: [String: String], first: Mending.Outcome, second: Mending.Outcome) {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    let reader = CatalogReader(FolderTree(folder.path), prefix: prefix)
    let mending = Mending(reader, in: SourceFolder(folder.path), options)
    let first = try mending.run()
    let second = try mending.run()
    var texts: [String: String] = [:]
    for (path, _) in files { texts[path] = String(decoding: try folder.read(path), as: UTF8.self) }
    return (texts, first, second)
  }

  @Test("mends what takes no guess, keeps comments, and has nothing left to do", arguments: ["", "catalog"])
  func mends(prefix: String) throws {
    let model =
      "\u{FEFF}# A comment. 模型\r\nhub:\r\n  license: apache-2.0 # why\r\nmodel:\n  model_name: a\n  tool_parser: deepseek_v3\n"
    let readme = "# A\n\nText\u{200B} enough to be more than a title.\n"
    let (texts, first, second) = try mend(
      [("models/llm/a/model.yaml", model), ("models/llm/a/README.md", readme)], prefix: prefix)
    #expect(
      texts["models/llm/a/model.yaml"]
        == "# A comment. 模型\nhub:\n  license: Apache-2.0 # why\nmodel:\n  model_name: a\n  tool_parser: deepseek-v3\n"
    )
    #expect(texts["models/llm/a/README.md"] == "# A\n\nText enough to be more than a title.\n")
    #expect(first.files == ["models/llm/a/README.md", "models/llm/a/model.yaml"])
    #expect(first.mends == 5)
    #expect(second.mends == 0 && second.files.isEmpty)
  }

  @Test("of two mends of the same bytes one is made, then the other if it is still called for")
  func overlapping() {
    let fixes = [
      Fix("a", [TextEdit(0..<4, "x")]), Fix("b", [TextEdit(2..<6, "y")]), Fix("c", [TextEdit(6..<8, "z")]),
      Fix("d", [TextEdit(6..<8, "w"), TextEdit(20..<21, "v")]), Fix("e", [TextEdit(8..<8, "u")]),
    ]
    #expect(Mending.compatible(fixes).map(\.message) == ["a", "c", "e"])
  }

  @Test("never writes the stars that stand for a secret in reports")
  func secrets() throws {
    let secret = "hf_" + "aQw3Er5Ty7Ui9Op1As3Df5Gh7Jk9Lz1Xc"
    let readme = "# A\r\n\r\nText with \(secret) in it.\r\n"
    let (texts, first, _) = try mend([
      ("models/llm/a/model.yaml", "model:\n  model_name: a\n"), ("models/llm/a/README.md", readme),
    ])
    #expect(first.mends == 1)
    #expect(texts["models/llm/a/README.md"] == String(readme.unicodeScalars.filter { $0 != "\r" }))
  }

  @Test("what is allowed, switched off or in the baseline is left alone")
  func filtered() throws {
    let model =
      "hub:\n  license: GPL-3.0+\n  allow: [{rule: deprecated-license, reason: As upstream says.}]\nmodel:\n  model_name: a\n"
    let (texts, first, _) = try mend([("models/llm/a/model.yaml", model)])
    #expect(first.mends == 0 && texts["models/llm/a/model.yaml"] == model)
  }
}
