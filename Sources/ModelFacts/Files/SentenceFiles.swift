/// What sentence-transformers writes beside a model: how texts become vectors or scores.
public struct SentenceFiles: Sendable {
  /// The length of a vector.
  public let dimensions: Fact<Int>?
  /// The longest input in tokens.
  public let inputLimit: Fact<Int>?

  /// Takes the files that say it; the last dense layer decides over the pooling before it.
  init(settings: FactFile?, poolings: [FactFile], denses: [FactFile]) {
    dimensions =
      denses.last?.fact(["out_features"], \.count)
      ?? poolings.last?.fact(["word_embedding_dimension", "embedding_dimension"], \.count)
    inputLimit = settings?.fact(["max_seq_length"], \.count)
  }
}
