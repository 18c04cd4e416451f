import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

@Suite struct RoundTripTests {
  func document(_ text: String, _ format: DocumentFormat = .json) throws -> Document {
    let result = DocumentReader.read(SourceText(path: "t", text), as: format)
    return try #require(result.document, "\(result.diagnostics.map(\.message))")
  }

  func throughYAML(_ document: Document) throws -> Document {
    let bytes = YAMLWriter.file(document.rootNode)
    let result = DocumentReader.read(SourceText(path: "t.yaml", bytes: bytes), as: .yaml)
    return try #require(
      result.document, "\(result.diagnostics.map(\.message)) in:\n\(String(decoding: bytes, as: UTF8.self))")
  }

  static let upstream = SharedData.files(below: "upstream-split/xinference/model", ending: ".json")

  @Test(
    "every upstream file survives JSON → YAML → JSON with its values, order and numbers",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"), arguments: upstream)
  func upstreamFiles(path: String) throws {
    let bytes = try SharedData.bytes("upstream-split/xinference/model/\(path)")
    let read = DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json)
    let original = try #require(read.document)
    let back = try throughYAML(original)
    #expect(back.rootNode.isIdentical(to: original.rootNode))
    #expect(JSONWriter.file(back.rootNode) == JSONWriter.file(original.rootNode))
  }

  @Test(
    "strings that look like something else keep their meaning",
    arguments: [
      "", " ", " a", "a ", "1", "1.0", "012", "1_8", "0x1F", "0o7", ".inf", "-.5", "+1", "1e3", "~", "null",
      "Null",
      "true", "no", "On", "y", "-", "- a", "-a", "?", "? a", ":", "a:", "a: b", "a:b", "a #b", "a#b", "#a",
      "&a",
      "*a", "!a", "|", ">", "'", "it's", "\"", "a\"b", "%a", "@a", "`a", "[", "{a}", "a,b", "---", "--- a",
      "...",
      "<<", "=", "\\", "a\\nb", "2026-12-01", "12:30:45", "1.2.3", "\t", "a\tb", "\u{85}", "a\u{2028}b",
      "\u{FEFF}",
      "é", "日本語", "😀", "\u{7F}", "\0", "\r", "\u{A0}", "a\u{301}", "0", "-0", "0.10", "１",
    ])
  func awkwardStrings(text: String) throws {
    for shape in ["[%]", "{\"k\": %}", "{\"%k\": 1}", "[[%, %]]", "[{\"a\": %, \"b\": {\"c\": [%]}}]", "%"] {
      var quoted: [UInt8] = []
      JSONWriter.appendString(Array(text.utf8)[...], to: &quoted)
      let literal = String(decoding: quoted, as: UTF8.self)
      let json =
        shape.split(separator: "%k", omittingEmptySubsequences: false).count > 1
        ? "{\(literal): 1}"
        : shape.split(separator: "%", omittingEmptySubsequences: false).joined(separator: literal)
      let original = try document(json)
      #expect(try throughYAML(original).rootNode.isIdentical(to: original.rootNode))
    }
  }

  @Test("any string of awkward characters survives YAML and JSON (seeded)")
  func randomStrings() throws {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("a \n\t:#-'\"\\|>{}[],&*!%@`0~\u{85}\u{2028}é😀\r\u{1B}".unicodeScalars)
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
      }
      var builder = DocumentBuilder()
      builder.beginArray()
      builder.string(String(text))
      builder.beginObject()
      builder.key(String(text))
      builder.string(String(text))
      builder.end()
      builder.end()
      let original = builder.document()
      #expect(try throughYAML(original).rootNode.isIdentical(to: original.rootNode), "\(text)")
      let json = String(decoding: JSONWriter.file(original.rootNode), as: UTF8.self)
      #expect(try document(json).rootNode.isIdentical(to: original.rootNode))
    }
  }

  @Test("a chat template is written as a block of text, a plain word without quotes")
  func readsWell() throws {
    let json =
      #"{"name": "qwen3", "template": "{% if a %}\n  x\n{% endif %}", "sizes": [1, "0_6"], "none": {}}"#
    let yaml = String(decoding: YAMLWriter.file(try document(json).rootNode), as: UTF8.self)
    #expect(
      yaml == """
        name: qwen3
        template: |-
          {% if a %}
            x
          {% endif %}
        sizes:
          - 1
          - '0_6'
        none: {}

        """)
  }

  @Test("YAML numbers that JSON spells otherwise are respelled, infinities refused")
  func numbers() throws {
    let yaml = try document("[+1, 0x1F, 0o17, .5, 1., -0.0, 1e3, 012, 1_8, no]", .yaml)
    let json = String(decoding: JSONWriter.file(yaml.rootNode), as: UTF8.self).split { $0 == "\n" }
    let values = json.dropFirst().dropLast().map { $0.trimmingPrefix("  ") }
    #expect(
      values == ["1,", "31,", "15,", "0.5,", "1.0,", "-0.0,", "1e3,", "\"012\",", "\"1_8\",", "\"no\""])
    #expect(DocumentReader.read(SourceText(path: "t", "a: .inf"), as: .yaml).document == nil)
  }
}
