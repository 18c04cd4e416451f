import Catalog
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Authoring

/// An entry in memory, as a catalog has it.
struct EntryFixture {
  let reader: CatalogReader
  let entry: Entry
  let editor: EntryEditor

  init(
    _ text: String, type: ModelType = .llm, name: String = "m", file: String = "model.yaml",
    schemas: Bool = true
  ) throws {
    let folder = EntryFolder(type: type, name: name)
    reader = CatalogReader(MemoryTree(texts: ["\(folder.path)/\(file)": text]))
    entry = try #require(try reader.entry(folder).0)
    let none = try SchemaFields(reader)
    editor = EntryEditor(entry, schemas ? try #require(ownSchemas) : none)
  }
}

@Suite struct EntryEditorTests {
  static let text = """
    # the entry
    hub: # what the hub knows
      # who
      maintainers: [ada] # alone
      license: MIT
    model:
    - version: 2 # two
      context_length: 4096   # tokens
      model_name: m
      model_lang: [en]
      model_ability:
        # what it can do
        - chat   # talk
      model_specs:
        - model_format: pytorch
          model_size_in_billions: 7
          model_src:
            huggingface: {quantizations: [none], model_id: a/b}
        - model_format: ggufv2 # llama.cpp
          model_size_in_billions: 7
          model_src:
            huggingface:
              quantizations: [Q4_0]
              model_id: a/b-gguf
              model_file_name_template: b-{quantization}.gguf
    # the end

    """

  @Test(
    "a field is set in place",
    arguments: [
      ("context_length", "8192", "context_length: 4096", "context_length: 8192"),
      ("license", "Apache-2.0", "license: MIT", "license: Apache-2.0"),
      ("hub.maintainers[+]", "lin", "[ada]", "[ada, lin]"),
      ("hub.maintainers[ada]", "lin", "[ada]", "[lin]"),
      ("model_ability", "chat, tools", "- chat   # talk\n", "- chat   # talk\n    - tools\n"),
      (
        "model_specs[model_format=ggufv2].model_size_in_billions", "0_6",
        "ggufv2 # llama.cpp\n      model_size_in_billions: 7",
        "ggufv2 # llama.cpp\n      model_size_in_billions: '0_6'"
      ),
      ("hub.tags", "moe, long", "license: MIT\n", "license: MIT\n  tags:\n  - moe\n  - long\n"),
      (
        "hub.visibility", "unlisted", "hub: # what the hub knows\n  # who\n",
        "hub: # what the hub knows\n  visibility: unlisted\n  # who\n"
      ),
      ("model[0].featured", "true", "# the end", "# the end"),
    ])
  func setting(address: String, value: String, before: String, after: String) throws {
    let fixture = try EntryFixture(Self.text)
    let change = try fixture.editor.setting(address, to: value)
    let result = String(decoding: change.bytes, as: UTF8.self)
    if address == "model[0].featured" {
      #expect(result.contains("featured: true"))
      #expect(result.replacing("  featured: true\n", with: "") == Self.text)
    } else {
      #expect(result == Self.text.replacing(before, with: after), "\(result)")
    }
  }

  @Test(
    "a field is taken away with its line, and what is left empty with it",
    arguments: [
      ("context_length", "  context_length: 4096   # tokens\n"), ("hub.license", "  license: MIT\n"),
      ("hub.maintainers[0]", "  # who\n  maintainers: [ada] # alone\n"),
    ])
  func unsetting(address: String, gone: String) throws {
    let change = try EntryFixture(Self.text, schemas: false).editor.unsetting(address)
    let result = String(decoding: change.bytes, as: UTF8.self)
    let kept = Self.text.replacing(gone, with: "")
    // A comment above what goes may go or stay: it may be about its neighbours.
    #expect(
      result == kept
        || result == Self.text.replacing(gone.split(separator: "\n").last.map { $0 + "\n" } ?? "", with: ""),
      "\(result)")
  }

  @Test(
    "what does not fit is refused, with the way out",
    arguments: [
      ("context_lenght", "1", AuthoringError.Code.notFound, "Did you mean ‘context_length’?"),
      ("hub.licence", "MIT", .notFound, "Did you mean ‘license’?"),
      ("context_length", "long", .badValue, "How many tokens"),
      ("hub.edition", "free", .badValue, "community, enterprise"),
      ("context_length", "0", .badValue, "The schema does not allow that"),
      ("model", "x", .notFound, "whole block"),
      ("model[0]", "x", .notFound, "whole record"), ("model[3].version", "2", .notFound, "no record [3]"),
      ("model_specs[9].model_format", "awq", .notFound, "the list has 2 items"),
      ("context_length.x", "1", .notFound, "no field"),
      ("model_lang", "en, en", .badValue, "The schema does not allow that"),
    ] as [(String, String, AuthoringError.Code, String)])
  func refusals(address: String, value: String, code: AuthoringError.Code, words: String) throws {
    let fixture = try EntryFixture(Self.text)
    let error = #expect(throws: AuthoringError.self) { _ = try fixture.editor.setting(address, to: value) }
    #expect(error?.code == code, "\(error?.description ?? "")")
    #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
  }

  @Test("of several records one must be named, or all")
  func severalRecords() throws {
    let text =
      "model:\n- {version: 2, model_name: m, engine: MLX}\n- {version: 2, model_name: m, engine: PyTorch}\n"
    let fixture = try EntryFixture(text, type: .audio, schemas: false)
    #expect(throws: AuthoringError.self) { _ = try fixture.editor.setting("featured", to: "true") }
    let one = try fixture.editor.setting("model[engine=MLX].cache_name", to: "x")
    #expect(
      String(decoding: one.bytes, as: UTF8.self)
        == text.replacing("engine: MLX", with: "cache_name: x, engine: MLX"))
    let all = try fixture.editor.setting("model[*].featured", to: "true")
    #expect(String(decoding: all.bytes, as: UTF8.self).split(separator: "featured: true").count == 3)
  }

  @Test("a bare list of upstream's gets its blocks only with the hub's first field")
  func bareLists() throws {
    let text = "[\n  {\n    \"version\": 2,\n    \"context_length\": 4096\n  }\n]\n"
    let fixture = try EntryFixture(text, file: "model.json", schemas: false)
    let length = try fixture.editor.setting("context_length", to: "8192")
    #expect(String(decoding: length.bytes, as: UTF8.self) == text.replacing("4096", with: "8192"))
    let license = try fixture.editor.setting("hub.license", to: "MIT")
    let root = license.document.rootNode
    #expect(root["hub"]?["license"]?.string == "MIT")
    #expect(root["model"]?.count == 1)
  }

  @Test("what is there already changes nothing")
  func unchanged() throws {
    let change = try EntryFixture(Self.text).editor.setting("hub.license", to: "MIT")
    #expect(change.edits.isEmpty)
    #expect(change.bytes == Array(Self.text.utf8))
  }
}

/// What 500 random changes leave alone.
@Suite(.enabled(if: UpstreamModel.isThere, "needs ../shared/upstream-split"))
struct RandomEditTests {
  static let names = UpstreamModel.names(.llm) + UpstreamModel.names(.audio)

  /// An entry of upstream's records as YAML with a hub block, comments in odd places.
  func commented(_ random: inout SeededGenerator) throws -> (fixture: EntryFixture, comments: [String]) {
    while true {
      let name = Self.names.randomElement(using: &random) ?? ""
      let type: ModelType = UpstreamModel.names(.audio).contains(name) ? .audio : .llm
      let path = "\(UpstreamModel.root)/\(type.rawValue)/models/\(name).json"
      let bytes = try SharedData.bytes(path)
      guard bytes.count < 5000,
        let document = DocumentReader.read(SourceText(path: name, bytes: bytes), as: .json).document
      else { continue }
      let hub = """
        hub:
          maintainers: [ada, lin]
          license: Apache-2.0
          tags:
            - moe
            - "long context"
          links: {homepage: 'https://example.org/x#y', paper: "https://arxiv.org/abs/1"}
        model:

        """
      let records = String(decoding: YAMLWriter.file(document.rootNode), as: UTF8.self)
      guard let yaml = CommentedYAML(hub + records, count: 15, using: &random) else { continue }
      let text = String(decoding: yaml.document.source.bytes, as: UTF8.self)
      return (try EntryFixture(text, type: type, name: name, schemas: false), yaml.comments)
    }
  }

  /// A random way down from a value, at least one step long.
  func path(into literal: Literal, _ random: inout SeededGenerator) -> [FieldStep] {
    var steps: [FieldStep] = []
    var current = literal
    while true {
      switch current {
      case .mapping(let members):
        guard let member = members.randomElement(using: &random) else { return steps }
        steps.append(.key(member.key))
        current = member.value
      case .list(let items):
        guard !items.isEmpty else { return steps }
        let place = Int.random(in: 0..<items.count, using: &random)
        steps.append(.index(place))
        current = items[place]
      default: return steps
      }
      if steps.count > 2, Int.random(in: 0..<5, using: &random) == 0 { return steps }
    }
  }

  /// The lines of a value together with its key or dash.
  func lines(of steps: [FieldStep], in document: Document) -> Range<Int>? {
    var node = document.rootNode
    var start = 0
    for step in steps {
      switch step {
      case .key(let key):
        guard let found = document.key(key, in: node.id) else { return nil }
        start = document.range(of: found).lowerBound
        node = Node(document, document.value(ofKey: found))
      case .index(let index):
        guard let item = Array(node.elements).dropFirst(index).first else { return nil }
        start = item.range.lowerBound
        node = item
      default: return nil
      }
    }
    return start..<max(start, node.range.upperBound)
  }

  /// The comments that stand in a range of lines, or directly above it, or on lines of their own right below.
  func nearby(_ range: Range<Int>, _ bytes: [UInt8]) -> String {
    let index = LineIndex(bytes)
    var first = index.line(at: range.lowerBound)
    var last = index.line(at: max(range.lowerBound, range.upperBound - 1))
    func isComment(_ line: Int) -> Bool {
      let text = String(decoding: bytes[index.range(ofLine: line, in: bytes)], as: UTF8.self).drop {
        $0 == " "
      }
      return text.hasPrefix("#") || text.isEmpty || text.hasPrefix("- #") || text == "-"
    }
    while first > 0, isComment(first - 1) { first -= 1 }
    while last + 1 < index.starts.count, isComment(last + 1) { last += 1 }
    return String(
      decoding: bytes[index.starts[first]..<index.range(ofLine: last, in: bytes).upperBound], as: UTF8.self)
  }

  @Test("500 random sets, unsets and renames keep every byte and comment that they are not about")
  func edits() throws {
    var random = SeededGenerator(seed: 77)
    var kinds = [0, 0, 0, 0]
    for round in 0..<500 {
      let (fixture, comments) = try commented(&random)
      let original = fixture.entry.document
      let before = Literal(original.rootNode)
      let kind = Int.random(in: 0..<4, using: &random)
      let change: EntryEditor.Change
      var exempt = ""
      switch kind {
      case 0:  // a scalar gets another value
        var steps = path(into: before, &random)
        while true {
          switch before[steps[...]] {
          case .mapping?, .list?, nil: steps = path(into: before, &random)
          default: break
          }
          if case .mapping? = before[steps[...]] { continue }
          if case .list? = before[steps[...]] { continue }
          break
        }
        let value =
          ["7", "x y", "yes", "a: b", "# no comment", "\"q\"", "1_8"].randomElement(using: &random) ?? ""
        change = try edited(
          fixture, before, { (root) throws(StepFault) in try root.setting(steps[...], to: .string(value)) })
        let range = try #require(lines(of: steps, in: original))
        exempt = String(decoding: original.source.bytes[range], as: UTF8.self)
        for edit in change.edits {
          #expect(
            range.contains(edit.range.lowerBound) && edit.range.upperBound <= range.upperBound, "\(round)")
        }
      case 1:  // something new
        let places: [([FieldStep], Literal)] = [
          ([.key("hub"), .key("edition")], .string("community")),
          ([.key("hub"), .key("tags"), .end], .string("new")),
          ([.key("hub"), .key("links"), .key("code")], .string("https://x.y")),
          ([.key("hub"), .key("maintainers"), .end], .string("noor")),
          (
            [.key("model"), .index(0), .key("extra")],
            .mapping([.init("a", .number(1)), .init("b", .list([.string("c")]))])
          ),
          ([.key("model"), .index(0), .key("model_ability"), .end], .string("tools")),
        ]
        let (steps, value) = places.randomElement(using: &random) ?? places[0]
        change = try edited(
          fixture, before, { (root) throws(StepFault) in try root.setting(steps[...], to: value) })
        #expect(change.edits.allSatisfy { $0.range.isEmpty }, "\(round) \(steps.address)")
      case 2:  // something goes
        var steps = path(into: before, &random)
        while steps.count < 2 || steps == [.key("model"), .index(0)] { steps = path(into: before, &random) }
        change = try edited(fixture, before, { (root) throws(StepFault) in try root.removing(steps[...]) })
        // What goes with it because nothing is left in it goes with its comments, too.
        var gone = steps
        while gone.count > 1, isOnly(gone, before) { gone.removeLast() }
        let range = try #require(lines(of: gone, in: original))
        exempt = nearby(range, original.source.bytes)
      default:
        let editor = CatalogEditorFixture(fixture)
        let result = try editor.renaming(to: "new-name")
        change = try #require(try editor.change(result, fixture))
        #expect(
          change.document.rootNode["hub"]?["aliases"]?.elements.compactMap(\.string) == [fixture.entry.name])
      }
      kinds[kind] += 1
      try check(change, original, comments, exempt, "\(round) kind \(kind)")
    }
    #expect(kinds.allSatisfy { $0 > 80 })
  }

  private func isOnly(_ steps: [FieldStep], _ root: Literal) -> Bool {
    let parent = root[steps.dropLast()]
    return parent?.members.count == 1 || parent?.items.count == 1
  }

  private func edited(
    _ fixture: EntryFixture, _ before: Literal, _ transform: (Literal) throws(StepFault) -> Literal
  ) throws -> EntryEditor.Change {
    let expected = try transform(before)
    let change = try fixture.editor.replacing(with: expected)
    #expect(Literal(change.document.rootNode) == expected)
    return change
  }

  /// The edits give the new bytes; comments elsewhere stand once; every byte outside of the edits is where it was.
  private func check(
    _ change: EntryEditor.Change, _ original: Document, _ comments: [String], _ exempt: String,
    _ label: String
  ) throws {
    let old = original.source.bytes
    #expect(change.edits.applied(to: old) == change.bytes, "\(label)")
    let new = String(decoding: change.bytes, as: UTF8.self)
    for comment in comments where !exempt.contains(comment) {
      let count = new.split(separator: comment, omittingEmptySubsequences: false).count - 1
      #expect(count == 1, "\(label) \(comment)\n\(String(decoding: old, as: UTF8.self))\n----\n\(new)")
    }
    let touched = change.edits.reduce(0) { $0 + $1.range.count }
    #expect(touched <= max(2 * exempt.utf8.count, 400), "\(label): \(touched) bytes for \(exempt.utf8.count)")
  }
}

/// Renames the entry of a fixture.
struct CatalogEditorFixture {
  private let fixture: EntryFixture

  init(_ fixture: EntryFixture) { self.fixture = fixture }

  func renaming(to name: String) throws -> CatalogChange {
    try CatalogEditor(fixture.reader).renaming(fixture.entry.folder, to: name)
  }

  /// The change of the entry's own file within a change of the catalog.
  func change(_ change: CatalogChange, _ fixture: EntryFixture) throws -> EntryEditor.Change? {
    for case .write(let path, let bytes) in change.steps where path.hasSuffix("model.yaml") {
      let source = SourceText(path: path, bytes: bytes)
      guard let document = DocumentReader.read(source, as: .yaml).document,
        let revision = fixture.entry.document.revised(
          into: document.rootNode, as: .yaml, identityKeys: EntryEditor.identityKeys)
      else { return nil }
      return EntryEditor.Change(path: path, edits: revision.edits, bytes: bytes, document: document)
    }
    return nil
  }
}
