import Catalog
import Diagnostics
import ModelFacts

/// What a person should look at before trusting what was inferred.
enum DraftDoubts {
  static func findings(_ type: ModelType, _ repositories: [RepositoryFacts]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for facts in repositories {
      if let doubt = typeDoubt(type, facts) { findings.append(note("type-doubt", facts, doubt)) }
      if facts.origin.id == nil {
        let message =
          "It does not tell which repository it is a copy of, and others can have it only from there"
        findings.append(note("no-id", facts, message, help: "Say so with --as OWNER/NAME."))
      }
    }
    let lengths = repositories.compactMap { facts in facts.contextLength.map { (facts, $0) } }
    if let first = lengths.first, let other = lengths.first(where: { $0.1.value != first.1.value }) {
      findings.append(
        note(
          "context-doubt", other.0,
          "\(other.1.provenance) says \(other.1.value) tokens, \(first.1.provenance) says \(first.1.value), which is taken"
        ))
    }
    return findings
  }

  /// The type that a repository looks like, where that is not the one that was asked for.
  private static func typeDoubt(_ type: ModelType, _ facts: RepositoryFacts) -> String? {
    let looks: ModelType
    if let pipeline = facts.pipeline {
      looks = pipeline.value.contains("Video") || pipeline.value.hasPrefix("Wan") ? .video : .image
      if looks == type || [.image, .video, .world].contains(type) { return nil }
      return "It holds a pipeline of diffusers (\(pipeline.value)), as \(looks.rawValue) models do"
    }
    guard let task = facts.card?.task?.value, let known = tasks[task], known != type else { return nil }
    if known == .llm, type == .rerank || type == .embedding || type == .image { return nil }
    return "Its card files it under \(task), as \(known.rawValue) models are"
  }

  private static let tasks: [String: ModelType] = [
    "text-generation": .llm, "image-text-to-text": .llm, "any-to-any": .llm, "feature-extraction": .embedding,
    "sentence-similarity": .embedding, "text-ranking": .rerank, "text-to-image": .image,
    "image-to-image": .image,
    "automatic-speech-recognition": .audio, "text-to-speech": .audio, "text-to-video": .video,
    "image-to-video": .video,
  ]

  private static func note(_ rule: String, _ facts: RepositoryFacts, _ message: String, help: String? = nil)
    -> Diagnostic
  {
    Diagnostic(rule, message, severity: .warning, at: Location(path: facts.origin.place), help: help)
  }
}
