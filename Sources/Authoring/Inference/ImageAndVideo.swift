import ModelFacts

extension RecordInference {
  static func image(_ repositories: Repositories) -> BlockDraft {
    var record = BlockDraft()
    if let pipeline = repositories.first(\.pipeline) {
      record.set("model_family", pipeline, { _ in .string("stable_diffusion") })
      record.set("model_ability", pipeline, { .strings(imageAbilities($0)) })
      if let packages = Packages.diffusers() {
        record.set("virtualenv", packages, .rule("the engine that runs pipelines of diffusers"))
      }
    } else if let task = repositories.task, readsPictures.contains(task.value) {
      record.set("model_family", task, { _ in .string("ocr") })
      record.set("model_ability", task, { _ in .strings(["ocr"]) })
    }
    if let (sources, source) = plainSources(repositories) { record.set("model_src", sources, source) }
    return record
  }

  static func video(_ repositories: Repositories) -> BlockDraft {
    var record = BlockDraft()
    if let pipeline = repositories.first(\.pipeline) {
      let name = repositories.all.first { $0.pipeline != nil }?.origin.name ?? ""
      if let family = videoFamily(pipeline.value) {
        record.set("model_family", .string(family), .found([pipeline.provenance]))
      }
      record.set("model_ability", pipeline, { .strings(videoAbilities($0, name)) })
      record.set("engine", pipeline, { _ in .string("diffusers") })
      record.set("model_format", pipeline, { _ in .string("diffusers") })
      if let packages = Packages.diffusers() {
        record.set("virtualenv", packages, .rule("the engine that runs pipelines of diffusers"))
      }
    }
    record.set("default_model_config", .mapping([]), .rule("nothing but the engine's own settings"))
    record.set("default_generate_config", .mapping([]), .rule("nothing but the engine's own settings"))
    if let (sources, source) = plainSources(repositories) { record.set("model_src", sources, source) }
    return record
  }

  static func world(_ repositories: Repositories) -> BlockDraft {
    var record = BlockDraft()
    record.set("default_model_config", .mapping([]), .rule("nothing but the engine's own settings"))
    if let (sources, source) = plainSources(repositories) { record.set("model_src", sources, source) }
    return record
  }

  private static let readsPictures: Set = ["image-to-text", "image-text-to-text", "ocr-recognition"]

  /// What diffusers can make of a pipeline's weights: its own task, and those that its sister classes do.
  private static func imageAbilities(_ pipeline: String) -> [String] {
    if pipeline.contains("Inpaint") || pipeline.contains("Fill") { return ["inpainting"] }
    if pipeline.contains("Edit") || pipeline.contains("Kontext") || pipeline.contains("Img2Img")
      || pipeline.contains("Layered")
    {
      return ["image2image"]
    }
    let alsoInpaint = ["FluxPipeline", "StableDiffusion3Pipeline", "QwenImagePipeline"]
    let alsoImage = [
      "StableDiffusionPipeline", "StableDiffusionXLPipeline", "KolorsPipeline", "ZImagePipeline",
    ]
    if alsoInpaint.contains(pipeline) { return ["text2image", "image2image", "inpainting"] }
    return alsoImage.contains(pipeline) ? ["text2image", "image2image"] : ["text2image"]
  }

  private static func videoFamily(_ pipeline: String) -> String? {
    let families = [
      ("WanAnimate", "WanAnimate2"), ("Wan", "Wan"), ("CogVideoX", "CogVideoX"),
      ("HunyuanVideo", "HunyuanVideo"),
      ("MiniMaxH3", "MiniMax-H3"),
    ]
    return families.first { pipeline.hasPrefix($0.0) }?.1
  }

  /// The class tells text from pictures; whether one picture or two are taken stands in the name alone.
  private static func videoAbilities(_ pipeline: String, _ name: String) -> [String] {
    let name = name.lowercased()
    if name.contains("flf2v") { return ["firstlastframe2video"] }
    if name.contains("ti2v") { return ["text2video", "image2video"] }
    return pipeline.contains("ImageToVideo") || pipeline.contains("Animate")
      ? ["image2video"] : ["text2video"]
  }
}
