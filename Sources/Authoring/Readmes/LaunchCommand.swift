import Catalog
import Documents

/// A command line that starts a model, for one of the forms that it comes in.
struct LaunchCommand {
  let title: String
  let note: String
  let lines: [String]

  /// One for each format of a language, embedding or rerank model, on its smallest build; else one for each engine.
  static func all(_ entry: Entry) -> [LaunchCommand] {
    switch entry.type {
    case .llm, .embedding, .rerank: byFormat(entry)
    case .image, .audio, .video, .world: byEngine(entry)
    }
  }

  private static func byFormat(_ entry: Entry) -> [LaunchCommand] {
    var smallest: [(format: String, spec: ModelSpec)] = []
    for spec in entry.records.flatMap(\.specs) {
      guard let format = spec.format, !spec.sources.flatMap(\.quantizations).isEmpty else { continue }
      guard let place = smallest.firstIndex(where: { $0.format == format }) else {
        smallest.append((format, spec))
        continue
      }
      if billions(spec) < billions(smallest[place].spec) { smallest[place].spec = spec }
    }
    return smallest.map { format, spec in
      let engine = engine(format, entry.type)
      let quantization = spec.sources.flatMap(\.quantizations).first ?? "none"
      var words = start(entry) + ["--model-engine", engine]
      if let size = spec.size { words += ["--size-in-billions", size] }
      words += ["--model-format", format, "--quantization", quantization]
      let size = spec.size.map { $0.replacing("_", with: ".") + "B" }
      return LaunchCommand(
        title: format, note: [size, quantization, engine].compactMap { $0 }.joined(separator: ", "),
        lines: wrapped(words))
    }
  }

  private static func byEngine(_ entry: Entry) -> [LaunchCommand] {
    var engines: [String?] = []
    for record in entry.records where !engines.contains(record.engine) { engines.append(record.engine) }
    return engines.map { engine in
      let words = start(entry) + (engine.map { ["--model-engine", $0] } ?? [])
      return LaunchCommand(title: engine ?? "Xinference", note: "", lines: wrapped(words))
    }
  }

  private static func start(_ entry: Entry) -> [String] {
    ["xinference", "launch", "--model-name", entry.name, "--model-type", entry.type.launchName]
  }

  private static func billions(_ spec: ModelSpec) -> Double {
    spec.size.flatMap(ModelRecord.billions) ?? .infinity
  }

  private static func engine(_ format: String, _ type: ModelType) -> String {
    switch (format, type) {
    case ("ggufv2", _): "llama.cpp"
    case ("mlx", _): "MLX"
    case (_, .llm): "vLLM"
    default: "sentence_transformers"
    }
  }

  /// The words as a shell takes them, a line for the model and one for the build.
  private static func wrapped(_ words: [String]) -> [String] {
    let quoted = words.map(quoted)
    if quoted.count <= 8 { return [quoted.joined(separator: " ")] }
    return [quoted[..<8].joined(separator: " ") + " \\", "  " + quoted[8...].joined(separator: " ")]
  }

  private static func quoted(_ word: String) -> String {
    let word = MarkdownText.line(word)
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_.:/+=".utf8.contains(byte)
        }
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
