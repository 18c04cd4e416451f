import Catalog
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Validation

@Suite("Robustness")
struct RobustnessTests {
  @Test(
    "four hundred random changes of real entries: never a crash, every finding inside of its file (skipped where the data is not there)",
    .enabled(if: UpstreamCatalog.isThere))
  func randomChanges() throws {
    var random = SeededGenerator(seed: 41)
    let files = UpstreamCatalog.tree.files.filter { $0.key.hasPrefix("models/") && $0.value.count < 20_000 }
      .sorted { $0.key < $1.key }
    var tree = MemoryTree()
    for number in 0..<400 {
      let (path, bytes) = files[number % files.count]
      guard let document = DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json).document
      else { continue }
      var value = Tree(document.rootNode)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        _ = TreeMutation.apply(to: &value, using: &random)
      }
      let type = path.split(separator: "/")[1]
      tree.files["models/\(type)/m\(number)/model.json"] = JSONWriter.file(value.document.rootNode)
    }
    let findings = try TestCatalog.findings(tree)
    #expect(Set(findings.map(\.rule)).count > 20)
    for finding in findings {
      guard let source = finding.location.source else { continue }
      #expect(finding.location.range.upperBound <= source.bytes.count, "\(finding.rule)")
    }
  }

  @Test("random bytes in every file that a catalog has: never a crash", arguments: 0..<20)
  func randomBytes(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "hub:", "model:", "- ", "\n", "  ", "license: ", "[", "]", "{", "}", "\"", "allow:", "rule", ": ", "#",
      "|", "é", "🦙",
      "\u{0}", "---\n", "# ", "](", "![", "<img src=", "hf_", "\t", "\r\n", "&a", "*a", "models/../..",
    ]
    func text() -> [UInt8] {
      Array((0..<200).map { _ in pieces.randomElement(using: &random) ?? "" }.joined().utf8)
    }
    let tree = MemoryTree([
      "hub.yaml": text(), "people/ada.yaml": text(), "schema/llm.schema.json": text(),
      "models/llm/a/model.yaml": text(), "models/llm/a/README.md": text(), "models/llm/b/model.json": text(),
      "models/llm/c/model.yaml": Array("hub: {license: MIT}\nmodel: {model_name: c}\n".utf8),
      "models/llm/c/README.md": text(),
    ])
    let findings = try TestCatalog.findings(tree)
    #expect(findings.contains { $0.location.path == "models/llm/c/model.yaml" || $0.severity == .error })
  }
}
