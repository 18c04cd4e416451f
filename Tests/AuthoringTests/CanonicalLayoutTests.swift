import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Authoring

@Suite struct CanonicalLayoutTests {
  func laidOut(_ text: String) throws -> String {
    let result = DocumentReader.read(SourceText(path: "t.yaml", text), as: .yaml)
    let document = try #require(result.document, "\(result.diagnostics.map(\.message)) \(text)")
    let bytes = try #require(CanonicalLayout.of(document, as: .yaml), "\(text)")
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "layouts and comments find their place",
    arguments: [
      ("a:  1\n", "a: 1\n"), ("a:\n- 1\n- 2\n", "a:\n  - 1\n  - 2\n"),
      ("a:\n    b:   c # d\n", "a:\n  b: c  # d\n"),
      ("a: [ 1,2 , 3 ]\n", "a: [1, 2, 3]\n"), ("a: {b: 1,  c: [d]}\n", "a: {b: 1, c: [d]}\n"),
      ("a: [ # why\n  1, 2]\n", "a:  # why\n  - 1\n  - 2\n"), ("a: 'x'\nb: \"y\"\n", "a: 'x'\nb: \"y\"\n"),
      ("- # first\n  a: 1\n-   b: 2\n", "# first\n- a: 1\n- b: 2\n"),
      ("a: |\n    x\n      y\nb: 1\n", "a: |\n  x\n    y\nb: 1\n"),
      ("a: >-  # c\n   x\n   y\n", "a: >-  # c\n  x\n  y\n"),
      ("a:\n  - x\n  # tail\nb: 1\n", "a:\n  - x\n  # tail\nb: 1\n"),
      ("a:\n  - x\n# head\nb: 1\n", "a:\n  - x\n# head\nb: 1\n"),
      ("\n\n# a\n\n\n# b\na: 1\n\n\n\nb: 2\n", "# a\n\n# b\na: 1\n\nb: 2\n"),
      ("a: 1 # x\r\nb: 2\r\n", "a: 1  # x\nb: 2\n"), ("a:\nb: ~\n", "a:\nb: ~\n"),
      ("a: {}\nb: []\n", "a: {}\nb: []\n"),
      ("a:\n  # between\n  1\n", "# between\na: 1\n"), ("a: 1\n# end\n", "a: 1\n# end\n"),
      ("---\na: 1\n", "a: 1\n"),
      ("a: one\n  two\n", "a: one two\n"), ("-  - 1\n   - 2\n", "- - 1\n  - 2\n"),
      ("a: # 1\n  # 2\n  b: 1 # 3\n  # 4\n", "a:  # 1\n  # 2\n  b: 1  # 3\n  # 4\n"),
    ])
  func examples(text: String, expected: String) throws {
    #expect(try laidOut(text) == expected)
    #expect(try laidOut(expected) == expected)
  }

  @Test("our own catalog's files are laid out as fmt would")
  func ownCatalog() throws {
    let root = SharedData.packageRoot.appending(path: "catalog")
    let reader = CatalogReader(FolderTree(root.path))
    for folder in try reader.index(.flat).0 {
      let entry = try #require(try reader.entry(folder).0)
      let format = try #require(DocumentFormat(path: entry.document.source.path))
      #expect(CanonicalLayout.of(entry.document, as: format) == entry.document.source.bytes, "\(folder.id)")
    }
    for path in ["hub.yaml", "people/ada.yaml", "people/lin.yaml"] {
      let document = try #require(try reader.document(path).0)
      let bytes = try #require(CanonicalLayout.of(document, as: .yaml), "\(path)")
      #expect(
        String(decoding: bytes, as: UTF8.self) == String(decoding: document.source.bytes, as: UTF8.self))
    }
  }

  @Test(
    "300 entries of upstream's, comments in odd places, keep what they say and every comment, and stay as they come out",
    .enabled(if: UpstreamModel.isThere, "needs ../shared/upstream-split"))
  func randomComments() throws {
    var random = SeededGenerator(seed: 31)
    let names = UpstreamModel.names(.llm) + UpstreamModel.names(.audio)
    var laid = 0
    for _ in 0..<300 {
      let name = names.randomElement(using: &random) ?? ""
      let type = UpstreamModel.names(.audio).contains(name) ? "audio" : "llm"
      let bytes = try SharedData.bytes("\(UpstreamModel.root)/\(type)/models/\(name).json")
      guard bytes.count < 4000,
        let json = DocumentReader.read(SourceText(path: name, bytes: bytes), as: .json).document
      else { continue }
      let text =
        "hub: {license: MIT, tags: [a, b]}\nmodel:\n"
        + String(decoding: YAMLWriter.file(json.rootNode), as: UTF8.self)
      let commented = try #require(CommentedYAML(text, count: 12, using: &random))
      let source = String(decoding: commented.document.source.bytes, as: UTF8.self)
      let result = try laidOut(source)
      for comment in commented.comments {
        #expect(result.contains(comment), "\(comment) of\n\(source)\n---\n\(result)")
      }
      #expect(try laidOut(result) == result, "\(source)\n---\n\(result)")
      laid += 1
    }
    #expect(laid > 20)
  }
}
