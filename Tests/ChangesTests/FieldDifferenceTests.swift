import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

@testable import Changes

@Suite struct FieldDifferenceTests {
  func node(_ yaml: String) throws -> Node {
    let result = DocumentReader.read(SourceText(path: "model.yaml", yaml), as: .yaml)
    return try #require(result.document, "\(result.diagnostics.map(\.message))").rootNode
  }

  static let examples: [(old: String, new: String, sentences: [String])] = [
    ("{a: 1, b: x}", "{a: 2, c: [1]}", ["a: 1 → 2", "c: added [1]", "b: removed “x”"]),
    ("{a: 1}", "{a: 1.0}", ["a: 1 → 1.0"]),
    ("{a: {b: 1}}", "{a: {b: 1, c: null}}", ["a.c: added null"]),
    ("{a: 1, b: 2, c: 3}", "{c: 3, a: 1, b: 2}", ["the whole: put in another order"]),
    ("{lang: [en, zh]}", "{lang: [en, fr, zh]}", ["lang[fr]: added “fr”"]),
    ("{n: [1, 1]}", "{n: [1, 2]}", ["n: [1,1] → [1,2]"]),
    (
      "model_specs: [{model_format: a, model_size_in_billions: 7, q: 1}]",
      "model_specs: [{model_format: b, model_size_in_billions: 7}, {model_format: a, model_size_in_billions: 7, q: 2}]",
      [
        "model_specs[b/7]: added {\"model_format\":\"b\",\"model_size_in_billions\":7}",
        "model_specs[a/7].q: 1 → 2",
      ]
    ),
    (
      "{t: \"a\\nb\\nc\"}", "{t: \"a\\nx\\ny\\nc\"}",
      ["t: a text with 2 of its 4 lines new, in place of 1"]
    ),
  ]

  @Test("each field that differs is named once, in words", arguments: examples)
  func words(old: String, new: String, sentences: [String]) throws {
    #expect(try FieldDifference(from: node(old), to: node(new)).changes.map(\.sentence) == sentences)
  }

  @Test("the fields of a single record are named without the record, even where its name changed")
  func single() throws {
    let (old, new) = (try node("{model_name: a, x: 1}"), try node("{model_name: b, x: 2}"))
    let changes = FieldDifference(from: [old], to: [new]).changes
    #expect(changes.map(\.field.description) == ["model_name", "x"])
  }

  @Test("records of several engines are told apart")
  func engines() throws {
    let old = [try node("{model_name: k, engine: A, v: 1}")]
    let new = old + [try node("{model_name: k, engine: B}")]
    let changes = FieldDifference(from: old, to: new).changes
    #expect(changes.map(\.field.description) == ["[k/B]"])
    #expect(changes.map(\.kind) == [.added])
  }

  @Test("a change is data too, with the values as they are written")
  func data() throws {
    let change = try #require(FieldDifference(from: node("{a: 1.0}"), to: node("{a: [1e2]}")).changes.first)
    var builder = DocumentBuilder()
    change.add(to: &builder)
    var output: [UInt8] = []
    JSONWriter.appendCompact(builder.document().rootNode, to: &output)
    #expect(
      String(decoding: output, as: UTF8.self) == #"{"field":"a","kind":"changed","old":1.0,"new":[1e2]}"#)
  }

  @Test(
    "two versions of a real model have no difference if and only if they are the same",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func property() throws {
    var random = SeededGenerator(seed: 5)
    let paths = SharedData.files(below: "upstream-split/xinference/model/audio/models", ending: ".json")
    for _ in 0..<300 {
      let path = paths[Int.random(in: 0..<paths.count, using: &random)]
      let bytes = try SharedData.bytes("upstream-split/xinference/model/audio/models/\(path)")
      let read = DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json)
      let old = try #require(read.document).rootNode
      var tree = Tree(old)
      let mutation = TreeMutation.apply(to: &tree, using: &random)
      let new = tree.document.rootNode
      #expect(!FieldDifference(from: old, to: new).changes.isEmpty, "\(mutation)")
      #expect(FieldDifference(from: Tree(old).document.rootNode, to: old).changes.isEmpty)
    }
  }
}
