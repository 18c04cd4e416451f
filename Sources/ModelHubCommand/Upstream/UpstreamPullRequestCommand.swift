import ArgumentParser
import Catalog
import Diagnostics
import Documents
import GitHubClient
import Upstream

struct UpstreamPullRequestCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "pr",
    abstract: "Write the pull requests down, or send them.",
    discussion: """
      Without --submit each pull request becomes a folder: title, description, branch, patch, files, the exact requests,
      and a script that sends them with gh. With --submit the same requests are sent: by your own token
      (MODELHUB_GITHUB_TOKEN, GITHUB_TOKEN, GH_TOKEN, `modelhub auth login`, or gh's), else by the registry's
      (MODELHUB_DEFAULT_TOKEN). One that is open is updated, one that has nothing left to say is closed, one that somebody
      closed is not made again; a run that was stopped is finished by the next.

      EXAMPLES
        modelhub upstream pr qwen3 --out upstream-pr
        modelhub upstream pr --submit
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: UpstreamOptions

  @Argument(help: "Entries, as name or type/name; all where there are none.")
  var names: [String] = []

  @Option(help: ArgumentHelp("The folder for the payloads.", valueName: "dir"))
  var out: String = "upstream-pr"

  @Flag(help: "Send them to GitHub.")
  var submit = false

  @Flag(help: "One JSON array: {branch, title, payload}, or with --submit {branch, action, number, url}.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let desk = try UpstreamDesk(global, options, names, published: true, console)
    return try submit ? send(desk, console) : write(desk, console)
  }

  // MARK: Payloads

  private func write(_ desk: UpstreamDesk, _ console: Console) throws -> Outcome {
    let plans = try Planner.plan(desk.comparison, desk.planOptions())
    try PullRequestPayload.write(plans.plans.map(PullRequestPayload.init), to: out)
    var data = JSONList()
    for plan in plans.plans {
      let folder = "\(out)/\(PullRequestPayload(plan).name)"
      if !json { console.print("\(folder)  \(plan.title)") }
      data.add([("branch", plan.branch), ("title", plan.title), ("payload", folder)])
    }
    if json { console.print(bytes: data.bytes) }
    console.flush()
    if !plans.plans.isEmpty {
      console.say(
        "Look at changes.patch and body.md; `sh submit.sh` there sends one, --submit sends them from here.")
    }
    return plans.report(to: console, desk.findings)
  }

  // MARK: Sending

  private func send(_ desk: UpstreamDesk, _ console: Console) throws -> Outcome {
    try checkIsPublished(desk)
    var planOptions = try desk.planOptions()
    let access = try GitHubAccess(console)
    let sender = try PullRequestSender(access.github, target: planOptions.target)
    if let source = access.source {
      console.say("Acting as \(sender.identity.login), by \(source.words).")
      planOptions.login = source.isPersonal ? sender.identity.login : nil
    }
    planOptions.head = sender.identity.head
    let plans = try Planner.plan(desk.comparison, planOptions)
    var data = JSONList()
    func show(_ outcome: SubmissionOutcome) {
      if !json { console.print(outcome.sentence) }
      data.add(
        [("branch", outcome.branch), ("action", outcome.action.rawValue)]
          + (outcome.page.map { [("url", $0)] } ?? []),
        number: outcome.number)
    }
    for (index, plan) in plans.plans.enumerated() {
      console.progress("sending", index + 1, of: plans.plans.count)
      show(try sender.send(plan))
    }
    // Only a run that could read everything knows that a pull request has nothing left to say.
    if names.isEmpty, plans.findings.allSatisfy({ $0.severity < .error }) {
      for outcome in try sender.withdraw(allBut: plans) { show(outcome) }
    }
    if json { console.print(bytes: data.bytes) }
    return plans.report(to: console, desk.findings)
  }

  /// What nobody approved stays here.
  private func checkIsPublished(_ desk: UpstreamDesk) throws {
    guard desk.history?.isPublished == true else {
      let branch = desk.settings.policy.branch
      throw CommandError(
        "Only what is published is sent, and this catalog is on no branch ‘\(branch)’. Without --submit it is written down."
      )
    }
  }
}
