import Catalog
import ModelFacts

/// Makes records of what repositories' files say, one file of this folder for each type of model.
enum RecordInference {
  /// The records, at least one; a type's records differ in their engines.
  static func records(_ type: ModelType, _ name: String, _ repositories: Repositories) -> [BlockDraft] {
    var records: [BlockDraft]
    switch type {
    case .llm: records = [languageModel(repositories)]
    case .embedding: records = [embedding(repositories)]
    case .rerank: records = [reranker(repositories)]
    case .image: records = [image(repositories)]
    case .audio: records = audio(name, repositories)
    case .video: records = [video(repositories)]
    case .world: records = [world(repositories)]
    }
    for place in records.indices {
      records[place].set("version", .number(type == .world ? 1 : 2), .rule("the format of today's records"))
      records[place].set("model_name", .string(name), .given)
      if type != .embedding, type != .rerank {
        records[place].set("model_description", repositories.first { $0.card?.summary }, Literal.string)
      }
      records[place].sort(by: KeyOrder.record(type))
    }
    return records
  }

  /// `model_src` of the types whose records have no specs: a repository a hub.
  static func plainSources(_ repositories: Repositories) -> (value: Literal, source: ValueSource)? {
    var members: [Literal.Member] = []
    for facts in repositories.all where facts.gguf.models.isEmpty {
      guard let hub = facts.origin.hub, let id = facts.origin.id,
        !members.contains(where: { $0.key == hub.rawValue })
      else { continue }
      var source = [Literal.Member("model_id", .string(id))]
      if let revision = facts.origin.revision { source.append(.init("model_revision", .string(revision))) }
      members.append(.init(hub.rawValue, .mapping(source + ggufExtras(repositories, hub))))
    }
    return members.isEmpty ? nil : (.mapping(members), .rule("the repositories that you named"))
  }

  /// GGUF files that take the place of a pipeline's largest part.
  private static func ggufExtras(_ repositories: Repositories, _ hub: Hub) -> [Literal.Member] {
    let facts = repositories.all.first { $0.origin.hub == hub && !$0.gguf.models.isEmpty }
    guard let facts, let id = facts.origin.id, let model = facts.gguf.models.first else { return [] }
    return [
      .init("gguf_model_id", .string(id)),
      .init("gguf_quantizations", .strings(model.quantizations.map(\.name))),
      .init("gguf_model_file_name_template", .string(model.template)),
    ]
  }

  static func set(_ record: inout BlockDraft, specs: [Literal]) {
    guard !specs.isEmpty else { return }
    record.set("model_specs", .list(specs), .rule("the files of the repositories that you named"))
  }
}
