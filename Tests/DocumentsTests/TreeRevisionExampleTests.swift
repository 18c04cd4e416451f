import Diagnostics
import SourceText
import TestSupport
import Testing

@testable import Documents

/// A file, what it is to say, and how it should look then.
struct RevisionExample: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var before: String
  var target: String
  var after: String
  var format = DocumentFormat.yaml

  init(_ name: String, _ before: String, _ target: String, _ after: String, format: DocumentFormat = .yaml) {
    testDescription = name
    (self.before, self.target, self.after, self.format) = (before, target, after, format)
  }
}

@Suite struct TreeRevisionExampleTests {
  static let examples: [RevisionExample] = [
    RevisionExample(
      "a changed value keeps its comment and the blanks before it",
      "a:    1   # one\nb: 2\n", #"{"a": 7, "b": 2}"#, "a:    7   # one\nb: 2\n"),
    RevisionExample(
      "a new key comes after its neighbour and its comment",
      "a: 1 # one\n# about c\nc: 3\n", #"{"a": 1, "b": 2, "c": 3}"#,
      "a: 1 # one\nb: 2\n# about c\nc: 3\n"),
    RevisionExample(
      "a removed key leaves the comments above it",
      "# head\na: 1\n# about b\nb: 2 # two\nc: 3\n", #"{"a": 1, "c": 3}"#, "# head\na: 1\n# about b\nc: 3\n"),
    RevisionExample(
      "a key that moves takes the comment above it along",
      "a: 1\n# about b\nb: 2 # two\nc: 3\n", #"{"a": 1, "c": 3, "b": 2}"#,
      "a: 1\nc: 3\n# about b\nb: 2 # two\n"),
    RevisionExample(
      "the first key after a dash can go",
      "- a: 1\n  b: 2\n", #"[{"b": 2}]"#, "- b: 2\n"),
    RevisionExample(
      "the first key after a dash can go where a comment follows it",
      "- a: 1\n  # about b\n  b: 2\n", #"[{"b": 2}]"#, "-\n  # about b\n  b: 2\n"),
    RevisionExample(
      "a key can come first after a dash",
      "- a: 1\n  b: 2\n", #"[{"x": [1], "a": 1, "b": 2}]"#, "- x:\n    - 1\n  a: 1\n  b: 2\n"),
    RevisionExample(
      "dashes below their key stay there, four blanks stay four",
      "m:\n    list:\n    - 1\n    - 2\n", #"{"m": {"list": [1, 2, 3], "other": {"k": ["v"]}}}"#,
      "m:\n    list:\n    - 1\n    - 2\n    - 3\n    other:\n        k:\n        - v\n"),
    RevisionExample(
      "a list on one line stays on it, in its author's quotes",
      #"tags: ["a", "b"] # why"#, #"{"tags": ["a", "c", "d"]}"#, #"tags: ["a", "c", "d"] # why"#),
    RevisionExample(
      "a list in brackets over lines keeps its comments",
      "t: [\n  a, # first\n  # about b\n  b, # second\n  c # third\n]\n", #"{"t": ["a", "c", "d"]}"#,
      "t: [\n  a, # first\n  # about b\n  c, # third\n  d\n]\n"),
    RevisionExample(
      "a block of text is rewritten with its own indentation and comment",
      "t: |  # template\n     one\n     two\nu: 1\n", #"{"t": "one\n2\n", "u": 1}"#,
      "t: |  # template\n     one\n     2\nu: 1\n"),
    RevisionExample(
      "a word becomes a block of text, and back",
      "t: word # c\nu: |-\n  a\n  b\n", #"{"t": "x\ny", "u": "word"}"#, "t: |- # c\n  x\n  y\nu: word\n"),
    RevisionExample(
      "a scalar becomes a list behind its comment",
      "t: word # c\nu: 1\n", #"{"t": ["a"], "u": 1}"#, "t: # c\n  - a\nu: 1\n"),
    RevisionExample(
      "an empty value is filled", "a:\nb: []\nc: {}\n", #"{"a": "x", "b": [1], "c": {"k": null}}"#,
      "a: x\nb:\n  - 1\nc:\n  k: null\n"),
    RevisionExample(
      "a list that loses everything says so on the line of its key",
      "a:\n  - 1\n  - 2\nb: 1\n", #"{"a": [], "b": 1}"#, "a: []\nb: 1\n"),
    RevisionExample(
      "quotes that are needed are no habit", "a: '0_6'\nb: \"x\"\n", #"{"a": "word", "b": "y"}"#,
      "a: word\nb: \"y\"\n"),
    RevisionExample(
      "a file without a last line break gets one where a line is added",
      "a: 1", #"{"a": 1, "b": 2}"#, "a: 1\nb: 2\n"),
    RevisionExample("a byte order mark stays", "\u{FEFF}a: 1\nb: 2\n", #"{"b": 3}"#, "\u{FEFF}b: 3\n"),
    RevisionExample("a document that is a word", "word # c\n", #""other""#, "other # c\n"),
    RevisionExample(
      "a key with a question mark is left to a rewriting of its mapping",
      "x: 1\nm:\n  ? a\n  : 1\n  ? b\n  : 2\n", #"{"x": 1, "m": {"a": 1, "b": 3}}"#,
      "x: 1\nm:\n  a: 1\n  b: 3\n"),
    RevisionExample(
      "specs are told apart by format and size",
      "- model_format: a\n  size: 1 # small\n  q: [x]\n- model_format: b\n  size: 2 # large\n  q: [y]\n",
      #"[{"model_format": "c", "size": 0, "q": ["z"]}, {"model_format": "b", "size": 2, "q": ["w"]}]"#,
      "- model_format: c\n  size: 0\n  q:\n    - z\n- model_format: b\n  size: 2 # large\n  q: [w]\n"),
    RevisionExample(
      "JSON: the last item goes, and the comma before it",
      "[\n  1,\n  2\n]\n", "[1]", "[\n  1\n]\n", format: .json),
    RevisionExample(
      "JSON: every item goes", "{\"a\": [ 1, 2 ]}", "{\"a\": []}", "{\"a\": []}", format: .json),
    RevisionExample(
      "JSON: blanks around commas are copied", "[1 , 2 , 3]", "[0, 1, 2, 3, 4]", "[0 , 1 , 2 , 3 , 4]",
      format: .json),
    RevisionExample(
      "JSON: a short list among long ones stays short",
      "{\n  \"a\": [\"x\", \"y\"],\n  \"b\": {}\n}\n", #"{"a": ["x", "z", "y"], "b": {"c": ["u", "v"]}}"#,
      "{\n  \"a\": [\"x\", \"z\", \"y\"],\n  \"b\": {\n    \"c\": [\"u\", \"v\"]\n  }\n}\n", format: .json),
    RevisionExample(
      "JSON: escapes that nobody asked about stay as they are",
      #"{"a": "\u00e9\/", "b": 1.0}"#, #"{"a": "é/", "b": 1}"#, #"{"a": "\u00e9\/", "b": 1}"#, format: .json),
  ]

  @Test("an edit looks as a person would have made it", arguments: examples)
  func example(_ example: RevisionExample) throws {
    func read(_ text: String, _ format: DocumentFormat) throws -> Document {
      let result = DocumentReader.read(SourceText(path: "t", text), as: format)
      return try #require(result.document, "\(result.diagnostics.map(\.message))")
    }
    let before = try read(example.before, example.format)
    let target = try read(example.target, .json)
    let revision = try #require(
      before.revised(into: target.rootNode, as: example.format, identityKeys: ["model_format", "size"]))
    #expect(String(decoding: revision.bytes, as: UTF8.self) == example.after)
  }

  @Test("no change, no edit")
  func noChange() throws {
    let text = SourceText(path: "t", "{ \"a\" :1e0 }")
    let document = try #require(DocumentReader.read(text, as: .json).document)
    let revision = try #require(document.revised(into: Tree(document.rootNode).document.rootNode, as: .json))
    #expect(revision.edits.isEmpty)
    #expect(revision.bytes == text.bytes)
  }

  @Test("a target that the notation cannot hold gives nothing")
  func impossible() throws {
    let document = try #require(DocumentReader.read(SourceText(path: "t", "a: 1\n"), as: .yaml).document)
    var deep = Tree.number("1")
    for _ in 0..<80 { deep = .list([deep]) }
    #expect(document.revised(into: deep.document.rootNode, as: .yaml) == nil)
  }

  @Test("a list of 20,000 items that differs everywhere is aligned without taking all pairs")
  func large() throws {
    func list(_ item: (Int) -> Int) -> [UInt8] {
      Array(("[\n" + (0..<20_000).map { "  \(item($0))" }.joined(separator: ",\n") + "\n]\n").utf8)
    }
    let before = SourceText(path: "t", bytes: list { $0 })
    let after = list { $0 % 3 == 0 ? $0 * 7 + 1 : $0 }
    let document = try #require(DocumentReader.read(before, as: .json).document)
    let target = try #require(DocumentReader.read(SourceText(path: "t", bytes: after), as: .json).document)
    let revision = try #require(document.revised(into: target.rootNode, as: .json))
    #expect(revision.bytes == after)
    #expect(revision.edits.count < 8000)
  }
}
