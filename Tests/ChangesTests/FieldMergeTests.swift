import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

@testable import Changes

@Suite struct FieldMergeTests {
  func node(_ yaml: String) throws -> Node {
    let result = DocumentReader.read(SourceText(path: "model.yaml", yaml), as: .yaml)
    return try #require(result.document, "\(result.diagnostics.map(\.message))").rootNode
  }

  /// The merged tree as JSON on one line, and the fields in conflict.
  func merge(
    _ base: String?, _ ours: String, _ theirs: String, settled: [String: MergeSide] = [:], clock: Int? = nil
  ) throws -> (merged: String, conflicts: [String]) {
    let chosen = Dictionary(uniqueKeysWithValues: settled.map { (FieldPath(description: $0), $1) })
    let merge = try FieldMerge(
      base: base.map(node), ours: node(ours), theirs: node(theirs), clock: clock
    ) { chosen[$0] }
    var output: [UInt8] = []
    JSONWriter.appendCompact(merge.document.rootNode, to: &output)
    return (String(decoding: output, as: UTF8.self), merge.conflicts.map(\.field.description))
  }

  func expect(
    _ base: String?, _ ours: String, _ theirs: String, _ merged: String, conflicts: [String] = [],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try merge(base, ours, theirs)
    #expect(outcome.merged == merged, sourceLocation: location)
    #expect(outcome.conflicts == conflicts, sourceLocation: location)
  }

  @Test("fields on neighbouring lines merge")
  func neighbours() throws {
    try expect("{a: 1, b: 1, c: 1}", "{a: 2, b: 1, c: 1}", "{a: 1, b: 2, c: 1}", #"{"a":2,"b":2,"c":1}"#)
  }

  @Test("the same change on both sides is no conflict")
  func sameChange() throws {
    try expect("{a: 1}", "{a: 2, b: [x]}", "{a: 2, b: [x]}", #"{"a":2,"b":["x"]}"#)
  }

  @Test("a field that both changed in different ways is a conflict, and keeps what is published")
  func conflict() throws {
    try expect("{a: 1, b: 1}", "{a: 2, b: 1}", "{a: 3, b: 2}", #"{"a":2,"b":2}"#, conflicts: ["a"])
    try expect("{a: {x: 1}}", "{a: {x: 2}}", "{a: [1]}", #"{"a":{"x":2}}"#, conflicts: ["a"])
    try expect("{a: 1}", "{a: 1.0}", "{a: '1'}", #"{"a":1.0}"#, conflicts: ["a"])
  }

  @Test("removed on one side and left alone on the other is removed; changed there, it is a conflict")
  func removals() throws {
    try expect("{a: 1, b: 1}", "{a: 1}", "{a: 1, b: 1, c: 1}", #"{"a":1,"c":1}"#)
    try expect("{a: 1, b: 1}", "{a: 1, b: 1, c: 1}", "{a: 1}", #"{"a":1,"c":1}"#)
    try expect("{a: 1, b: 1}", "{a: 1}", "{a: 1, b: 2}", #"{"a":1,"b":2}"#, conflicts: ["b"])
    try expect("{a: 1, b: 1}", "{a: 1, b: 2}", "{a: 1}", #"{"a":1,"b":2}"#, conflicts: ["b"])
  }

  @Test("what both add merges field by field")
  func bothAdd() throws {
    try expect("{}", "{links: {paper: p}}", "{links: {code: c}}", #"{"links":{"paper":"p","code":"c"}}"#)
    try expect(nil, "{a: 1, b: 2}", "{a: 1, c: 3}", #"{"a":1,"b":2,"c":3}"#)
    try expect(nil, "{a: 1}", "{a: 2}", #"{"a":1}"#, conflicts: ["a"])
  }

  @Test("lists of words merge as sets and keep their order")
  func wordLists() throws {
    try expect("[a, b, c]", "[a, c]", "[a, b, x, c, y]", #"["a","x","c","y"]"#)
    try expect("[a, b]", "[a, b, o]", "[a, b, t]", #"["a","b","o","t"]"#)
    try expect("[a, b, c]", "[c, b, a]", "[a, b, c, d]", #"["c","d","b","a"]"#)
    try expect("[a, b, c]", "[a, b, c, d]", "[c, b, a]", #"["c","d","b","a"]"#)
  }

  @Test("a list that says a word twice, and lists of lists, are one value")
  func oneValueLists() throws {
    try expect("{a: [x, x]}", "{a: [x, x, y]}", "{a: [x, x, z]}", #"{"a":["x","x","y"]}"#, conflicts: ["a"])
    try expect("{a: [[1]]}", "{a: [[1], [2]]}", "{a: [[1], [3]]}", #"{"a":[[1],[2]]}"#, conflicts: ["a"])
  }

  @Test("specs are matched by format and size, wherever they stand")
  func specs() throws {
    let base = """
      model:
        model_name: m
        model_specs:
          - {model_format: pytorch, model_size_in_billions: 7, model_src: {huggingface: {model_id: a/b, quantizations: [none]}}}
          - {model_format: ggufv2, model_size_in_billions: 7, model_src: {huggingface: {model_id: a/c, quantizations: [q4]}}}
      """
    let ours = base.replacing("[q4]", with: "[q4, q8]")
    let theirs = """
      model:
        model_name: m
        model_specs:
          - {model_format: awq, model_size_in_billions: 7, model_src: {huggingface: {model_id: a/d, quantizations: [Int4]}}}
          - {model_format: pytorch, model_size_in_billions: 7, model_src: {huggingface: {model_id: a/b, quantizations: [none]}}}
          - {model_format: ggufv2, model_size_in_billions: 7, model_src: {huggingface: {model_id: a/c2, quantizations: [q4]}}}
      """
    let outcome = try merge(base, ours, theirs)
    #expect(outcome.conflicts.isEmpty)
    #expect(outcome.merged.contains(#""model_id":"a/c2","quantizations":["q4","q8"]"#))
    #expect(outcome.merged.contains(#""model_specs":[{"model_format":"awq""#))
    let clash = try merge(base, base.replacing("a/b", with: "a/x"), base.replacing("a/b", with: "a/y"))
    #expect(clash.conflicts == ["model.model_specs[pytorch/7].model_src.huggingface.model_id"])
  }

  @Test("records of one name are told apart by their engines, in a bare list too")
  func records() throws {
    let base = "[{model_name: w, engine: transformers, a: 1}, {model_name: w, engine: mlx, a: 1}]"
    let ours = "[{model_name: w, engine: transformers, a: 2}, {model_name: w, engine: mlx, a: 1}]"
    let theirs = "[{model_name: w, engine: mlx, a: 3}, {model_name: w, engine: transformers, a: 1}]"
    try expect(
      base, ours, theirs,
      #"[{"model_name":"w","engine":"mlx","a":3},{"model_name":"w","engine":"transformers","a":2}]"#)
    try expect(
      base, ours, ours.replacing("a: 2", with: "a: 9"),
      #"[{"model_name":"w","engine":"transformers","a":2},{"model_name":"w","engine":"mlx","a":1}]"#,
      conflicts: ["[w/transformers].a"])
  }

  @Test("a single record stays the same under another name")
  func renamedRecord() throws {
    try expect(
      "{model: [{model_name: a, v: 1}]}", "{model: [{model_name: b, v: 1}]}",
      "{model: [{model_name: a, v: 2}]}",
      #"{"model":[{"model_name":"b","v":2}]}"#)
  }

  @Test("a list that both put into another order is a conflict; one side's order is not")
  func orders() throws {
    let base = "[{model_name: a}, {model_name: b}, {model_name: c}]"
    try expect(
      base, "[{model_name: b}, {model_name: a}, {model_name: c}]",
      "[{model_name: a}, {model_name: c}, {model_name: b}]",
      #"[{"model_name":"b"},{"model_name":"a"},{"model_name":"c"}]"#, conflicts: [""])
    try expect(
      base, "[{model_name: a, x: 1}, {model_name: b}, {model_name: c}]",
      "[{model_name: c}, {model_name: b}, {model_name: a}]",
      #"[{"model_name":"c"},{"model_name":"b"},{"model_name":"a","x":1}]"#)
  }

  @Test("a record that both changed gets the newest clock, one that one changed keeps that side's")
  func clock() throws {
    let base = "{model: {model_name: m, a: 1, b: 1, updated_at: 100}}"
    let ours = "{model: {model_name: m, a: 2, b: 1, updated_at: 200}}"
    let theirs = "{model: {model_name: m, a: 1, b: 2, updated_at: 150}}"
    let both = try merge(base, ours, theirs, clock: 300)
    #expect(both.conflicts.isEmpty && both.merged.contains("\"updated_at\":300"))
    #expect(try merge(base, ours, theirs, clock: 120).merged.contains("\"updated_at\":200"))
    #expect(try merge(base, base, theirs, clock: 300).merged.contains("\"updated_at\":150"))
    let hub = try merge("{updated_at: 1}", "{updated_at: 2}", "{updated_at: 3}", clock: 9)
    #expect(hub.conflicts == ["updated_at"])
  }

  @Test("a conflict is settled for one side or the other, field by field")
  func settling() throws {
    let (base, ours, theirs) = ("{a: 1, b: 1, c: 1}", "{a: 2, b: 2}", "{a: 3, b: 3, c: 3}")
    #expect(try merge(base, ours, theirs).conflicts == ["a", "b", "c"])
    let some = try merge(base, ours, theirs, settled: ["a": .theirs, "c": .ours])
    #expect(some.merged == #"{"a":3,"b":2}"# && some.conflicts == ["b"])
    let all = try merge(base, ours, theirs, settled: ["a": .ours, "b": .theirs, "c": .theirs])
    #expect(all.merged == #"{"a":2,"b":3,"c":3}"# && all.conflicts.isEmpty)
  }
}
