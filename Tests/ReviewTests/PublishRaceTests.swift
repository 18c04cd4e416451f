import ChildProcesses
import GitStore
import TestSupport
import Testing

@testable import Review

/// Publishing that is stopped, or that somebody gets in the way of.
@Suite struct PublishRaceTests {
  struct Stopped: Error {}

  let hub: RegistryFixture

  init() throws {
    hub = try RegistryFixture()
    try hub.submit()
    try hub.approve()
  }

  /// One merge on main, one event that records it, no branch: what a finished publish leaves.
  func expectFinished(_ location: SourceLocation = #_sourceLocation) throws {
    #expect(try hub.git.git("rev-list", "--count", "--merges", "main") == "1", sourceLocation: location)
    let events = try hub.git.git("log", "--format=%s", "refs/modelhub/reviews/llm/qwen3").split(
      separator: "\n")
    #expect(events.filter { $0.contains("publishes") }.count == 1, sourceLocation: location)
    #expect(try hub.git.git("branch", "--list", "review/*").isEmpty, sourceLocation: location)
    #expect(
      try hub.state().phase == .published && hub.registry.audit().refused.isEmpty, sourceLocation: location)
  }

  @Test(
    "stopped at any step, another run by anybody finishes the same publish", arguments: PublishStep.allCases)
  func stopped(step: PublishStep) throws {
    #expect(throws: ReviewError.self) {
      try hub.registry.publish(hub.id("llm/qwen3"), by: hub.actor("lin"), check: RegistryFixture.check) {
        passed in
        if passed == step { throw Stopped() }
      }
    }
    let main = try hub.git.git("rev-parse", "main")
    let isMerged = try hub.git.git("rev-list", "--count", "--merges", "main") == "1"
    #expect(isMerged == [.published, .recorded, .cleaned].contains(step))
    let outcome = try hub.registry.publish(
      hub.id("llm/qwen3"), by: hub.actor("marco"), check: RegistryFixture.check)
    if isMerged { #expect(outcome.merge.hex == main && outcome.previous == nil) }
    try expectFinished()
  }

  @Test("two publishers of one review at once publish it once", arguments: PublishStep.allCases)
  func twoPublishers(step: PublishStep) throws {
    var hasRun = false
    try hub.registry.publish(hub.id("llm/qwen3"), by: hub.actor("lin"), check: RegistryFixture.check) {
      passed in
      guard passed == step, !hasRun else { return }
      hasRun = true
      try hub.registry.publish(hub.id("llm/qwen3"), by: hub.actor("marco"), check: RegistryFixture.check)
    }
    #expect(hasRun)
    try expectFinished()
  }

  @Test("two reviews published at once come one after the other", arguments: PublishStep.allCases)
  func twoReviews(step: PublishStep) throws {
    try hub.submit("llm/glm-4", RegistryFixture.entry("glm-4", context: 9), by: "noor")
    try hub.approve("llm/glm-4")
    var hasRun = false
    try hub.registry.publish(hub.id("llm/qwen3"), by: hub.actor("lin"), check: RegistryFixture.check) {
      passed in
      guard passed == step, !hasRun else { return }
      hasRun = true
      try hub.registry.publish(hub.id("llm/glm-4"), by: hub.actor("marco"), check: RegistryFixture.check)
    }
    #expect(try hub.git.git("rev-list", "--count", "--first-parent", "main") == "3")
    let audit = try hub.registry.audit()
    #expect(audit.refused.isEmpty && audit.publicationCount == 2)
    for name in ["qwen3", "glm-4"] { #expect(try hub.state("llm/\(name)").phase == .published) }
  }

  @Test(
    "somebody who revises while it is being published is not lost",
    arguments: [PublishStep.approved, .committed, .published, .recorded])
  func revisedMeanwhile(step: PublishStep) throws {
    var hasRun = false
    var revision: ObjectID?
    func revise() throws {
      let head = try hub.commit(
        ["catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 5)],
        on: "review/llm/qwen3")
      revision = head
      try hub.git.git("update-ref", "refs/heads/review/llm/qwen3", head.hex)
    }
    do {
      try hub.registry.publish(hub.id("llm/qwen3"), by: hub.actor("lin"), check: RegistryFixture.check) {
        passed in
        guard passed == step, !hasRun else { return }
        hasRun = true
        try revise()
      }
    } catch let error as ReviewError {
      Issue.record("\(error)")
    }
    // What was approved is published; what came later is on the branch still.
    let head = try #require(revision)
    #expect(try hub.git.git("rev-parse", "review/llm/qwen3") == head.hex)
    #expect(
      try hub.git.git("show", "main:catalog/models/llm/qwen3/model.yaml").contains("context_length: 65536"))
    #expect(try hub.registry.audit().refused.isEmpty)
  }

  @Test("an approval of what was there before a revision is refused when the revision comes first")
  func revisedBeforeApproval() throws {
    let seen = try hub.content().head
    let head = try hub.commit([
      "catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 5)
    ])
    _ = try hub.registry.revise(
      hub.id("llm/qwen3"), from: .commit(head), by: hub.actor("zoe"), check: RegistryFixture.check)
    #expect(
      try refusal { try hub.registry.approve(hub.id("llm/qwen3"), seen: seen, by: hub.actor("marco")) } == [
        .staleApproval
      ])
    #expect(try hub.state().phase == .submitted)
  }

  @Test("two people who write to one log at once both are in it")
  func contendedLog() throws {
    var hasRun = false
    let id = try hub.id("llm/qwen3")
    let event = try #require(ReviewEvent(.withdraw, in: id, by: "zoe"))
    let view = try hub.registry.append(to: id, by: hub.actor("zoe")) { _ throws(ReviewError) in
      try world {
        if !hasRun {
          hasRun = true
          _ = try hub.registry.comment(on: id, by: hub.actor("noor"), saying: hub.text("Wait."))
        }
      }
      return event
    }
    #expect(
      view.state.phase == .withdrawn && view.log.entries.count == 4 && view.state.openThreads.count == 1)
  }
}
