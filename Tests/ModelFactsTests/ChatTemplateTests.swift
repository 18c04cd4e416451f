import Documents
import TestSupport
import Testing

@testable import ModelFacts

/// What upstream's people wrote beside each template is what the template shows, but for the named records.
@Suite(.enabled(if: UpstreamRecords.isThere, "needs ../shared/upstream-split"))
struct UpstreamTemplateTests {
  private func templates() -> [(name: String, record: Node, template: ChatTemplate)] {
    UpstreamRecords.all("llm").compactMap { record in
      guard let text = record["chat_template"]?.string, !text.isEmpty else { return nil }
      return (record["model_name"]?.text ?? "", record, ChatTemplate(text))
    }
  }

  @Test("tool parsers")
  func toolParsers() {
    var (agreed, unlike): (Int, Set<String>) = (0, [])
    for (name, record, template) in templates() {
      guard let parser = record["tool_parser"]?.string else { continue }
      let family = record["model_type"]?.string ?? Self.families[name]
      if template.toolParser(family: family) == parser { agreed += 1 } else { unlike.insert(name) }
    }
    // deepseek-v3 names a parser that does not exist; gpt-oss and DeepSeek-V3.2-Exp another model's.
    #expect(unlike == ["DeepSeek-V3.2-Exp", "deepseek-v3", "gpt-oss", "minicpm5-2b"])
    #expect(agreed == 51)
  }

  /// Families of records that do not name theirs.
  private static let families = [
    "glm-5": "glm_moe_dsa", "glm-5.1": "glm_moe_dsa", "glm-5.2": "glm_moe_dsa",
    "DeepSeek-V3.2": "deepseek_v32",
  ]

  @Test("tools, where a parser is known")
  func tools() {
    var unlike: Set<String> = []
    for (name, record, template) in templates() {
      let family = record["model_type"]?.string ?? Self.families[name]
      let found = template.takesTools && template.toolParser(family: family) != nil
      if found != record["model_ability"]?.strings.contains("tools") { unlike.insert(name) }
    }
    // Six list tools without a parser, or a parser that is not their template's; the rest have Qwen's template
    // and were not listed, though their calls would be read.
    let withoutParser: Set = [
      "DeepSeek-V3.2-Exp", "glm-4.1v-thinking", "internlm3-instruct", "marco-o1", "minicpm5-1b",
      "minicpm5-2b",
      "seed-oss",
    ]
    let unlisted: Set = [
      "InternVL3", "KAT-V1", "Ovis2", "QwQ-32B-Preview", "deepseek-v3", "fin-r1", "qwen2.5-instruct-1m",
    ]
    #expect(unlike == withoutParser.union(unlisted))
  }

  @Test("reasoning and its tags")
  func reasoning() {
    var unlike: Set<String> = []
    for (name, record, template) in templates() {
      let tags = template.reasoningTags
      if tags?.start != record["reasoning_start_tag"]?.string { unlike.insert(name) }
      if tags?.end != record["reasoning_end_tag"]?.string { unlike.insert(name) }
    }
    // What instructs only shares its template with what reasons; others have no tags in the template that
    // upstream keeps, or none in the record.
    let notReasoning: Set = [
      "KAT-V1", "Kimi-K2.5", "Qwen3-Instruct", "Qwen3-Omni-Instruct", "skywork-or1-preview",
    ]
    let elsewhere: Set = ["DeepSeek-V3.2", "deepseek-prover-v2", "glm-4.1v-thinking", "gpt-oss", "seed-oss"]
    #expect(unlike == notReasoning.union(elsewhere))
  }

  @Test("the switch for thinking")
  func hybrid() {
    var unlike: Set<String> = []
    for (name, record, template) in templates() {
      let found = template.hasThinkingSwitch && template.reasoningTags != nil
      if found != record["model_ability"]?.strings.contains("hybrid") { unlike.insert(name) }
    }
    let withoutSwitch: Set = ["Baichuan-M2", "DianJin-R1", "MiniMax-M2.7", "MiniMax-M3"]
    let unlisted: Set = [
      "Kimi-K2.5", "Qwen3-Omni-Instruct", "Qwen3-Omni-Thinking", "glm-4.5v", "glm-5", "qwen3.8-max",
    ]
    #expect(unlike == withoutSwitch.union(unlisted))
  }
}

@Suite struct ChatTemplateTests {
  @Test("names are those that code reads")
  func names() {
    let template = ChatTemplate(
      """
      {# tools #}{%- for message in messages %}{{ '<tools>' + message.tools + "a \\" thinking" }}
      plain enable_thinking {%- endfor -%}{{ add_generation_prompt|default(true) }}{ tools }
      """)
    #expect(template.names.isSuperset(of: ["messages", "message", "add_generation_prompt", "default"]))
    #expect(!template.takesTools && !template.hasThinkingSwitch)
  }

  @Test(
    "templates that never end are read to their end",
    arguments: ["{{", "{%", "{#", "{{ 'a", "{{ \"\\", "{", "</", "</think"])
  func unfinished(text: String) {
    #expect(ChatTemplate(text).names.isEmpty)
    #expect(ChatTemplate(text).reasoningTags == nil)
  }

  @Test("a template of a million braces takes linear time")
  func hostile() {
    #expect(ChatTemplate(String(repeating: "{{'", count: 300_000)).names.isEmpty)
    #expect(ChatTemplate(String(repeating: "</", count: 300_000)).reasoningTags == nil)
  }
}
