import Documents
import SourceText

/// A dialogue that was left before its end: what was answered, so that it can go on.
public struct DraftState: Hashable, Sendable {
  /// The sources that were named.
  public var sources: [String]
  /// Ids that were given to folders, by the folder.
  public var ids: [String: String]
  /// Fields and the texts that were answered, in order; an empty text is a field that was passed over.
  public private(set) var answers: [(address: String, text: String)] = []

  /// Starts a dialogue.
  public init(sources: [String] = [], ids: [String: String] = [:]) {
    self.sources = sources
    self.ids = ids
  }

  /// Takes note of an answer; the last one to a field counts.
  public mutating func note(_ address: String, _ text: String) {
    answers.removeAll { $0.address == address }
    answers.append((address, text))
  }

  /// Takes the last answer back.
  public mutating func takeBack() -> String? { answers.popLast()?.address }

  /// The state as a file.
  public var file: [UInt8] {
    let list = answers.map { Literal.list([.string($0.address), .string($0.text)]) }
    let pairs = ids.sorted { $0.key < $1.key }.map { Literal.Member($0.key, .string($0.value)) }
    let value = Literal.mapping([
      .init("sources", .strings(sources)), .init("ids", .mapping(pairs)), .init("answers", .list(list)),
    ])
    return JSONWriter.file(value.document().rootNode)
  }

  /// Reads a file; `nil` for one that makes no sense.
  public init?(file: [UInt8]) {
    let source = SourceText(path: "draft.json", bytes: file)
    guard let root = DocumentReader.read(source, as: .json).document?.rootNode, root.kind == .object else {
      return nil
    }
    sources = root["sources"]?.elements.compactMap(\.string) ?? []
    ids = [:]
    for member in root["ids"]?.members.map({ $0 }) ?? [] { ids[member.name] = member.value.string }
    for pair in root["answers"]?.elements.map({ $0.elements.compactMap(\.string) }) ?? []
    where pair.count == 2 {
      note(pair[0], pair[1])
    }
  }

  /// Two dialogues are alike when they would go on alike.
  public static func == (left: DraftState, right: DraftState) -> Bool { left.file == right.file }

  /// Combines what tells dialogues apart.
  public func hash(into hasher: inout Hasher) { hasher.combine(file) }
}
