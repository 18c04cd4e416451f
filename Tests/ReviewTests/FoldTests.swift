import TestSupport
import Testing

@testable import Review

@Suite struct FoldTests {
  let content = LogWriter.content(1)

  /// A log in which zoe submits content 1.
  func submitted(_ subjects: [String] = ["llm/qwen3"]) -> LogWriter {
    var log = LogWriter()
    log.add(.submit(LogWriter.proposal(1, subjects)), by: "zoe", "Add Qwen3\n\nWith three sizes.")
    return log
  }

  @Test("the table has one row for each action")
  func table() {
    #expect(Transition.all.map(\.action) == ReviewAction.allCases)
  }

  @Test("a branch without a log is a draft")
  func draft() throws {
    let state = try LogWriter().state(Team.authority())
    #expect(state.phase == .draft && state.round == 0 && state.verdict.objections.isEmpty)
  }

  @Test("submitted, changed, approved, published: the whole way")
  func wholeWay() throws {
    let authority = try Team.authority()
    var log = submitted()
    #expect(try log.state(authority).phase == .submitted)
    log.add(.requestChanges(content), by: "lin", "The context is 32k.")
    #expect(try log.state(authority).phase == .changesRequested)
    log.add(.revise(LogWriter.proposal(2)), by: "zoe")
    #expect(try log.state(authority, branch: 2).phase == .submitted)
    log.add(.approve(LogWriter.content(2)), by: "lin")
    #expect(try log.state(authority, branch: 2).phase == .approved)
    let merge = LogWriter.object(500)
    log.add(.publish(LogWriter.content(2), merge: merge), by: "lin")
    let merges = [LogWriter.content(2).head: merge]
    let state = try log.state(authority, branch: 2, merges: merges)
    #expect(state.phase == .published && state.publication == merge)
    #expect(state.submitter == "zoe" && state.text.title == "Add Qwen3" && state.refused.isEmpty)
  }

  @Test("a merge on the published branch counts although no event records it yet")
  func interruptedPublish() throws {
    var log = submitted()
    log.add(.approve(content), by: "lin")
    let merge = LogWriter.object(500)
    let state = try log.state(Team.authority(), merges: [content.head: merge])
    #expect(state.phase == .published && state.publication == merge)
  }

  @Test("a record of a merge that is not there counts for nothing")
  func inventedPublish() throws {
    var log = submitted()
    log.add(.publish(content, merge: LogWriter.object(500)), by: "ada")
    let state = try log.state(Team.authority())
    #expect(state.phase == .submitted && state.brokenRules.first == .actionNotPossible)
  }

  @Test("the record of an earlier round's merge does not end a later round")
  func replayedPublish() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.approve(content), by: "lin")
    let merges = [content.head: LogWriter.object(500)]
    log.add(.submit(LogWriter.proposal(2)), by: "zoe", "Again")
    log.add(.publish(content, merge: LogWriter.object(500)), by: "zoe")
    let state = try log.state(authority, branch: 2, merges: merges)
    #expect(state.phase == .submitted && state.round == 2 && state.votes.isEmpty)
    #expect(state.brokenRules.first == .actionNotPossible)
  }

  @Test(
    "an end holds until somebody submits again",
    arguments: [
      (ReviewAction.reject, "lin", Phase.rejected), (.withdraw, "zoe", .withdrawn),
      (.supersede, "zoe", .superseded),
    ])
  func endings(action: ReviewAction, actor: String, phase: Phase) throws {
    let authority = try Team.authority()
    let other = try #require(ReviewID("llm/qwen3-next"))
    var log = submitted()
    log.add(
      action == .reject ? .reject(content) : action == .withdraw ? .withdraw : .supersede(by: other),
      by: actor)
    #expect(try log.state(authority).phase == phase)
    log.add(.approve(content), by: "lin")
    log.add(.revise(LogWriter.proposal(2)), by: "zoe")
    #expect(try log.state(authority).phase == phase)
    #expect(try log.state(authority).brokenRules == [.actionNotPossible, .actionNotPossible])
    log.add(.submit(LogWriter.proposal(2)), by: "zoe")
    let state = try log.state(authority, branch: 2)
    #expect(state.phase == .submitted && state.round == 2 && state.ending == nil)
  }

  @Test("comments are answered, settled, and opened again by an answer")
  func threads() throws {
    let authority = try Team.authority()
    var log = submitted()
    let first = log.add(.comment(at: nil, inReplyTo: nil, on: content.head), by: "noor", "Why 32k?")
    let answer = log.add(
      .comment(at: nil, inReplyTo: first, on: content.head), by: "zoe", "The card says so.")
    #expect(try log.state(authority).openThreads.count == 1)
    log.add(.resolve(answer), by: "noor")
    #expect(try log.state(authority).openThreads.isEmpty)
    log.add(.comment(at: nil, inReplyTo: first, on: content.head), by: "noor", "It does not.")
    let state = try log.state(authority)
    #expect(state.openThreads.map { $0.remarks.map(\.login) } == [["noor", "zoe", "noor"]])
    log.add(.resolve(LogWriter.object(999)), by: "noor")
    #expect(try log.state(authority).brokenRules.first == .actionNotPossible)
  }

  @Test("what cannot be read as an event is set aside, and the review goes on")
  func nonsense() throws {
    var log = submitted()
    log.add(.approve(content), by: "no such login")
    log.add(.approve(content), by: "lin")
    let state = try log.state(Team.authority())
    #expect(state.phase == .approved && state.brokenRules == [.malformedEvent])
  }

  @Test("time does not run backwards")
  func backdating() throws {
    var log = submitted()
    log.add(.approve(content), by: "lin", at: Team.start - 1000)
    let state = try log.state(Team.authority())
    #expect(state.phase == .submitted && state.brokenRules.first == .eventTime)
  }

  @Test("somebody else's withdrawal, proposal or end does not count")
  func strangersActions() throws {
    var log = submitted()
    log.add(.withdraw, by: "noor")
    log.add(.revise(LogWriter.proposal(2)), by: "noor")
    log.add(.reject(content), by: "noor")
    log.add(.override(content), by: "lin")
    let state = try log.state(Team.authority())
    #expect(state.phase == .submitted)
    #expect(
      state.refused.map(\.objection.rule) == [
        .notTheSubmitter, .notTheSubmitter, .notAReviewer, .adminNeeded,
      ])
  }

  @Test("a newcomer submits without a key, and nobody else answers for them once they used one")
  func newcomers() throws {
    let authority = try Team.authority()
    var log = LogWriter()
    log.add(.submit(LogWriter.proposal(1, ["people/kim"])), by: "kim", proof: .signed(key: "ssh-ed25519 kim"))
    #expect(try log.state(authority).phase == .submitted)
    log.add(.withdraw, by: "kim", proof: .unsigned)
    log.add(.withdraw, by: "kim", proof: .signed(key: "ssh-ed25519 other"))
    #expect(try log.state(authority).brokenRules.prefix(2) == [.notTheSubmitter, .notTheSubmitter])
    log.add(.withdraw, by: "kim", proof: .signed(key: "ssh-ed25519 kim"))
    #expect(try log.state(authority).phase == .withdrawn)
  }
}
