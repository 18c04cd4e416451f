import Documents
import SourceText
import TestSupport
import Testing

@testable import Changes

/// Laws that hold for the merge of any three documents.
@Suite struct FieldMergePropertyTests {
  /// Makes small documents that are often alike, and changes them a little.
  struct Gardener {
    var random: SeededGenerator

    mutating func value(_ depth: Int) -> String {
      switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &random) {
      case 0: return "\(Int.random(in: 0...3, using: &random))"
      case 1: return ["null", "true", "1.0", "x"][Int.random(in: 0..<4, using: &random)].quotedIfWord
      case 2: return "[" + words().joined(separator: ",") + "]"
      case 3: return "\"\(word())\""
      case 4:
        return "["
          + (0..<Int.random(in: 0...3, using: &random)).map { _ in spec(depth - 1) }.joined(separator: ",")
          + "]"
      default: return object(depth - 1)
      }
    }

    mutating func object(_ depth: Int) -> String {
      let names = ["a", "b", "c", "updated_at", "model", "model_specs"].filter { _ in
        Bool.random(using: &random)
      }
      return "{" + names.map { "\"\($0)\":\(value(depth))" }.joined(separator: ",") + "}"
    }

    private mutating func spec(_ depth: Int) -> String {
      let format = ["pytorch", "awq", "gptq"][Int.random(in: 0..<3, using: &random)]
      return "{\"model_format\":\"\(format)\",\"v\":\(value(max(0, depth)))}"
    }

    private mutating func words() -> [String] {
      (0..<Int.random(in: 0...4, using: &random)).map { _ in "\"\(word())\"" }
    }

    private mutating func word() -> String { ["x", "y", "z", "w"][Int.random(in: 0..<4, using: &random)] }
  }

  struct Laws {
    let base: Node
    let ours: Node
    let theirs: Node
  }

  func node(_ json: String) throws -> Node {
    try #require(DocumentReader.read(SourceText(path: "m.json", json), as: .json).document, "\(json)")
      .rootNode
  }

  func trees(_ seed: UInt64) throws -> Laws {
    var gardener = Gardener(random: SeededGenerator(seed: seed))
    return try Laws(
      base: node(gardener.object(3)), ours: node(gardener.object(3)), theirs: node(gardener.object(3)))
  }

  func text(_ node: Node) -> String {
    var output: [UInt8] = []
    JSONWriter.appendCompact(node, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test("merging with an unchanged side gives the other, whichever it is", arguments: 0..<60)
  func unchangedSide(seed: Int) throws {
    for step in 0..<20 {
      let trees = try trees(UInt64(seed * 100 + step))
      for (ours, theirs, expected) in [
        (trees.base, trees.theirs, trees.theirs), (trees.ours, trees.base, trees.ours),
        (trees.ours, trees.ours, trees.ours),
      ] {
        let merge = FieldMerge(base: trees.base, ours: ours, theirs: theirs)
        #expect(
          merge.conflicts.isEmpty && merge.document.rootNode.isIdentical(to: expected),
          "\(text(ours)) \(text(theirs))")
      }
    }
  }

  @Test(
    "the sides can be swapped: the same fields are in conflict, and without any the outcome says the same",
    arguments: 0..<60)
  func symmetry(seed: Int) throws {
    for step in 0..<20 {
      let trees = try trees(UInt64(7000 + seed * 100 + step))
      let one = FieldMerge(base: trees.base, ours: trees.ours, theirs: trees.theirs)
      let other = FieldMerge(base: trees.base, ours: trees.theirs, theirs: trees.ours)
      let story = "\(text(trees.base)) \(text(trees.ours)) \(text(trees.theirs))"
      #expect(Set(one.conflicts.map(\.field)) == Set(other.conflicts.map(\.field)), "\(story)")
      if one.conflicts.isEmpty {
        #expect(
          Self.sorted(text(one.document.rootNode)) == Self.sorted(text(other.document.rootNode)), "\(story)")
      }
    }
  }

  /// The characters of a text in order, which two trees that differ only by order have in common.
  static func sorted(_ text: String) -> [UInt8] { text.utf8.sorted() }

  @Test(
    "settling every conflict for one side leaves none, and merging again changes nothing", arguments: 0..<60)
  func settling(seed: Int) throws {
    for step in 0..<20 {
      let trees = try trees(UInt64(20000 + seed * 100 + step))
      let open = FieldMerge(base: trees.base, ours: trees.ours, theirs: trees.theirs)
      for side in [MergeSide.ours, .theirs] {
        let chosen = Dictionary(open.conflicts.map { ($0.field, side) }) { first, _ in first }
        let settled = FieldMerge(base: trees.base, ours: trees.ours, theirs: trees.theirs) { chosen[$0] }
        let story =
          "\(text(trees.base)) \(text(trees.ours)) \(text(trees.theirs)) \(settled.conflicts.map(\.field))"
        #expect(settled.conflicts.isEmpty, "\(story)")
        let again = FieldMerge(base: trees.ours, ours: settled.document.rootNode, theirs: trees.ours)
        #expect(again.document.rootNode.isIdentical(to: settled.document.rootNode), "\(story)")
      }
    }
  }
}

extension String {
  fileprivate var quotedIfWord: String { self == "x" ? "\"x\"" : self }
}
