import Diagnostics
import SourceText
import TestSupport
import Testing

@testable import Documents

@Suite struct TreeRevisionTests {
  static let identity = ["model_name", "engine", "model_format", "model_size_in_billions"]
  static let upstream = SharedData.files(below: "upstream-split/xinference/model", ending: ".json")
    .filter { !$0.hasPrefix("schemas/") }

  func read(_ text: String, _ format: DocumentFormat) throws -> Document {
    let result = DocumentReader.read(SourceText(path: "t", text), as: format)
    return try #require(result.document, "\(result.diagnostics.map(\.message)) in \(text)")
  }

  func upstreamFile(_ random: inout SeededGenerator, largest: Int = .max) throws -> Document {
    var (path, bytes) = ("", [UInt8]())
    repeat {
      path = Self.upstream[Int.random(in: 0..<Self.upstream.count, using: &random)]
      bytes = try SharedData.bytes("upstream-split/xinference/model/\(path)")
    } while bytes.count > largest
    return try #require(DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json).document)
  }

  @Test(
    "500 random edits of upstream's JSON read back as asked, and leave the form as upstream writes it",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func jsonEdits() throws {
    var random = SeededGenerator(seed: 11)
    for round in 0..<500 {
      let original = try upstreamFile(&random)
      var tree = Tree(original.rootNode)
      var mutations: [TreeMutation] = []
      for _ in 0...Int.random(in: 0...2, using: &random) {
        mutations.append(TreeMutation.apply(to: &tree, using: &random))
      }
      let target = tree.document
      let revision = original.revised(into: target.rootNode, as: .json, identityKeys: Self.identity)
      let result = try #require(revision, "\(round) \(original.source.path) \(mutations)")
      #expect(result.coarsening == 0, "\(round) \(original.source.path) \(mutations)")
      #expect(result.edits.applied(to: original.source.bytes) == result.bytes)
      if JSONWriter.file(original.rootNode) == original.source.bytes {
        #expect(
          result.bytes == JSONWriter.file(target.rootNode), "\(round) \(original.source.path) \(mutations)")
      }
    }
  }

  @Test(
    "500 random edits of YAML keep every comment outside of what they replace",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func yamlEdits() throws {
    var random = SeededGenerator(seed: 12)
    for round in 0..<500 {
      let source = try upstreamFile(&random, largest: 5_000)
      let yaml = String(decoding: YAMLWriter.file(source.rootNode), as: UTF8.self)
      let commented = try #require(CommentedYAML(yaml, count: 16, using: &random))
      let original = commented.document
      var tree = Tree(original.rootNode)
      let mutation = TreeMutation.apply(to: &tree, using: &random)
      let revision = original.revised(into: tree.document.rootNode, as: .yaml, identityKeys: Self.identity)
      let result = try #require(revision, "\(round) \(mutation)")
      let old = String(decoding: original.source.bytes, as: UTF8.self)
      let new = String(decoding: result.bytes, as: UTF8.self)
      #expect(result.coarsening == 0, "\(round) \(mutation)\n\(old)\n-----\n\(new)")
      let exempt = exemptText(mutation, in: original)
      for comment in commented.comments where !exempt.contains(comment) {
        let found = new.split(separator: comment, omittingEmptySubsequences: false).count - 1
        #expect(found == 1, "\(round) \(mutation) \(comment)\n\(old)\n-----\n\(new)")
      }
    }
  }

  struct Form: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var format: DocumentFormat
    var mutations = TreeMutation.Kind.allCases
    var write: @Sendable (Tree) -> String
  }

  static let forms: [Form] = [
    Form(testDescription: "JSON, four spaces", format: .json) { JSONForm(unit: "    ").text($0) },
    Form(
      testDescription: "JSON, tabs, short lists on a line", format: .json,
      mutations: [.removeItem, .moveItem, .swapItems, .renameKey]
    ) {
      JSONForm(unit: "\t", inlinesScalarLists: true).text($0)
    },
    Form(testDescription: "JSON without blanks", format: .json) {
      JSONForm(unit: nil, colon: ":", comma: ",").text($0)
    },
    Form(testDescription: "JSON on one line", format: .json) { JSONForm(unit: nil).text($0) },
    Form(testDescription: "JSON, CRLF", format: .json) {
      JSONForm(unit: "  ").text($0).replacing("\n", with: "\r\n")
    },
    Form(testDescription: "YAML", format: .yaml) { yaml($0, YAMLLayout()) },
    Form(testDescription: "YAML, four spaces, dashes below their key", format: .yaml) {
      yaml($0, YAMLLayout(step: 4, listOffset: 0))
    },
    Form(testDescription: "YAML, CRLF", format: .yaml) {
      yaml($0, YAMLLayout()).replacing("\n", with: "\r\n")
    },
    Form(testDescription: "YAML that is JSON", format: .yaml) { JSONForm(unit: "  ").text($0) },
  ]

  static func yaml(_ tree: Tree, _ layout: YAMLLayout) -> String {
    String(decoding: YAMLWriter.file(tree.document.rootNode, layout), as: UTF8.self)
  }

  @Test(
    "an edited file looks as if its author had written the new value",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"), arguments: forms)
  func everyForm(form: Form) throws {
    var random = SeededGenerator(seed: 13)
    for round in 0..<150 {
      let source = Tree(try upstreamFile(&random, largest: 8_000).rootNode)
      let original = try read(form.write(source), form.format)
      var tree = source
      let mutation = TreeMutation.apply(to: &tree, kinds: form.mutations, using: &random)
      let revision = original.revised(
        into: tree.document.rootNode, as: form.format, identityKeys: Self.identity)
      let result = try #require(revision, "\(round) \(mutation)")
      #expect(result.coarsening == 0, "\(round) \(mutation)")
      let new = String(decoding: result.bytes, as: UTF8.self)
      let expected = form.write(tree)
      // YAML escapes this character, JSON need not.
      if form.format == .yaml, expected.unicodeScalars.contains("\u{85}") { continue }
      #expect(new == expected, "\(round) \(mutation) \(difference(new, expected))")
    }
  }

  func difference(_ left: String, _ right: String) -> String {
    let (left, right) = (left.split(separator: "\n"), right.split(separator: "\n"))
    let start = zip(left, right).prefix { $0 == $1 }.count
    return "\n" + left[start...].prefix(4).joined(separator: "\n") + "\n----\n"
      + right[start...].prefix(4).joined(separator: "\n")
  }

  /// The lines of what a mutation takes away.
  private func exemptText(_ mutation: TreeMutation, in document: Document) -> String {
    var node = document.rootNode
    var path = mutation.path
    if mutation.kind == .removeItem || mutation.kind == .renameKey, let index = mutation.index {
      path.append(index)
    }
    var start = 0
    for index in path {
      let child = Array(document.childIDs(of: node.id))[index]
      start = document.range(of: child).lowerBound
      node = Node(document, node.kind == .object ? document.value(ofKey: child) : child)
    }
    if mutation.kind == .addItem || mutation.kind == .fill { return "" }
    if mutation.kind == .moveItem || mutation.kind == .swapItems {
      let holdsScalars = node.kind == .array && node.elements.contains { $0.count == 0 }
      if !holdsScalars { return "" }
    }
    let text = LineText(document.source)
    var first = text.start(ofLineAt: start)
    // The dash of an item that goes may stand on a line of its own above.
    while first > 0, text.bytes[first..<start].allSatisfy({ $0 == 0x20 }),
      text.bytes[text.start(ofLineAt: first - 1)..<first].contains(where: { [0x23, 0x2D].contains($0) })
    {
      first = text.start(ofLineAt: first - 1)
    }
    // Comments that are indented further belong to it, even behind a blank line.
    var last = text.end(ofLineAt: max(start, node.range.upperBound - 1))
    while last < text.bytes.count {
      let rest = text.bytes[(last + text.indentation(at: last).count)...]
      let isInside = text.indentation(at: last).count > text.indentation(at: first).count
      guard rest.first == 0x0A || (rest.first == 0x23 && isInside) else { break }
      last = text.end(ofLineAt: last)
    }
    return String(decoding: text.bytes[first..<last], as: UTF8.self)
  }
}
