import ArgumentParser
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

  func perform(_ console: Console) throws -> Outcome {
    let desk = try UpstreamDesk(global, options, published: true, console)
    var planOptions = try desk.planOptions(names)
    guard submit else {
      let plans = try Planner.plan(desk.comparison, planOptions)
      try PullRequestPayload.write(plans.plans.map(PullRequestPayload.init), to: out)
      for plan in plans.plans { console.print("\(out)/\(PullRequestPayload(plan).name)  \(plan.title)") }
      return plans.report(to: console, desk.findings)
    }
    let access = try GitHubAccess(console)
    let sender = try PullRequestSender(access.github, target: planOptions.target)
    if let source = access.source { console.say("Acting as \(sender.identity.login), by \(source.words).") }
    planOptions.login = access.source?.isPersonal == true ? sender.identity.login : nil
    planOptions.head = sender.identity.head
    let plans = try Planner.plan(desk.comparison, planOptions)
    for plan in plans.plans { console.print(try sender.send(plan).sentence) }
    // Only a run over everything knows that a pull request has nothing left to say.
    if names.isEmpty {
      let kept = Set(plans.plans.map(\.branch) + plans.heldBranches)
      for outcome in try sender.withdraw(keeping: kept) { console.print(outcome.sentence) }
    }
    return plans.report(to: console, desk.findings)
  }
}
