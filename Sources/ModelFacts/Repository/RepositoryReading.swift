import Diagnostics
import Digests
import Documents
import SourceText

/// One reading of a repository: which files are opened, and what came of it.
struct RepositoryReading<Source: RepositorySource> {
  private let source: Source
  let origin: RepositoryOrigin
  let files: [RepositoryFile]
  private(set) var config: ModelConfig?
  private(set) var configDigest: String?
  private(set) var card: ModelCard?
  private(set) var pipelineIndex: FactFile?
  private(set) var weightIndex: FactFile?
  private(set) var sentences: SentenceFiles?
  private(set) var gptqBits: Fact<Int>?
  private(set) var safetensors: (path: String, header: SafetensorsHeader)?
  private(set) var ggufHeader: (path: String, header: GGUFHeader)?
  private(set) var gguf = GGUFFileNames.survey([])
  private(set) var marks: Set<String> = []
  private(set) var findings: [Diagnostic] = []
  private var tokenizer: FactFile?
  private var generation: FactFile?
  private var template: Fact<String>?

  init(_ source: Source) {
    self.source = source
    origin = source.origin
    files = source.files
  }

  var tokenizerFiles: TokenizerFiles {
    TokenizerFiles(tokenizer: tokenizer, generation: generation, config: config, template: template)
  }

  /// Whether there are weights in other files than GGUF's.
  var hasWeights: Bool {
    files.contains { file in
      let name = file.name
      return [".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".npz"].contains { name.hasSuffix($0) }
        && name != "training_args.bin" && !name.hasPrefix("optimizer")
    }
  }

  mutating func run() throws(RepositoryError) {
    try readConfig()
    tokenizer = try json("tokenizer_config.json", limit: 32 << 20)
    generation = try json("generation_config.json")
    try readTemplate()
    if let bytes = try source.readWhole("README.md", limit: 4 << 20) {
      let (card, faults) = ModelCard.read(bytes, path: "README.md", place: origin.place)
      self.card = card
      findings += faults
    }
    pipelineIndex = try json("model_index.json")
    gptqBits = try json("quantize_config.json")?.fact(["bits"], \.count)
    try readSentenceFiles()
    try readWeights()
    try readGGUF()
    try readMarks()
  }

  private mutating func readConfig() throws(RepositoryError) {
    guard let bytes = try source.readWhole("config.json", limit: 16 << 20) else { return }
    let (file, faults) = FactFile.read(bytes, path: "config.json", place: origin.place)
    findings += faults
    guard let file, file.root.kind == .object else { return }
    config = ModelConfig(file)
    configDigest = SHA256.hex(bytes)
  }

  private mutating func readTemplate() throws(RepositoryError) {
    if let bytes = try source.readWhole("chat_template.jinja", limit: 1 << 20) {
      let text = String(decoding: bytes, as: UTF8.self)
      if !text.isEmpty { template = Fact(text, Provenance(origin.place, file: "chat_template.jinja")) }
    } else {
      template = try json("chat_template.json")?.fact(["chat_template"], TokenizerFiles.template)
    }
  }

  private mutating func readSentenceFiles() throws(RepositoryError) {
    let paths = files.map(\.path)
    guard paths.contains("modules.json") || paths.contains("sentence_bert_config.json") else { return }
    var (poolings, denses): ([FactFile], [FactFile]) = ([], [])
    for path in paths where path.hasSuffix("/config.json") {
      if path.hasSuffix("_Pooling/config.json"), let file = try json(path) { poolings.append(file) }
      if path.hasSuffix("_Dense/config.json"), let file = try json(path) { denses.append(file) }
    }
    sentences = SentenceFiles(
      settings: try json("sentence_bert_config.json"), poolings: poolings, denses: denses)
  }

  private mutating func readWeights() throws(RepositoryError) {
    weightIndex = try json("model.safetensors.index.json", limit: 64 << 20)
    guard weightIndex == nil, let file = files.first(where: { $0.path == "model.safetensors" }) else {
      return
    }
    switch try source.readSafetensors(file) {
    case .header(let header): safetensors = (file.path, header)
    case .incomplete: break
    case .damaged(let reason): note("damaged-weights", file.path, reason)
    }
  }

  /// Reads one header: that of the smallest file that opens a set, since all tell the same of the model.
  private mutating func readGGUF() throws(RepositoryError) {
    gguf = GGUFFileNames.survey(files.map(\.path))
    for sentence in gguf.leftOut { note("left-out", nil, sentence) }
    let first = gguf.models.first?.quantizations.compactMap { quantization in
      files.first { $0.path == quantization.files[0] }
    }
    guard let file = first?.min(by: { ($0.size ?? .max, $0.path) < ($1.size ?? .max, $1.path) }) else {
      return
    }
    switch try source.readGGUF(file) {
    case .header(let header): ggufHeader = (file.path, header)
    case .incomplete: break
    case .damaged(let reason): note("damaged-weights", file.path, reason)
    }
  }

  /// Files by whose presence, or by whose `model:`, a speech model is known.
  private mutating func readMarks() throws(RepositoryError) {
    for file in files where !file.path.contains("/") && file.name.hasSuffix(".yaml") {
      marks.insert(file.path)
    }
    guard marks.contains("config.yaml"), let bytes = try source.readWhole("config.yaml", limit: 1 << 20)
    else {
      return
    }
    let (file, _) = FactFile.read(bytes, path: "config.yaml", place: origin.place, as: .yaml)
    if let model = file?["model"]?.filledText { marks.insert("config.yaml:\(model)") }
  }

  private mutating func json(_ path: String, limit: Int = 4 << 20) throws(RepositoryError) -> FactFile? {
    guard let bytes = try source.readWhole(path, limit: limit) else { return nil }
    let (file, faults) = FactFile.read(bytes, path: path, place: origin.place, limit: limit)
    findings += faults
    return file
  }

  private mutating func note(_ rule: String, _ path: String?, _ sentence: String) {
    let location = Location(path: path.map { "\(origin.place)/\($0)" } ?? origin.place)
    findings.append(Diagnostic(rule, sentence, severity: .note, at: location))
  }
}
