import GitStore
import Testing

@testable import Review

@Suite struct ReviewIDTests {
  @Test(
    "an id is an entry, a person or a slug",
    arguments: [
      "llm/qwen3", "audio/whisper-base.en", "people/ada", "sync-2026-11", "GLM-4.7", "a", "llms", "World-1",
    ])
  func accepted(text: String) throws {
    let id = try #require(ReviewID(text))
    #expect(id.description == text)
    #expect(Repository.isValidReferenceName(id.branch))
    #expect(Repository.isValidReferenceName(id.log))
  }

  @Test(
    "what could hide behind another name, or stand in its way, is no id",
    arguments: [
      "", "/", "llm", "LLM", "people", "People", "llm/", "/qwen3", "llm//qwen3", "llm/qwen3/x", "llms/qwen3",
      "LLM/qwen3", "x/y", "llm/..", "llm/a..b", "llm/a.lock", "a.lock", "llm/a.", "llm/-x", "-x", ".x",
      "llm/a b",
      "llm/a~1", "llm/a^", "llm/a:b", "llm/a?", "llm/a*", "llm/a[b", "llm/a\\b", "llm/a@{1}", "llm/q\u{301}",
      "ｌｌｍ/x",
      "llm/аda", "llm/a\n", "llm/a\0", "sync\u{202E}", "llm/" + String(repeating: "a", count: 300),
    ])
  func refused(text: String) {
    #expect(ReviewID(text) == nil)
  }
}
