import ChildProcesses
import TestSupport
import Testing

/// The whole life of reviews with three people and three clones, over each way to a server.
@Suite struct ReviewScenarioTests {
  @Test(
    "three people, three clones: join, submit, revise, approve, publish, audit",
    arguments: ReviewTeam.Way.allCases)
  func wholeLife(way: ReviewTeam.Way) throws {
    let team = try ReviewTeam(way)
    for login in ["ada", "lin", "kim"] { try team.clone(for: login) }
    try join(team)
    try publishModel(team)
    try endOtherwise(team)
    try publishOverridden(team)
    try audit(team)
  }

  func join(_ team: ReviewTeam) throws {
    try team.modelhub("kim", "people", "join", "kim", "-m", "I run models at work")
    #expect(try team.modelhub("lin", "review", "list").contains("people/kim"))
    try team.modelhub("lin", "review", "approve", "people/kim")
    try team.modelhub("lin", "review", "publish", "people/kim")
    #expect(try team.modelhub("ada", "people", "show", "kim").contains("roles   none"))
    #expect(try team.modelhub("kim", "mine", "--json").contains("\"login\": \"kim\""))
    try team.git("kim", "pull", "-q")
  }

  func publishModel(_ team: ReviewTeam) throws {
    let file = "catalog/models/llm/my-model/model.yaml"
    // A model that chats needs a template for it.
    try team.write(ReviewTeam.entry("my-model", ability: "chat"), to: file, for: "kim")
    try team.write("# my-model\n\nA model.\n", to: "catalog/models/llm/my-model/README.md", for: "kim")
    let before = try team.git("kim", "status", "--porcelain")
    let submitted = try team.attempt("kim", "review", "submit", "my-model", "-m", "Add my-model")
    #expect(submitted.status.isSuccess && submitted.errorText.contains("error"), "\(submitted.errorText)")
    #expect(try team.git("kim", "status", "--porcelain") == before)
    let list = try team.modelhub("lin", "review", "list")
    #expect(list.contains("Waiting for you") && list.contains("llm/my-model") && list.contains("error"))
    #expect(try team.modelhub("lin", "review", "show", "my-model").contains("Add my-model"))

    let silent = try team.attempt("lin", "review", "request-changes", "my-model")
    #expect(silent.status == .exited(1))
    try team.modelhub(
      "lin", "review", "request-changes", "my-model", "-m", "It has no chat template; is it a base model?")
    #expect(try team.state(of: "llm/my-model", for: "kim") == "changes-requested")
    try team.write(ReviewTeam.entry("my-model"), to: file, for: "kim")
    try team.modelhub("kim", "review", "revise", "my-model")
    #expect(try team.state(of: "llm/my-model", for: "lin") == "submitted")
    try team.modelhub(
      "lin", "review", "comment", "my-model", "--path", "model.yaml", "--line", "9", "-m", "32k?")
    #expect(try team.modelhub("kim", "review", "show", "my-model").contains("model.yaml:9"))

    try team.modelhub("lin", "review", "approve", "my-model", "-m", "Fine")
    try team.write(ReviewTeam.entry("my-model", context: 65536), to: file, for: "kim")
    try team.modelhub("kim", "review", "revise", "my-model", "-m", "64k, as the card says")
    let stale = try team.attempt("lin", "review", "publish", "my-model")
    #expect(stale.status == .exited(1) && stale.errorText.contains("[stale-approval]"), "\(stale.errorText)")
    let own = try team.attempt("kim", "review", "approve", "my-model")
    #expect(own.status == .exited(1) && own.errorText.contains("[not-a-reviewer]"))
    try team.modelhub("lin", "review", "approve", "my-model", "-m", "Matches the card")
    #expect(try team.state(of: "llm/my-model", for: "kim") == "approved")
    try team.modelhub("lin", "review", "publish", "my-model")
    #expect(try team.state(of: "llm/my-model", for: "kim") == "published")
    #expect(try team.git("ada", "-C", team.server, "show", "main:\(file)").contains("context_length: 65536"))
    // The files that were submitted lie about in kim's clone still.
    try team.git("kim", "clean", "-qfd")
    try team.git("kim", "pull", "-q")
  }

  func endOtherwise(_ team: ReviewTeam) throws {
    func submit(_ id: String, _ context: Int) throws {
      try team.write(
        ReviewTeam.entry("base-model", context: context), to: "catalog/models/llm/base-model/model.yaml",
        for: "kim")
      try team.modelhub("kim", "review", "submit", "base-model", "--id", id, "-m", "Context \(context)")
      try team.git("kim", "checkout", "-q", "--", ".")
    }
    try submit("one", 1000)
    try team.modelhub("lin", "review", "reject", "one", "-m", "Far too short")
    try submit("two", 2000)
    try team.modelhub("kim", "review", "withdraw", "two")
    try submit("three", 3000)
    try submit("four", 4000)
    try team.modelhub("kim", "review", "supersede", "three", "four")
    for (id, state) in [
      ("one", "rejected"), ("two", "withdrawn"), ("three", "superseded"), ("four", "submitted"),
    ] {
      for login in ["ada", "lin", "kim"] { #expect(try team.state(of: id, for: login) == state) }
    }
    #expect(try team.attempt("lin", "review", "publish", "one").status == .exited(1))
  }

  func publishOverridden(_ team: ReviewTeam) throws {
    let refused = try team.attempt("lin", "review", "publish", "four", "--override", "--reason", "I may")
    #expect(refused.status == .exited(1) && refused.errorText.contains("[admin-needed]"))
    try team.modelhub("ada", "review", "publish", "four", "--override", "--reason", "Upstream broke it")
    let verified = try team.modelhub("kim", "review", "verify")
    #expect(verified.contains("! four was published on the word of ada alone"))
  }

  /// Git alone agrees with the tool, and every clone sees the same.
  func audit(_ team: ReviewTeam) throws {
    #expect(try team.modelhub("ada", "review", "verify").contains("3 publications proved"))
    let lists = try ["ada", "lin", "kim"].map { try team.modelhub($0, "review", "list", "--all", "--json") }
    #expect(Set(lists).count == 1)
    try team.git("ada", "-C", team.server, "fsck", "--strict")
    var signers = ""
    for login in ["ada", "lin", "kim"] {
      signers += "\(login)@example.org \(try team.key(of: login).publicLine)\n"
    }
    let allowed = try team.folder.write(signers, to: "allowed")
    let logs = try team.git("ada", "-C", team.server, "for-each-ref", "--format=%(refname)", "refs/modelhub")
    let commits = try team.git(
      "ada", "-C", team.server, "rev-list", "--first-parent", "main", "--merges")
    var checked = 0
    for name in logs.split(separator: "\n") {
      for event in try team.git("ada", "-C", team.server, "rev-list", String(name)).split(separator: "\n") {
        try team.git(
          "ada", "-C", team.server, "-c", "gpg.ssh.allowedSignersFile=\(allowed)", "verify-commit",
          String(event))
        checked += 1
      }
    }
    for merge in commits.split(separator: "\n") {
      try team.git(
        "ada", "-C", team.server, "-c", "gpg.ssh.allowedSignersFile=\(allowed)", "verify-commit",
        String(merge))
    }
    #expect(checked == 20 && commits.split(separator: "\n").count == 3)
  }

  @Test("the hook refuses what goes around the tool, and says which rule", arguments: ReviewTeam.Way.allCases)
  func hookRefuses(way: ReviewTeam.Way) throws {
    let team = try ReviewTeam(way)
    try team.clone(for: "lin")
    try team.write(
      ReviewTeam.entry("base-model", context: 1), to: "catalog/models/llm/base-model/model.yaml", for: "lin")
    try team.git("lin", "commit", "-qam", "sneak")
    func push(_ refspec: String) throws -> String {
      do {
        try team.git("lin", "push", "origin", refspec)
        return ""
      } catch let error as TestSupportError {
        return error.description
      }
    }
    #expect(try push("main:main").contains("[direct-push]"))
    #expect(try push("+main~1:refs/heads/review/LLM/x").contains("[review-id]"))
    #expect(try push("main:refs/modelhub/reviews/llm/base-model").contains("[malformed-event]"))
    #expect(try push("main:refs/modelhub/x").contains("[unknown-reference]"))
    #expect(try push("main:refs/heads/topic").isEmpty)
    try team.modelhub("lin", "review", "submit", "base-model", "--branch", "main", "-m", "By the book")
    #expect(try push(":refs/heads/review/llm/base-model").contains("[open-review-branch]"))
    #expect(try push(":refs/modelhub/reviews/llm/base-model").contains("[log-rewritten]"))
  }

  @Test("a remote that shows a rewritten log or main is not believed")
  func rewrittenRemote() throws {
    let team = try ReviewTeam(.path, hook: false)
    for login in ["lin", "ada"] { try team.clone(for: login) }
    try team.write(
      ReviewTeam.entry("base-model", context: 1), to: "catalog/models/llm/base-model/model.yaml", for: "lin")
    try team.modelhub("lin", "review", "submit", "base-model", "-m", "Short")
    try team.modelhub("ada", "review", "approve", "base-model")
    try team.git(
      "ada", "-C", team.server, "update-ref", "refs/modelhub/reviews/llm/base-model",
      "refs/modelhub/reviews/llm/base-model~1")
    let cut = try team.attempt("ada", "review", "show", "base-model")
    #expect(cut.status == .exited(1) && cut.errorText.contains("[log-rewritten]"))
    #expect(try team.modelhub("ada", "review", "list").contains("refused"))
    try team.git("ada", "-C", team.server, "update-ref", "-d", "refs/modelhub/reviews/llm/base-model")
    #expect(try team.attempt("ada", "review", "show", "base-model").errorText.contains("[log-rewritten]"))
    try team.git("lin", "commit", "-q", "--allow-empty", "--amend", "-m", "other")
    try team.git("lin", "push", "-qf", "origin", "main")
    let main = try team.attempt("ada", "review", "list")
    #expect(main.status == .exited(1) && main.errorText.contains("[main-rewritten]"))
  }
}
