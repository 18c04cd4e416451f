import Catalog
import Documents

/// The engines that can run a model: what its records name, and what its Python packages are marked for.
enum Engines {
  /// Adds the engines of a record or a spec.
  static func insert(of record: Node, into engines: inout DistinctTexts) {
    for key in ["engine", "model_engine"] {
      if let engine = record[key], engine.kind == .string { engines.insert(canonical(engine.bytes)) }
    }
    guard let packages = record["virtualenv"]?["packages"], packages.kind == .array else { return }
    for package in packages.elements where package.kind == .string {
      if let engine = marker(in: package.bytes) { engines.insert(canonical(engine)) }
    }
  }

  /// The engines that run a format, the one that a launch line names first.
  ///
  /// These are the ones that Xinference has for the type and the format; where the model is marked for some,
  /// only those of them, since the others are refused.
  static func running(_ format: Text, of type: ModelType, among marked: [Text]) -> [Text] {
    let usual = candidates(format, of: type)
    guard !marked.isEmpty else { return usual }
    return usual.filter { candidate in marked.contains { equalIgnoringCase($0, candidate) } }
  }

  private static func candidates(_ format: Text, of type: ModelType) -> [Text] {
    if format.is("mlx") { return ofMLX }
    if format.is("ggufv2") { return ofGGUF }
    if type == .llm { return format.is("fp8") ? ofFP8 : format.is("fp4") ? ofFP4 : ofLanguageModels }
    return ofOthers
  }

  private static let ofMLX = [Text("MLX")]
  private static let ofGGUF = [Text("llama.cpp"), Text("vLLM")]
  private static let ofFP8 = [Text("vLLM"), Text("SGLang")]
  private static let ofFP4 = [Text("vLLM"), Text("Transformers")]
  private static let ofLanguageModels = [Text("vLLM"), Text("SGLang"), Text("Transformers")]
  private static let ofOthers = [
    Text("sentence_transformers"), Text("vLLM"), Text("flag"), Text("Transformers"),
  ]

  /// The spelling that Xinference's own lists use; engines are matched there without regard to case.
  private static func canonical(_ engine: Text) -> Text {
    known.first { equalIgnoringCase(engine, $0) } ?? engine
  }

  private static let known = [
    Text("vLLM"), Text("SGLang"), Text("Transformers"), Text("llama.cpp"), Text("MLX"), Text("LMDeploy"),
  ]

  /// The name in `package ; #engine# == "NAME"`.
  private static func marker(in package: Text) -> Text? {
    guard let hash = package.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    var rest = package[hash...]
    while let start = rest.firstIndex(of: UInt8(ascii: "#")) {
      rest = rest[(start + 1)...]
      guard let end = rest.firstIndex(of: UInt8(ascii: "#")) else { return nil }
      let name = rest[..<end]
      rest = rest[(end + 1)...]
      guard name.is("engine") || name.is("model_engine") else { continue }
      let quotes = rest.drop { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
      guard let quote = quotes.first else { return nil }
      let engine = quotes.dropFirst().prefix { $0 != quote }
      return engine.isEmpty ? nil : engine
    }
    return nil
  }

  private static func equalIgnoringCase(_ left: Text, _ right: Text) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { lower($0) == lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
