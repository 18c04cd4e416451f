import Changes
import ChildProcesses
import GitStore
import SSHSignatures
import TestSupport
import Testing

@testable import Review

/// Reviews in a real repository.
@Suite struct ReviewLifeTests {
  @Test("submitted, discussed, revised, approved, published; git agrees with all of it")
  func wholeLife() throws {
    let hub = try RegistryFixture()
    let before = try hub.git.git("rev-parse", "main")
    let outcome = try hub.submit()
    #expect(outcome.state.phase == .submitted && outcome.findings.isEmpty)
    #expect(try hub.git.git("rev-parse", "main") == before)
    #expect(try hub.git.git("status", "--porcelain").isEmpty)

    try hub.registry.requestChanges(
      hub.id("llm/qwen3"), by: hub.actor("lin"), saying: hub.text("128k, says the card."))
    #expect(try hub.state().phase == .changesRequested)
    try hub.git.write(
      RegistryFixture.entry("qwen3", context: 131072), to: "catalog/models/llm/qwen3/model.yaml")
    let revised = try hub.registry.revise(
      hub.id("llm/qwen3"), from: .workTree(["catalog/models/llm/qwen3"]), by: hub.actor("zoe"),
      check: RegistryFixture.check)
    #expect(revised.state.phase == .submitted && !revised.isSameContent)
    try hub.git.git("checkout", "-q", "--", ".")
    #expect(try hub.approve().phase == .approved)
    let published = try hub.publish()
    #expect(try hub.git.git("rev-parse", "main") == published.merge.hex)
    #expect(try hub.state().phase == .published)

    let text = try hub.git.git("show", "main:catalog/models/llm/qwen3/model.yaml")
    #expect(text.contains("context_length: 131072") && text.contains("# asks questions"))
    #expect(!text.contains("updated_at: 1700000000"))
    #expect(try hub.git.git("branch", "--list", "review/*").isEmpty)
    #expect(try hub.git.tryGit("fsck", "--strict").status.isSuccess)
    let log = try hub.git.git("log", "--format=%s", "refs/modelhub/reviews/llm/qwen3")
    #expect(
      log.split(separator: "\n") == [
        "lin publishes llm/qwen3", "lin approves llm/qwen3", "zoe revises llm/qwen3",
        "lin requests changes to llm/qwen3", "zoe submits llm/qwen3: Longer context",
      ])
    let trailers = try hub.git.git("log", "-1", "--format=%(trailers:key=Approved-by,valueonly)", "main")
    #expect(trailers.split(separator: "\n") == ["lin"])
  }

  @Test("git verifies the signatures of events and merges with the same keys")
  func gitVerifies() throws {
    let hub = try RegistryFixture()
    try hub.submit()
    try hub.approve()
    try hub.publish()
    var allowed = ""
    for login in RegistryFixture.logins {
      allowed += "\(login)@example.org \(try TestKeys.of(login).publicLine)\n"
    }
    let file = try hub.git.folder.write(allowed, to: "allowed")
    try hub.git.git("config", "gpg.ssh.allowedSignersFile", file)
    let commits = try hub.git.git("rev-list", "refs/modelhub/reviews/llm/qwen3").split(separator: "\n").map(
      String.init)
    #expect(commits.count == 3)
    for commit in commits + ["main", "main^2"] {
      let verified = try hub.git.tryGit("verify-commit", commit)
      #expect(
        verified.status.isSuccess && verified.errorText.contains("Good \"git\" signature"),
        "\(verified.errorText)")
    }
  }

  @Test("ssh-keygen agrees with the tool about every signature, and about one over other bytes")
  func keygenAgrees() throws {
    let hub = try RegistryFixture()
    try hub.submit()
    try hub.approve()
    try hub.publish()
    let repository = try Repository.open(at: hub.git.path)
    let names = try hub.git.git(
      "rev-list", "refs/modelhub/reviews/llm/qwen3", "main^2", "main", "--not", "main^1")
    let commits = try names.split(separator: "\n").map { try #require(ObjectID(hex: $0)) }
    #expect(commits.count == 5)
    for id in commits {
      let commit = try repository.commit(id)
      let signature = try #require(commit.signature)
      let email = commit.committer.identity.email
      let login = String(email.prefix { $0 != "@" })
      let key = try TestKeys.of(login).publicLine
      let allowed = try hub.git.folder.write("\(email) \(key)\n", to: "allowed-\(login)")
      let file = try hub.git.folder.write(signature, to: "signature")
      for payload in [commit.signedPayload, commit.signedPayload + [0x20]] {
        let verified = try Command(
          "ssh-keygen", ["-Y", "verify", "-f", allowed, "-I", email, "-n", "git", "-s", file]
        ).run(input: payload)
        let ours = try SSHSignature(armored: signature).verify(payload, key: PublicKey(key))
        #expect(verified.status.isSuccess == (ours == .good), "\(id): \(verified.errorText)")
        #expect((ours == .good) == (payload == commit.signedPayload))
      }
    }
  }

  @Test("what nobody changed is no submission, and neither is a new clock alone")
  func nothingChanged() throws {
    let hub = try RegistryFixture()
    #expect(try refusal { try hub.submit("llm/qwen3", RegistryFixture.entry("qwen3")) } == [.nothingChanged])
    let clock = RegistryFixture.entry("qwen3").replacing("1700000000", with: "1800000000")
    #expect(try refusal { try hub.submit("llm/qwen3", clock) } == [.nothingChanged])
    #expect(try hub.git.git("for-each-ref", "refs/heads/review", "refs/modelhub").isEmpty)
  }

  @Test("changes to different fields of one entry are both published, comments kept")
  func mergeByField() throws {
    let hub = try RegistryFixture()
    try hub.submit("llm/qwen3", RegistryFixture.entry("qwen3", context: 65536))
    let other = RegistryFixture.entry("qwen3").replacing("[chat]", with: "[chat, tools]")
    try hub.git.write(other, to: "catalog/models/llm/qwen3/model.yaml")
    _ = try hub.registry.submit(
      hub.id("tools"), from: .workTree(["catalog/models/llm/qwen3"]), by: hub.actor("noor"),
      saying: hub.text("Tools"), check: RegistryFixture.check)
    try hub.git.git("checkout", "-q", "--", ".")
    try hub.approve()
    try hub.publish()
    try hub.approve("tools", by: "marco")
    let outcome = try hub.publish("tools", by: "marco")
    let text = try hub.git.git("show", "main:catalog/models/llm/qwen3/model.yaml")
    #expect(
      text.contains("context_length: 65536") && text.contains("[chat, tools]")
        && text.contains("# asks questions"))
    let time = try hub.git.git("show", "-s", "--format=%ct", outcome.merge.hex)
    #expect(text.contains("updated_at: \(time)"))
  }

  @Test("a field that both changed is listed with its values, and settled on the way to a new base")
  func disputes() throws {
    let hub = try RegistryFixture()
    try hub.submit("llm/qwen3", RegistryFixture.entry("qwen3", context: 65536))
    try hub.git.write(
      RegistryFixture.entry("qwen3", context: 131072), to: "catalog/models/llm/qwen3/model.yaml")
    _ = try hub.registry.submit(
      hub.id("longer"), from: .workTree(["catalog/models/llm/qwen3"]), by: hub.actor("noor"),
      saying: hub.text("Longer"), check: RegistryFixture.check)
    try hub.git.git("checkout", "-q", "--", ".")
    try hub.approve()
    try hub.publish()
    try hub.approve("longer")
    let item = try #require(try hub.registry.inbox().first)
    #expect(item.isDisputed && item.waits.map(\.who) == [["noor"]])
    do {
      try hub.publish("longer")
      Issue.record("a dispute was published")
    } catch let error as ReviewError {
      #expect(error.objections.map(\.rule) == [.conflict])
      let dispute = try #require(error.disputes.first?.dispute)
      #expect(dispute.matter == .field(FieldPath(description: "model[qwen3].context_length")))
      #expect([dispute.base, dispute.ours, dispute.theirs] == ["32768", "65536", "131072"])
    }
    var settlement = Settlement()
    settlement.prefer(.theirs, in: "model[qwen3].context_length")
    let outcome = try hub.registry.revise(
      hub.id("longer"), from: .rebase(settlement), by: hub.actor("noor"), check: RegistryFixture.check)
    #expect(
      outcome.state.phase == .submitted
        && outcome.state.verdict.objections.map(\.rule) == [.staleApproval, .approvalMissing])
    try hub.approve("longer")
    try hub.publish("longer")
    #expect(
      try hub.git.git("show", "main:catalog/models/llm/qwen3/model.yaml").contains("context_length: 131072"))
  }

  @Test("a rebase onto a newer published commit keeps approvals")
  func trivialRebase() throws {
    let hub = try RegistryFixture()
    try hub.submit()
    try hub.approve()
    try hub.submit("llm/glm-4", by: "noor")
    try hub.approve("llm/glm-4")
    try hub.publish("llm/glm-4")
    let outcome = try hub.registry.revise(
      hub.id("llm/qwen3"), from: .rebase(Settlement()), by: hub.actor("zoe"), check: RegistryFixture.check)
    #expect(outcome.isSameContent && outcome.state.phase == .approved)
    try hub.publish()
  }

  @Test("a READMEs' lines merge line by line")
  func readmes() throws {
    let hub = try RegistryFixture()
    let path = "catalog/models/llm/qwen3/README.md"
    let one = try hub.commit([path: "# Qwen3\n\nOne!\n\nTwo.\n\nThree.\n"])
    let two = try hub.commit([path: "# Qwen3\n\nOne.\n\nTwo.\n\nThree!\n"])
    for (name, head) in [("one", one), ("two", two)] {
      _ = try hub.registry.submit(
        hub.id(name), from: .commit(head), by: hub.actor("zoe"), saying: hub.text(name),
        check: RegistryFixture.check)
      try hub.approve(name)
      try hub.publish(name)
    }
    #expect(try hub.git.git("show", "main:\(path)") == "# Qwen3\n\nOne!\n\nTwo.\n\nThree!")
  }

  @Test("errors in the merged catalog keep it from being published, an admin's override lets it through")
  func findings() throws {
    let hub = try RegistryFixture()
    let outcome = try hub.submit("llm/qwen3", RegistryFixture.entry("qwen3").replacing("hub:", with: "hubb:"))
    #expect(outcome.state.proposal?.findings?.errors == 1)
    try hub.approve()
    #expect(try refusal { try hub.publish() } == [.findings])
    try hub.registry.override(hub.id("llm/qwen3"), by: hub.actor("ada"), saying: hub.text("We know."))
    try hub.publish()
    #expect(
      try hub.git.git("log", "-1", "--format=%(trailers:key=Override-by,valueonly)", "main").contains("ada"))
  }

  @Test("comments are anchored, answered and settled")
  func comments() throws {
    let hub = try RegistryFixture()
    try hub.submit()
    let id = try hub.id("llm/qwen3")
    let anchor = CommentAnchor(path: "catalog/models/llm/qwen3/model.yaml", place: .line(7))
    let state = try hub.registry.comment(on: id, at: anchor, by: hub.actor("noor"), saying: hub.text("Sure?"))
    let comment = try #require(state.openThreads.first?.remarks.first?.event)
    let name = String(comment.hex.prefix(8))
    try hub.registry.comment(on: id, answering: name, by: hub.actor("zoe"), saying: hub.text("Yes."))
    #expect(try hub.registry.resolve(name, in: id, by: hub.actor("noor")).openThreads.isEmpty)
    #expect(throws: ReviewError.self) { try hub.registry.resolve("0000", in: id, by: hub.actor("noor")) }
  }

  @Test("after an end, a new round begins in the same log")
  func rounds() throws {
    let hub = try RegistryFixture()
    try hub.submit()
    try hub.registry.withdraw(hub.id("llm/qwen3"), by: hub.actor("zoe"))
    #expect(try hub.submit().state.round == 2)
    try hub.approve()
    try hub.publish()
    let third = try hub.submit("llm/qwen3", RegistryFixture.entry("qwen3", context: 1000))
    #expect(third.state.round == 3 && third.state.phase == .submitted && third.state.refused.isEmpty)
    try hub.approve()
    try hub.publish()
    #expect(try hub.state().phase == .published)
  }
}
