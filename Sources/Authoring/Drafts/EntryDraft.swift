public import Catalog
public import Diagnostics
import Documents
public import ModelFacts

/// An entry that is being written: what was inferred, what was answered, and what is still to be asked.
public struct EntryDraft: Sendable {
  /// The type.
  public let type: ModelType
  /// The name, which is the folder's.
  public let name: String
  /// What the hub will know of it.
  public private(set) var hub = BlockDraft()
  /// What Xinference will read: a record for each engine.
  public private(set) var records: [BlockDraft]
  /// What there is to say about the files that were read.
  public private(set) var findings: [Diagnostic]

  /// Infers what repositories tell.
  public init(_ type: ModelType, _ name: String, from repositories: [RepositoryFacts]) {
    let all = Repositories(all: repositories)
    self.type = type
    self.name = name
    records = RecordInference.records(type, name, all)
    findings = repositories.flatMap(\.findings) + DraftDoubts.findings(type, repositories)
    hub.set("license", all.first { $0.card?.license }, Literal.string)
    if let page = HubPage(repositories) {
      hub.set("links", page.links, .rule("the repository's page on its hub"))
    }
    hub.sort(by: KeyOrder.hub)
  }

  /// Starts from another entry: its records with the new name, its block without what is its own history.
  public init(_ type: ModelType, _ name: String, copying entry: Entry) {
    self.type = type
    self.name = name
    findings = []
    let source = ValueSource.entry(entry.name)
    records = entry.records.map { record in
      var block = BlockDraft()
      for member in record.node.members where member.name != "updated_at" && member.name != "featured" {
        block.set(member.name, Literal(member.value), source)
      }
      if block.has("model_name") || type != .world { block.set("model_name", .string(name), .given) }
      return block
    }
    for member in entry.hub.node?.members.map({ $0 }) ?? []
    where !["lifecycle", "aliases", "allow"].contains(member.name) {
      hub.set(member.name, Literal(member.value), source)
    }
  }

  /// Takes what another draft of the same name was inferred to be: its fields go over this one's.
  public mutating func overlay(_ other: EntryDraft, wherever isWanted: Bool) {
    guard isWanted else { return }
    findings += other.findings
    for field in other.hub.fields { setHub(field.key, field.value, field.source) }
    for field in other.records.first?.fields ?? [] { setRecord(field.key, field.value, field.source) }
  }

  /// Puts a value into the `hub:` block.
  public mutating func setHub(_ key: String, _ value: Literal, _ source: ValueSource) {
    hub.set(key, value, source)
    hub.sort(by: KeyOrder.hub)
  }

  /// Puts a value into every record, or into one.
  public mutating func setRecord(_ key: String, _ value: Literal, _ source: ValueSource, at place: Int? = nil)
  {
    for index in records.indices where place == nil || place == index {
      records[index].set(key, value, source)
      records[index].sort(by: KeyOrder.record(type))
    }
  }

  /// The required fields that no record of the draft has, by the catalog's schema: groups of which one is enough.
  public func missing(_ fields: SchemaFields) -> [[String]] {
    (fields.record(type, [])?.required ?? []).filter { group in
      records.contains { record in !group.contains(where: record.has) }
    }
  }

  /// The entry as a value: `hub:` where there is anything to it, and `model:`, a list.
  public var literal: Literal {
    var members: [Literal.Member] = []
    if !hub.fields.isEmpty { members.append(.init("hub", hub.literal)) }
    members.append(.init("model", .list(records.map(\.literal))))
    return .mapping(members)
  }

  /// The entry as a file; `schemaPath` leads from it to the catalog's `entry.schema.json`, for editors.
  public func file(schemaPath: String?) -> [UInt8] {
    let comment = schemaPath.map { "# yaml-language-server: $schema=\($0)\n" } ?? ""
    return Array(comment.utf8) + YAMLWriter.file(literal.document().rootNode)
  }
}

/// Where readers find a repository.
struct HubPage {
  let links: Literal

  init?(_ repositories: [RepositoryFacts]) {
    guard let facts = repositories.first(where: { $0.origin.id != nil }), let id = facts.origin.id else {
      return nil
    }
    let home: String
    switch facts.origin.hub {
    case .huggingface: home = "https://huggingface.co/\(id)"
    case .modelscope: home = "https://modelscope.cn/models/\(id)"
    default: return nil
    }
    let paper = facts.card?.tags.lazy.compactMap { tag in
      tag.hasPrefix("arxiv:") ? "https://arxiv.org/abs/\(tag.dropFirst(6))" : nil
    }.first
    links = .mapping(
      [.init("homepage", .string(home))] + (paper.map { [.init("paper", .string($0))] } ?? []))
  }
}
