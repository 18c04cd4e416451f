import Testing
import TestSupport

@testable import Review

@Suite struct EventTests {
  /// An event of each kind, and of each form that a kind can have.
  static let deeds: [ReviewEvent.Deed] = {
    let content = LogWriter.content(7)
    let proposal = Proposal(
      content: content, base: LogWriter.object(1),
      subjects: ["/.github/workflows/x.yaml", "upstream.lock.yaml", "people/ada", "llm/qwen3"].compactMap {
        Subject($0)
      },
      findings: .init(errors: 1, warnings: 20))
    let path = "catalog/models/llm/qwen3/model.yaml"
    return [
      .submit(proposal), .revise(LogWriter.proposal(3)), .approve(content), .requestChanges(content),
      .reject(content),
      .override(content), .withdraw, .resolve(LogWriter.object(5)),
      .comment(at: nil, inReplyTo: nil, on: content.head),
      .comment(at: CommentAnchor(path: path), inReplyTo: LogWriter.object(9), on: content.head),
      .comment(at: CommentAnchor(path: path, place: .line(12)), inReplyTo: nil, on: content.head),
      .comment(
        at: CommentAnchor(path: path, place: .field("model[qwen3].version")), inReplyTo: nil, on: content.head
      ),
      .publish(content, merge: LogWriter.object(8)),
    ] + [ReviewID("llm/qwen3-next")].compactMap(\.self).map { .supersede(by: $0) }
  }()

  @Test("an event written and read again is the same event", arguments: deeds.indices)
  func roundTrip(index: Int) throws {
    let id = try #require(ReviewID("llm/qwen3"))
    let text = try #require(EventText("Add “Qwen3”\n\n\tIt's 好.\n- one: two"))
    let event = try #require(ReviewEvent(Self.deeds[index], in: id, by: "lin", saying: text))
    let bytes = EventDocument.bytes(of: event)
    #expect(EventDocument.event(in: bytes) == event)
  }

  @Test("every kind of deed is among those tested")
  func allKinds() {
    #expect(Set(Self.deeds.map(\.action)) == Set(ReviewAction.allCases))
  }

  @Test(
    "an event has one spelling: any other file is none",
    arguments: [
      ("\"by\": \"lin\"", "\"by\":  \"lin\""), ("\"by\": \"lin\"", "\"by\": \"lin\",\n  \"by\": \"ada\""),
      ("\"format\": 1", "\"format\": 2"), ("\"format\": 1", "\"format\": 1.0"), ("\n}", "\n}\n"),
      ("\"by\": \"lin\"", "\"by\": \"l\\u0069n\""),
      ("\"by\": \"lin\"", "\"by\": \"lin\",\n  \"role\": \"admin\""),
      ("\"text\": \"ok\"", "\"text\": \"ok\\u0007\""), ("\"text\": \"ok\"", "\"text\": \"ok \""),
      ("\"by\": \"lin\"", "\"by\": \"lin \""), ("\"action\": \"approve\"", "\"action\": \"Approve\""),
      ("sha256:", "sha256:0"), ("sha256:", "SHA256:"),
    ])
  func strictness(old: String, new: String) throws {
    let id = try #require(ReviewID("llm/qwen3"))
    let text = try #require(EventText("ok"))
    let event = try #require(ReviewEvent(.approve(LogWriter.content(1)), in: id, by: "lin", saying: text))
    let written = String(decoding: EventDocument.bytes(of: event), as: UTF8.self)
    let changed = written.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != written)
    #expect(EventDocument.event(in: Array(changed.utf8)) == nil)
  }

  @Test("a decision against something needs words, and nobody acts without a login")
  func completeness() throws {
    let id = try #require(ReviewID("llm/qwen3"))
    #expect(ReviewEvent(.reject(LogWriter.content(1)), in: id, by: "lin") == nil)
    #expect(ReviewEvent(.requestChanges(LogWriter.content(1)), in: id, by: "lin") == nil)
    #expect(ReviewEvent(.approve(LogWriter.content(1)), in: id, by: "lin") != nil)
    for login in ["", "lin\n", "a b", "../x", "lín"] {
      #expect(ReviewEvent(.withdraw, in: id, by: login) == nil)
    }
  }

  @Test(
    "a text keeps to plain lines",
    arguments: [
      ("  \n\nHello \t\r\nworld\r\n\n", "Hello\nworld"), ("a\rb", "a\nb"), ("", ""), (" \n \n", ""),
      ("好\u{200D}😀", "好\u{200D}😀"),
    ])
  func texts(typed: String, kept: String) {
    #expect(EventText(typed)?.text == kept)
  }

  @Test(
    "a text that could mislead a reader is refused",
    arguments: [
      "\u{1B}[2Jgone", "a\u{0}b", "a\u{7}", "a\u{202E}b", "a\u{2066}b", "a\u{2028}b", "a\u{85}b", "\u{FEFF}a",
      "a\u{AD}b", "\u{E0041}",
    ])
  func hostileTexts(typed: String) {
    #expect(EventText(typed) == nil)
    #expect(EventText(String(repeating: "a", count: EventText.limit + 1)) == nil)
  }
}
