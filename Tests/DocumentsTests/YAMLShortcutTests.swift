import Diagnostics
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Documents

@Suite("The shortcut through usual YAML")
struct YAMLShortcutTests {
  /// What differs between the shortcut's nodes and libyaml's, where the shortcut makes any.
  private func difference(_ text: String) -> String? {
    let source = SourceText(path: "a.yaml", text)
    guard let short = YAMLShortcut.read(source, .catalog) else { return nil }
    var reader = YAMLReader(source, .catalog)
    let (document, faults) = reader.readByEvents()
    guard let document, faults.isEmpty else { return "libyaml refuses: \(faults.map(\.message))" }
    let fast = Document(source: source, tape: short)
    guard fast.nodeCount == document.nodeCount else {
      return "\(fast.nodeCount) nodes, not \(document.nodeCount)"
    }
    for index in 0..<fast.nodeCount {
      let node = NodeID(UInt32(index))
      let left = Self.description(fast, node)
      let right = Self.description(document, node)
      if left != right { return "\(left), not \(right)" }
    }
    return nil
  }

  private static func description(_ document: Document, _ node: NodeID) -> String {
    "\(document.kind(of: node)) \(document.style(of: node)) \(document.range(of: node)) "
      + "‘\(document.text(of: node))’ \(document.count(of: node)) \(document.next(after: node).index)"
  }

  private static let usual = [
    "a: 1\n", "a: b # c\nd:\n  e: f\n", "- a\n- b: c\n  d: e\n-   - x\n    - y\n", "a:\n- b\n- c\nd: e",
    "a: [b, 'c d', \"e\", [1, 2], {f: g, 'h': i}, []] # x\nj: {}\n",
    "a: |\n  b\n\n    c\n\n\nd: |-\n  e\nf: |+\n  g\n\n",
    "a: 'it''s'\nb: \"q\\\"\\\\\\n\\t\\/\"\n'c': d\n\"e\": f\n",
    "# x\n\n# y\na:\n  # z\n  b: ~\n\n  c: NULL\n",
    "模型: é 🦙\n列: [一, 二]\n文: |\n  三\n", "a: http://x.y/z?a=b#c\nb: a:b\nc: -1\nd: -x\ne: +1\nf: 0x1F\n",
    "a:\n  - b:\n      c: d\n    e: f\n  -\n    g: h\n", "stop: [</s>, <|im_end|>]\n",
    "a: 1_8\nb: 012\nc: 1.0\nd: 1e5\n",
    "a: |\n  b\n# comment\nc: d\n", "a:\n  b: |\n    c\n   \n", "a: b\n   # odd comment\nc: d\n",
    "- - a\n  - b\n- c\n",
  ]

  @Test("usual files take the shortcut and give libyaml's nodes", arguments: usual)
  func same(text: String) {
    #expect(difference(text) == nil)
  }

  @Test("the usual files really take it")
  func taken() {
    let count = Self.usual.count { YAMLShortcut.read(SourceText(path: "a.yaml", $0), .catalog) != nil }
    #expect(count >= Self.usual.count - 2)
  }

  @Test(
    "every case of the public suite is read as libyaml reads it, or left to it",
    .enabled(if: SharedData.has("suites/yaml")))
  func suite() throws {
    for test in YAMLCase.all {
      let text = String(decoding: try test.bytes("in.yaml"), as: UTF8.self)
      #expect(difference(text) == nil, "\(test.testDescription)")
    }
  }

  @Test("every file of the project's own catalog takes it")
  func ownCatalog() throws {
    let root = SharedData.packageRoot.appending(path: "catalog").path
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".yaml") }
    #expect(paths.count > 20)
    for path in paths {
      let text = String(
        decoding: FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data(), as: UTF8.self)
      #expect(difference(text) == nil, "\(path)")
      #expect(YAMLShortcut.read(SourceText(path: path, text), .catalog) != nil, "\(path)")
    }
  }

  @Test(
    "what upstream ships, written as YAML, is read alike, and nearly all of it takes the shortcut",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func upstream() throws {
    let folder = "upstream-split/xinference/model"
    let paths = SharedData.files(below: folder, ending: ".json")
    #expect(paths.count > 300)
    var taken = 0
    for path in paths {
      let source = SourceText(path: path, bytes: try SharedData.bytes("\(folder)/\(path)"))
      guard let document = DocumentReader.read(source, as: .json).document else { continue }
      let text = String(decoding: YAMLWriter.file(document.rootNode), as: UTF8.self)
      #expect(difference(text) == nil, "\(path)")
      if YAMLShortcut.read(SourceText(path: path, text), .catalog) != nil { taken += 1 }
    }
    #expect(taken * 20 > paths.count * 19)
  }

  @Test("forty thousand broken files are read as libyaml reads them, or left to it", arguments: 0..<8)
  func broken(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let root = SharedData.packageRoot.appending(path: "catalog/models").path
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".yaml") }
      .sorted()
    let real = paths.compactMap { FileManager.default.contents(atPath: "\(root)/\($0)") }.map {
      Array($0.prefix(1_200))
    }
    let suite = YAMLCase.all.compactMap { $0.has("error") ? nil : $0 }
    let texts = try Self.usual.map { Array($0.utf8) } + real + suite.map { try $0.bytes("in.yaml") }
    let pieces = [
      " ", "  ", "\n", ":", ": ", "-", "- ", "#", " #", "'", "\"", "[", "]", "{", "}", ",", "|", ">", "&a",
      "*a", "!t", "?",
      "%", "@", "`", "\\", "\t", "\r", "---\n", "...\n", "~", "é", "\u{85}", "\u{2028}", "\u{FEFF}", "<<: ",
      "a: b\n", "null",
      "|-", "|2", "|+\n", "''", "\"\"", "a", "0", "- - ", "\n\n", "   ", "0x", ".inf",
    ].map { Array($0.utf8) }
    for round in 0..<5_000 {
      var bytes = texts[round % texts.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        let removed = min(Int.random(in: 0...3, using: &random), bytes.count - at)
        let piece = Bool.random(using: &random) ? pieces.randomElement(using: &random) ?? [] : []
        bytes.replaceSubrange(at..<at + removed, with: piece)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if let difference = difference(text) { Issue.record("\(difference)\n\(text.debugDescription)") }
    }
  }
}
