import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Validation

/// One fault, put into an entry that was in order.
struct BrokenEntry: Sendable {
  enum Kind: CaseIterable { case misspeltKey, wrongType, lostBracket, wrongIndentation }

  let kind: Kind
  let text: String
  /// The line, from 1, that was broken.
  let line: Int
  /// What a finding has to name, where there is a name.
  let thing: [String]

  init?(_ kind: Kind, _ document: Document, _ random: inout SeededGenerator) {
    self.kind = kind
    let nodes = BrokenEntry.values(below: document.rootNode)
    let edit: TextEdit
    switch kind {
    case .misspeltKey:
      let keys = nodes.map(\.key).filter { Field(named: $0.text) != nil && $0.text.utf8.count > 3 }
      guard let key = keys.randomElement(using: &random) else { return nil }
      let text = BrokenEntry.misspelt(key.text)
      edit = TextEdit(key.range, key.style == .doubleQuoted ? "\"\(text)\"" : text)
      thing = [text]
    case .wrongType:
      let typed = nodes.filter { member in
        // The line of a block list is that of its key.
        BrokenEntry.typedKeys.contains(member.key.text) && member.value.style != .block
      }
      guard let member = typed.randomElement(using: &random) else { return nil }
      edit = TextEdit(member.value.range, "{a: 1}")
      thing = [member.key.text, "mapping"]
    case .lostBracket:
      let flows = nodes.map(\.value).filter { $0.style == .flow && $0.count > 0 }
      guard let flow = flows.randomElement(using: &random) else { return nil }
      edit = TextEdit(flow.range.upperBound - 1..<flow.range.upperBound, "")
      thing = []
    case .wrongIndentation:
      let keys = nodes.map(\.key).filter {
        BrokenEntry.startsItsLine($0) && $0.source.position(at: $0.range.lowerBound).column > 2
      }
      guard let key = keys.randomElement(using: &random) else { return nil }
      let start = key.range.lowerBound
      edit = Bool.random(using: &random) ? TextEdit(start..<start, " ") : TextEdit(start - 1..<start, "")
      thing = []
    }
    let bytes = [edit].applied(to: document.source.bytes) ?? []
    text = String(decoding: bytes, as: UTF8.self)
    line = document.source.position(at: edit.range.lowerBound).line
  }

  private static let typedKeys = [
    "context_length", "max_tokens", "dimensions", "featured", "model_ability", "model_lang", "version",
    "updated_at",
    "quantizations", "model_size_in_billions", "stop",
  ]

  private static func values(below node: Node) -> [Member] {
    let members = Array(node.members)
    let below = members.map(\.value) + Array(node.elements)
    return members + below.flatMap { values(below: $0) }
  }

  private static func startsItsLine(_ key: Node) -> Bool {
    let bytes = key.source.bytes
    let line = key.source.lines.starts[key.source.lines.line(at: key.range.lowerBound)]
    return bytes[line..<key.range.lowerBound].allSatisfy { $0 == 0x20 }
  }

  /// The word with two neighbours swapped that are not alike.
  private static func misspelt(_ word: String) -> String {
    var letters = Array(word)
    for index in 1..<letters.count - 1 where letters[index] != letters[index + 1] {
      letters.swapAt(index, index + 1)
      break
    }
    return String(letters)
  }
}

extension Field {
  fileprivate init?(named name: String) {
    guard let field = Field.allCases.first(where: { $0.key == name }) else { return nil }
    self = field
  }
}

@Suite("Broken entries")
struct BrokenEntryTests {
  /// Two hundred entries of the project's own catalog, each with one fault, as one catalog.
  private static let broken: [(path: String, entry: BrokenEntry)] = {
    var random = SeededGenerator(seed: 2026)
    var result: [(path: String, entry: BrokenEntry)] = []
    let files = originals()
    var round = 0
    while result.count < 200, round < 4_000, !files.isEmpty {
      let kind = BrokenEntry.Kind.allCases[result.count % 4]
      let (type, text) = files[round % files.count]
      round += 1
      let name = "broken-\(result.count)"
      let source = SourceText(path: "x.yaml", named(name, text))
      guard let document = DocumentReader.read(source, as: .yaml).document,
        let entry = BrokenEntry(kind, document, &random)
      else { continue }
      // What is still the same tree is not broken.
      let after = DocumentReader.read(SourceText(path: "x.yaml", entry.text), as: .yaml).document
      if let after, after.rootNode.isIdentical(to: document.rootNode) { continue }
      result.append(("models/\(type)/\(name)/model.yaml", entry))
    }
    return result
  }()

  private static func originals() -> [(type: String, text: String)] {
    let root = SharedData.packageRoot.appending(path: "catalog/models").path
    let paths = ((try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []).sorted()
    return paths.filter { $0.hasSuffix("/model.yaml") }.compactMap { path in
      guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
      return (String(path.prefix { $0 != "/" }), String(decoding: data, as: UTF8.self))
    }
  }

  /// The entry under another name, and without what refers to other entries and people.
  private static func named(_ name: String, _ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.compactMap { line -> String? in
      let key = line.drop { $0 == " " || $0 == "-" }.prefix { $0 != ":" }
      if ["maintainers", "audience", "aliases", "lifecycle"].contains(key) { return nil }
      if key == "model_name" || (key == "model_family" && !text.contains("model_name")) {
        return "\(line.prefix { $0 != ":" }): \(name)"
      }
      return String(line)
    }.joined(separator: "\n")
  }

  @Test("of 200, each has a finding at the line that was broken, which names the thing")
  func found() throws {
    var tree = MemoryTree(OwnSchemas.files)
    for (path, entry) in Self.broken { tree.files[path] = Array(entry.text.utf8) }
    #expect(Self.broken.count == 200)
    let findings = Dictionary(
      grouping: try TestCatalog.findings(tree).filter { $0.severity > .note }, by: \.location.path)
    for (path, entry) in Self.broken {
      let own = findings[path] ?? []
      let atLine = own.filter { finding in
        ([finding.location] + finding.notes.map(\.location)).contains { $0.start()?.line == entry.line }
      }
      #expect(
        !atLine.isEmpty, "\(entry.kind) at \(path):\(entry.line): \(TestCatalog.lines(own)) \(entry.thing)")
      if entry.thing.isEmpty { continue }
      #expect(
        atLine.contains { finding in entry.thing.contains { finding.message.contains($0) } },
        "\(entry.kind) at \(path):\(entry.line): \(own.map(\.message))")
    }
  }
}
