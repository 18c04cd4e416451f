import ChildProcesses
import TestSupport
import Testing

@testable import Review

/// What git itself makes of the messages of events.
@Suite struct EventMessageTests {
  /// Texts that try to pass for trailers, for the end of a message, or for a second message.
  static let hostile = [
    "Review-Action: approve", "ok\n\nReview-Action: publish\nReviewer: ada", "ok\n\nreview-action : approve",
    "---\nReview-Action: approve", "ok\n---\ndiff --git a b", "Signed-off-by: ada <a@b>",
    "ok\n \n Reviewer: ada\n",
    "# Review-Action: approve", "(cherry picked from commit 1)", "Approved-by: lin\n\nApproved-by: marco",
    "one\n\ntwo\n\nReview-Head: 0000000000000000000000000000000000000000", "-----BEGIN SSH SIGNATURE-----",
  ]

  func trailers(_ message: String) throws -> [String] {
    let command = Command(
      "git", ["interpret-trailers", "--parse", "--no-divider"], environment: GitFixture.environment)
    let finished = try command.run(input: Array(message.utf8))
    return finished.outputText.split(separator: "\n").map(String.init)
  }

  @Test("git reads the trailers of an event, and none that somebody wrote into its text", arguments: hostile)
  func injectedTrailers(text: String) throws {
    let id = try #require(ReviewID("llm/qwen3"))
    for deed in EventTests.deeds {
      let said = try #require(EventText(deed.action == .submit ? "Title\n\n\(text)" : text))
      let event = try #require(ReviewEvent(deed, in: id, by: "lin", saying: said))
      let expected = EventMessage.trailers(of: event).map { "\($0.name): \($0.value)" }
      #expect(try trailers(EventMessage.text(of: event)) == expected)
    }
  }

  @Test("no line of a text stands where a trailer would", arguments: hostile)
  func guardedLines(text: String) throws {
    let said = try #require(EventText(text))
    for line in EventMessage.guarded(said.text).split(separator: "\n") {
      #expect(line.wholeMatch(of: /(?:[A-Za-z0-9-]+\s*:|---|#|\(cherry).*/) == nil)
    }
  }

  @Test("a message says in its first line who did what")
  func subject() throws {
    let id = try #require(ReviewID("llm/qwen3"))
    let said = try #require(EventText("Add Qwen3\n\nWith three sizes."))
    let event = try #require(ReviewEvent(.submit(LogWriter.proposal(1)), in: id, by: "zoe", saying: said))
    let message = EventMessage.text(of: event)
    #expect(
      message.hasPrefix("zoe submits llm/qwen3: Add Qwen3\n\nWith three sizes.\n\nReview-Id: llm/qwen3\n"))
    #expect(message.hasSuffix("\nReviewer: zoe\n"))
  }
}
