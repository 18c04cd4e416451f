import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// A text with one fault; `▸` marks where the finding must point.
struct FaultCase: CustomTestStringConvertible, Sendable {
  let format: DocumentFormat
  let marked: String
  let rule: String
  let says: String

  init(_ format: DocumentFormat, _ marked: String, _ rule: String, _ says: String) {
    self.format = format
    self.marked = marked
    self.rule = rule
    self.says = says
  }

  var testDescription: String { "\(format.rawValue) \(rule): \(says)" }

  static let all: [FaultCase] = [
    // JSON
    FaultCase(.json, "▸", "empty-document", "The file is empty"),
    FaultCase(.json, #"{"a": [1, 2▸"#, "json-syntax", "The file ends before the document does"),
    FaultCase(.json, #"{"a": ▸"text}"#, "json-syntax", "This string is never closed"),
    FaultCase(.json, "{\"a\": ▸\"text\n\"}", "json-syntax", "This string is not closed on its line"),
    FaultCase(.json, #"{"a": 1 ▸"b": 2}"#, "json-syntax", "Expected ‘,’ or ‘}’, found ‘\"’"),
    FaultCase(.json, #"[1, ▸]"#, "json-syntax", "Expected a value, found ‘]’"),
    FaultCase(.json, #"{"a": 1, ▸}"#, "json-syntax", "Expected a key in double quotes, found ‘}’"),
    FaultCase(.json, #"{▸a: 1}"#, "json-syntax", "Expected a key in double quotes, found ‘a’"),
    FaultCase(.json, #"{"a" ▸1}"#, "json-syntax", "Expected ‘:’ after the key, found ‘1’"),
    FaultCase(.json, #"[▸'a']"#, "json-syntax", "Expected a value, found ‘'’"),
    FaultCase(.json, #"[▸01]"#, "json-syntax", "A number does not start with 0"),
    FaultCase(.json, #"[▸NaN]"#, "json-syntax", "Expected a value, found ‘NaN’"),
    FaultCase(.json, #"[▸True]"#, "json-syntax", "Expected a value, found ‘True’"),
    FaultCase(.json, "[1, ▸// no\n2]", "json-syntax", "Expected a value, found ‘/’"),
    FaultCase(.json, #"["▸\x41"]"#, "json-syntax", "There is no such escape in JSON"),
    FaultCase(.json, #"["▸\ud800"]"#, "json-syntax", "This is half of a surrogate pair"),
    FaultCase(.json, "[\"a▸\u{0}b\"]", "json-syntax", "A control character cannot stand in a string"),
    FaultCase(
      .json, #"[1]▸ [2]"#.replacing("▸ ", with: " ▸"), "json-syntax", "The document ends before this"),
    FaultCase(.json, #"{"é😎": 1, ▸"é😎": 2}"#, "duplicate-key", "The key ‘é😎’ stands twice"),
    // YAML
    FaultCase(.yaml, "▸", "empty-document", "The file holds no document"),
    FaultCase(.yaml, "▸# only a comment\n", "empty-document", "The file holds no document"),
    FaultCase(.yaml, "a: 1\n▸\tb: 2\n", "yaml-syntax", "A tab cannot be used for indentation"),
    FaultCase(.yaml, "a: b▸: c\n", "yaml-syntax", "A ‘:’ cannot start a value here"),
    FaultCase(.yaml, "a: [1, 2▸\nb: 3\n", "yaml-syntax", "Expected ‘,’ or ‘]’"),
    FaultCase(.yaml, "a: 1\n▸bc\nd: 2\n", "yaml-syntax", "Expected ‘:’ after this key"),
    FaultCase(.yaml, "é: ▸[1, 2\n", "yaml-syntax", "This bracket is never closed"),
    FaultCase(.yaml, "a: ▸@b\n", "yaml-syntax", "This character cannot start a value"),
    FaultCase(.yaml, "a:\n  - 1\n ▸- 2\n", "yaml-syntax", "Expected a key at this indentation"),
    FaultCase(.yaml, "a: ▸\"b\n", "yaml-syntax", "These quotes are never closed"),
    FaultCase(.yaml, "a: \"▸\\d\"\n", "yaml-syntax", "There is no such escape in double quotes"),
    FaultCase(.yaml, "é: b▸\u{1}\n", "yaml-syntax", "A control character cannot stand in a YAML file"),
    FaultCase(.yaml, "a: b▸\u{0}\n", "yaml-syntax", "A control character cannot stand in a YAML file"),
    FaultCase(.yaml, "a: ▸&x b\n", "yaml-feature", "An anchor cannot be used"),
    FaultCase(.yaml, "é😎: ▸*x\n", "yaml-feature", "An alias cannot be used"),
    FaultCase(.yaml, "a: ▸!!str 1\n", "yaml-feature", "A tag cannot be used"),
    FaultCase(.yaml, "▸<<: {a: 1}\n", "yaml-feature", "A merge key cannot be used"),
    FaultCase(.yaml, "a: 1\n▸---\nb: 2\n", "yaml-feature", "Several documents cannot be used"),
    FaultCase(.yaml, "? ▸[a]\n: b\n", "yaml-feature", "A list or mapping as a key cannot be used"),
    FaultCase(.yaml, "▸%YAML 1.1\n---\na: 1\n", "yaml-feature", "A directive cannot be used"),
    FaultCase(.yaml, "a: ▸.inf\n", "yaml-feature", "This number cannot be written in JSON"),
    FaultCase(.yaml, "a: [b]▸# c\n", "yaml-syntax", "A comment needs a blank before its ‘#’"),
    FaultCase(.yaml, "a: [1,\n▸2]\n", "yaml-syntax", "This line goes on inside brackets or quotes"),
    FaultCase(.yaml, "日本: 1\nb: 2\n▸日本: 3\n", "duplicate-key", "The key ‘日本’ stands twice"),
  ]
}

@Suite struct FaultTests {
  func read(_ bytes: [UInt8], _ format: DocumentFormat, _ limits: ReadLimits = .catalog) -> [Diagnostic] {
    DocumentReader.read(SourceText(path: "f", bytes: bytes), as: format, limits: limits).diagnostics
  }

  @Test(
    "a fault is named where it stands, with multibyte text before it and with CR LF as well",
    arguments: FaultCase.all, ["", "# é😎日本\n", "\r\n"])
  func position(test: FaultCase, prefix: String) throws {
    var marked = test.marked
    if test.format == .yaml, prefix.hasPrefix("#") {
      // What must be at the start of a file cannot follow a comment in the same way.
      marked = test.rule == "empty-document" ? marked : prefix + marked
    } else if prefix == "\r\n" {
      marked = marked.replacing("\n", with: "\r\n")
    }
    let offset = try #require(marked.utf8.firstRange(of: "▸".utf8))
    let start = marked.utf8.distance(from: marked.startIndex, to: offset.lowerBound)
    let diagnostics = read(Array(marked.replacing("▸", with: "").utf8), test.format)
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostic.rule == test.rule)
    #expect(diagnostic.message.hasPrefix(test.says), "\(diagnostic.message)")
    if test.rule != "empty-document" { #expect(diagnostic.location.range.lowerBound == start) }
    #expect(diagnostic.help != nil)
  }

  @Test(
    "bytes that are no UTF-8 are found at their offset, in either notation",
    arguments: DocumentFormat.allCases)
  func notUTF8(format: DocumentFormat) {
    let diagnostics = read(Array("{\"é\": \"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), format)
    #expect(diagnostics.map(\.rule) == ["not-utf-8"])
    #expect(diagnostics.first?.location.range.lowerBound == 8)
  }

  @Test("64 levels are read, 65 and a hundred thousand are refused", arguments: DocumentFormat.allCases)
  func depth(format: DocumentFormat) {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(read(nested(64), format).isEmpty)
    #expect(read(nested(65), format).map(\.rule) == ["nesting-depth"])
    #expect(read(nested(100_000), format).map(\.rule) == ["nesting-depth"])
    #expect(read(Array(String(repeating: "[", count: 100_000).utf8), format).map(\.rule) == ["nesting-depth"])
    #expect(read(Array(String(repeating: "- ", count: 5000).utf8), .yaml).map(\.rule) == ["nesting-depth"])
  }

  @Test("a file of more than 4 MiB is refused before it is parsed")
  func size() {
    let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 10 << 20)
    #expect(read(bytes, .json).map(\.rule) == ["file-size"])
  }

  @Test("an alias bomb is refused at its first anchor")
  func aliasBomb() {
    let bomb = "a: &a [x, x]\n" + (0..<20).map { "k\($0): &k\($0) [*a, *a]\n" }.joined()
    #expect(read(Array(bomb.utf8), .yaml).map(\.rule) == ["yaml-feature"])
  }

  @Test("random damage to real entries never crashes, and is refused or read, never both empty (seeded)")
  func damage() throws {
    var random = SeededGenerator(seed: 11)
    let seeds = [
      "hub:\n  tags: [a, b]  # é\nmodel:\n  - model_name: x\n    text: |-\n      a\n\n      b\n    n: 1.5\n",
      #"{"a": [1, 2.5e3, "é\n\u00e9"], "b": {"c": null, "d": true}}"#,
    ]
    for _ in 0..<4000 {
      let index = Int.random(in: 0..<2, using: &random)
      var bytes = Array(seeds[index].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert("{}[]:,-#&*!|>'\"\n \t".utf8.randomElement(using: &random) ?? 0, at: place)
        }
      }
      let source = SourceText(path: "f", bytes: bytes)
      let result = DocumentReader.read(source, as: index == 0 ? .yaml : .json)
      #expect(result.document != nil || !result.diagnostics.isEmpty)
      for diagnostic in result.diagnostics { #expect(diagnostic.location.range.upperBound <= bytes.count) }
    }
  }
}
