import Catalog
import Templates

/// A way to call a running model; the words and the code are the template's.
private struct Call {
  /// The name that the template asks for.
  let key: TemplateKey
  let isFor: @Sendable (ModelType, [Text]) -> Bool

  static let all: [Call] = [
    Call("chat", [.llm], "chat"),
    Call("chatWithImage", [.llm], "vision"),
    Call("complete", [.llm], "generate"),
    Call(key: "embed") { type, _ in type == .embedding },
    Call(key: "rerank") { type, _ in type == .rerank },
    Call("textToImage", [.image], "text2image"),
    Call("imageToImage", [.image], "image2image"),
    Call("inpaint", [.image], "inpainting"),
    Call("ocr", [.image], "ocr"),
    Call("transcribe", [.audio], "audio2text"),
    Call("speak", [.audio], "text2audio"),
    Call(key: "cloneVoice") { type, abilities in
      type == .audio
        && abilities.contains { $0.is("text2audio_voice_cloning") || $0.is("text2audio_zero_shot") }
    },
    Call("textToVideo", [.video], "text2video"),
    Call("imageToVideo", [.video], "image2video"),
    Call("framesToVideo", [.video], "firstlastframe2video"),
    Call(key: "world") { type, _ in type == .world },
  ]

  private init(key: TemplateKey, isFor: @escaping @Sendable (ModelType, [Text]) -> Bool) {
    self.key = key
    self.isFor = isFor
  }

  private init(_ key: TemplateKey, _ types: [ModelType], _ ability: StaticString) {
    self.init(key: key) { type, abilities in
      types.contains(type) && abilities.contains { $0.is(ability) }
    }
  }
}

extension ModelPage {
  /// Fills how the model is launched and called.
  func fillUse(_ page: inout TemplateData, in site: Site) {
    let abilities = facts.abilities.texts
    let lines = LaunchLine.lines(entry, facts, table)
    var hasCalls = false
    page.setObject("use") { use in
      use.setList("launches", lines) { data, line in
        data["title"] = line.title.isEmpty ? .text(site.language("use.default")) : .bytes(line.title)
        data["note"] = .bytes(line.note)
        data["command"] = .bytes(line.launch.command)
      }
      use["hasBuilder"] = .flag(entry.type.isLaunchedByFormat && !lines.isEmpty)
      use["type"] = entry.type == .llm ? .nothing : .text(entry.type.launchName)
      use["python"] = .bytes(lines.first?.launch.python ?? [])
      use["request"] = .bytes(lines.first?.launch.request ?? [])
      for call in Call.all {
        let isShown = call.isFor(entry.type, abilities)
        hasCalls = hasCalls || isShown
        use[call.key] = .flag(isShown)
      }
      use["hasCalls"] = .flag(hasCalls)
    }
  }
}

extension ModelType {
  /// Whether a launch chooses a format and a quantization, rather than an engine alone.
  var isLaunchedByFormat: Bool { self == .llm || self == .embedding || self == .rerank }
}
