public import Diagnostics

/// What one repository's files say of the model in it.
public struct RepositoryFacts: Sendable {
  /// The repository.
  public let origin: RepositoryOrigin
  /// Its files.
  public let files: [RepositoryFile]
  /// `config.json`.
  public let config: ModelConfig?
  /// SHA-256 of `config.json`, in hexadecimal digits.
  public let configDigest: String?
  /// The README.
  public let card: ModelCard?
  /// The class of a pipeline of diffusers, from `model_index.json`.
  public let pipeline: Fact<String>?
  /// What sentence-transformers' files say.
  public let sentences: SentenceFiles?
  /// How its weights are stored; `nil` where it has none but GGUF files.
  public let weights: WeightForm?
  /// Its GGUF files.
  public let gguf: GGUFFileNames.Survey
  /// The header of one of its GGUF files, and that file's path.
  public let ggufHeader: (path: String, header: GGUFHeader)?
  /// The template that turns a conversation into text.
  public let chatTemplate: Fact<String>?
  /// The ids of the tokens that end an answer.
  public let stopIDs: Fact<[Int]>?
  /// The texts of these tokens.
  public let stopTexts: Fact<[String]>?
  /// The longest input in tokens.
  public let contextLength: Fact<Int>?
  /// The longest input that the tokenizer lets through.
  public let inputLimit: Fact<Int>?
  /// The number of parameters.
  public let size: Fact<ModelSize>?
  /// The number of parameters that work on a token, in a mixture of experts.
  public let activeSize: Fact<ModelSize>?
  /// The program and settings of speech models, such as `cosyvoice2.yaml`, that are no config of transformers.
  public let marks: Set<String>
  /// Findings in the repository's files, and what could not be made sense of.
  public let findings: [Diagnostic]

  /// The classes that run it.
  public var architectures: Fact<[String]>? { config?.architectures }

  /// Reads what a repository's files say.
  public init(reading source: some RepositorySource) throws(RepositoryError) {
    var reading = RepositoryReading(source)
    try reading.run()
    self.init(reading)
  }

  init<Source: RepositorySource>(_ reading: RepositoryReading<Source>) {
    let origin = reading.origin
    let tokens = reading.tokenizerFiles
    self.origin = origin
    files = reading.files
    config = reading.config
    configDigest = reading.configDigest
    card = reading.card
    pipeline = reading.pipelineIndex?.fact(["_class_name"], { $0.texts?.last })
    sentences = reading.sentences
    weights =
      reading.hasWeights
      ? WeightForm(origin, config: reading.config, card: reading.card, gptqBits: reading.gptqBits) : nil
    gguf = reading.gguf
    ggufHeader = reading.ggufHeader
    let header = reading.ggufHeader.map { GGUFFacts(origin, path: $0.path, $0.header) }
    chatTemplate = tokens.chatTemplate ?? header?.chatTemplate
    stopIDs = tokens.stopIDs ?? header?.stopIDs
    stopTexts = tokens.stopTexts ?? header?.stopTexts
    contextLength = reading.config?.contextLength ?? header?.contextLength
    inputLimit = tokens.inputLimit
    let sizes = RepositorySizes(reading, header)
    size = sizes.total
    activeSize = sizes.active
    marks = reading.marks
    findings = reading.findings
  }
}
