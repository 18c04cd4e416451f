import Documents
import TestSupport
import Testing

@testable import ModelFacts

@Suite struct GGUFFileNamesTests {
  @Test(
    "upstream's templates are found again in the names that they stand for",
    .enabled(if: UpstreamRecords.isThere, "needs ../shared/upstream-split"))
  func upstreamTemplates() throws {
    var checked = 0
    for record in UpstreamRecords.all("llm") {
      for (spec, hub, source) in UpstreamRecords.sources(record)
      where spec["model_format"]?.string == "ggufv2" {
        let described = UpstreamGGUF(source)
        // One template may name several models' files only by mistake: parts without a split template, for one.
        guard let described, !described.files.isEmpty else { continue }
        let survey = GGUFFileNames.survey(described.files.map(\.path) + described.projectors)
        let name = record["model_name"]?.text ?? ""
        if Self.mistaken.contains(name), survey.models.count > 1 { continue }
        let model = try #require(survey.models.first, "\(name) \(hub)")
        let found = model.quantizations.flatMap { quantization in
          quantization.files.map { UpstreamGGUF.File(path: $0, quantization: quantization.name) }
        }
        #expect(Set(found) == Set(described.files), "\(name) \(hub) \(model.template)")
        #expect(survey.models.count == 1, "\(name) \(hub)")
        #expect(Set(survey.projectors) == Set(described.projectors), "\(name) \(hub)")
        #expect(survey.leftOut == [], "\(name) \(hub)")
        for quantization in model.quantizations { expectExpands(model, quantization) }
        checked += 1
      }
    }
    #expect(checked > 200)
  }

  /// Records whose two templates name different models: 7B and 70B, Mistral and Mixtral, qwen2_5 and qwen2.5.
  private static let mistaken = ["deepseek-r1-distill-llama", "mistral-large-instruct", "qwen2.5-instruct"]

  /// What a record makes of the templates is what lies in the repository.
  private func expectExpands(_ model: GGUFFileNames, _ quantization: GGUFFileNames.Quantization) {
    if quantization.parts.isEmpty {
      #expect([model.template.replacing("{quantization}", with: quantization.name)] == quantization.files)
    } else {
      let split = model.splitTemplate?.replacing("{quantization}", with: quantization.name) ?? ""
      #expect(quantization.parts.map { split.replacing("{part}", with: $0) } == quantization.files)
    }
  }

  @Test(
    "names are taken apart",
    arguments: [
      (["Qwen3-0.6B-Q8_0.gguf"], "Qwen3-0.6B-{quantization}.gguf", nil, ["Q8_0"]),
      (["model.gguf"], "model.gguf", nil, ["none"]),
      (["m.i1-IQ1_S.gguf", "m.i1-Q4_K_M.gguf"], "m.{quantization}.gguf", nil, ["i1-IQ1_S", "i1-Q4_K_M"]),
      (["UD-Q2_K_XL/m-UD-Q2_K_XL.gguf"], "{quantization}/m-{quantization}.gguf", nil, ["UD-Q2_K_XL"]),
      (
        ["BF16/m-BF16-00001-of-00002.gguf", "BF16/m-BF16-00002-of-00002.gguf", "m-Q4_0.gguf"],
        "m-{quantization}.gguf", "{quantization}/m-{quantization}-{part}.gguf", ["BF16", "Q4_0"]
      ),
      (["m-q4.gguf", "m-fp16.gguf"], "m-{quantization}.gguf", nil, ["fp16", "q4"]),
      (
        ["m-q8_0.gguf.a", "m-q8_0.gguf.b"], "m-{quantization}.gguf", "m-{quantization}.gguf.{part}", ["q8_0"]
      ),
      (
        ["m.Q8_0.gguf-split-a", "m.Q8_0.gguf-split-b"], "m.{quantization}.gguf",
        "m.{quantization}.gguf-split-{part}", ["Q8_0"]
      ),
      (["gpt-oss-20b-MXFP4.gguf"], "gpt-oss-20b-{quantization}.gguf", nil, ["MXFP4"]),
      (["Q4_K_M.gguf"], "{quantization}.gguf", nil, ["Q4_K_M"]),
      (["Qwen-7B-Chat.Q4_K_M.gguf"], "Qwen-7B-Chat.{quantization}.gguf", nil, ["Q4_K_M"]),
    ] as [([String], String, String?, [String])])
  func taking(paths: [String], template: String, split: String?, quantizations: [String]) throws {
    let model = try #require(GGUFFileNames.survey(paths).models.first)
    #expect(model.template == template)
    #expect(model.splitTemplate == split)
    #expect(model.quantizations.map(\.name) == quantizations)
  }

  @Test("what no template describes is left out, and said")
  func leavingOut() {
    let survey = GGUFFileNames.survey([
      "m-Q4_0.gguf", "m-Q8_0-00001-of-00003.gguf", "m-Q8_0-00003-of-00003.gguf", "other-Q4_0.gguf",
      "m-Q5_0.gguf", "mmproj-F16.gguf", "README.md",
    ])
    #expect(survey.models.map(\.template) == ["m-{quantization}.gguf", "other-{quantization}.gguf"])
    #expect(survey.models[0].quantizations.map(\.name) == ["Q4_0", "Q5_0"])
    #expect(survey.projectors == ["mmproj-F16.gguf"])
    #expect(survey.leftOut == ["m-Q8_0-00001-of-00003.gguf is one of 3 parts, of which 2 are there."])
  }

  @Test("hostile names are no files, or files without a quantization; never a crash")
  func hostileNames() {
    var random = SeededGenerator(seed: 9)
    let pieces = [
      "-", "_", ".", "/", "Q4", "K", "M", "gguf", ".gguf", "00001-of-00002", "é", "İ", "{quantization}", "🦊",
      "",
    ]
    for _ in 0..<5000 {
      let paths = (0..<4).map { _ in
        (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
          .joined()
      }
      let survey = GGUFFileNames.survey(paths)
      for model in survey.models { #expect(!model.quantizations.isEmpty) }
    }
    let long = String(repeating: "Q4_", count: 100_000) + ".gguf"
    #expect(GGUFFileNames.survey([long]).models.count == 1)
  }
}

/// What an upstream source says of its GGUF files.
private struct UpstreamGGUF {
  struct File: Hashable {
    let path: String
    let quantization: String
  }

  let files: [File]
  let projectors: [String]

  init?(_ source: Node) {
    guard let template = source["model_file_name_template"]?.string else { return nil }
    let split = source["model_file_name_split_template"]?.string
    let parts = source["quantization_parts"]?.members.map { ($0.name, $0.value.strings) } ?? []
    var files: [File] = []
    let inParts = Set(parts.map(\.0))
    for quantization in source["quantizations"]?.strings ?? [] where !inParts.contains(quantization) {
      if template.isEmpty { continue }
      files.append(
        File(path: template.replacing("{quantization}", with: quantization), quantization: quantization))
    }
    for (quantization, parts) in parts {
      guard let split else { return nil }
      let path = split.replacing("{quantization}", with: quantization)
      files += parts.map { File(path: path.replacing("{part}", with: $0), quantization: quantization) }
    }
    self.files = files
    projectors = source["multimodal_projectors"]?.strings ?? []
  }
}
