/// What a chat template, a Jinja program, shows of the model it belongs to.
///
/// It is looked at, never run: the names that its code reads, and the texts that it writes.
public struct ChatTemplate: Sendable {
  /// The template.
  public let text: String
  /// The names that its expressions read; what follows a dot, stands in quotes or in a comment is none.
  let names: Set<String>

  /// Takes a template.
  public init(_ text: String) {
    self.text = text
    names = JinjaNames.names(in: text)
  }

  /// Whether it writes the tools that a caller offers.
  public var takesTools: Bool { names.contains("tools") }

  /// Whether a caller can switch thinking off.
  public var hasThinkingSwitch: Bool { names.contains("enable_thinking") || names.contains("thinking") }

  /// The marks around what a model thinks: `<think>` and `</think>`, or what stands for them.
  public var reasoningTags: (start: String, end: String)? {
    var rest = text[...]
    while let slash = rest.firstRange(of: "</") {
      let word = rest[slash.upperBound...].prefix(24).prefix { $0.isLetter || $0 == ":" || $0 == "_" }
      rest = rest[slash.upperBound...]
      guard rest.dropFirst(word.count).first == ">", word.hasSuffix("think") || word.hasSuffix("thinking")
      else { continue }
      return ("<\(word)>", "</\(word)>")
    }
    return nil
  }

  /// The parser of Xinference that reads the tool calls which this template writes, where one is known.
  ///
  /// Each is known by marks that no other has; `family` (the config's `model_type`) tells apart what writes alike.
  public func toolParser(family: String?) -> String? {
    func writes(_ mark: String) -> Bool { text.contains(mark) }
    if writes("]<]minimax") { return "minimax_m3" }
    if writes("minimax:tool_call") { return "minimax" }
    if writes("<|python_tag|>") { return "llama3" }
    if writes("<tool_call>"), writes("<arg_key>") {
      let isGLM4 = writes("<|observation|>") && !isGLM5(family)
      return isGLM4 ? "glm4" : "glm5"
    }
    if writes("<tool_call>") { return "qwen" }
    if writes("<｜tool▁calls▁begin｜>") {
      if writes("```json") { return "deepseek-r1" }
      if family?.hasPrefix("deepseek_v32") ?? false { return "deepseek-v3.2" }
      return writes("<think>") || writes("</think>") ? "deepseek-v3.1" : "deepseek-v3"
    }
    if writes("[gMASK]"), takesTools { return "glm4" }
    return nil
  }

  private func isGLM5(_ family: String?) -> Bool { family?.hasPrefix("glm_moe_dsa") ?? false }
}

/// Finds the names in a Jinja template's code.
enum JinjaNames {
  static func names(in text: String) -> Set<String> {
    var names: Set<String> = []
    let bytes = Array(text.utf8)
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "#"): index = end(of: UInt8(ascii: "#"), in: bytes, from: index + 2)
      case UInt8(ascii: "%"): index = collect(&names, bytes, from: index + 2, closing: UInt8(ascii: "%"))
      case UInt8(ascii: "{"): index = collect(&names, bytes, from: index + 2, closing: UInt8(ascii: "}"))
      default: index += 1
      }
    }
    return names
  }

  private static func end(of mark: UInt8, in bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index + 1 < bytes.count, bytes[index] != mark || bytes[index + 1] != UInt8(ascii: "}") {
      index += 1
    }
    return index + 2
  }

  private static func collect(
    _ names: inout Set<String>, _ bytes: [UInt8], from start: Int, closing: UInt8
  ) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == closing, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "}") { return index + 2 }
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        index += 1
        while index < bytes.count, bytes[index] != byte {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index += 1
      } else if isNamePart(byte) {
        let end = bytes[index...].firstIndex { !isNamePart($0) } ?? bytes.count
        if index == 0 || bytes[index - 1] != UInt8(ascii: ".") {
          names.insert(String(decoding: bytes[index..<end], as: UTF8.self))
        }
        index = end
      } else {
        index += 1
      }
    }
    return index
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
