import ArgumentParser
import ChildProcesses
import GitStore
import Review

struct ReviewPublishCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Merge an approved submission into the published catalog.",
    discussion: """
      The merge is made field by field, checked as a whole, and put in place only if nobody else published in between;
      else it is made anew. Interrupted at any point, run it again: it finishes what it began.

      An admin can publish without the approvals with --override and a --reason, which stays on record.

      EXAMPLES
        modelhub review publish llm/qwen3
        modelhub review publish llm/qwen3 --override --reason "Upstream removed it"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Argument(help: "The review.") var name: String

  @Flag(help: "For admins: publish although a rule refuses it.")
  var override = false

  @Option(help: ArgumentHelp("Why the rules are set aside.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if override != (reason != nil) { throw ValidationError("--override and --reason go together.") }
  }

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let id = try desk.id(name)
    let actor = try desk.actor()
    if override, try desk.registry.state(id).phase.isOpen {
      // It would stay on record, and let nothing through.
      try desk.registry.refuseConflicts(in: id)
      try desk.registry.override(id, by: actor, saying: ReviewDesk.text(reason))
    }
    let outcome = try desk.registry.publish(id, by: actor, check: desk.check)
    console.report(outcome.findings)
    let before = outcome.previous.map { " on top of \($0.short)" } ?? ", as an earlier run had begun"
    console.say("published \(id) as \(outcome.merge.short)\(before)")
    if let previous = outcome.previous { try desk.bringAlong(from: previous, to: outcome.merge, console) }
    return .clean
  }
}

extension ReviewDesk {
  /// Moves the checked-out files along where the published branch itself is checked out here.
  ///
  /// Git does it, and leaves alone whatever somebody is working on.
  fileprivate func bringAlong(from old: ObjectID, to new: ObjectID, _ console: Console) throws {
    guard registry.home == .here, let workTree = try registry.workTreeOnPublishedBranch() else { return }
    // What git remembers of the files' times may be old; what it says of that is nobody's concern.
    _ = try Command("git", ["update-index", "-q", "--refresh"], folder: workTree).run()
    let command = Command("git", ["read-tree", "-m", "-u", old.hex, new.hex], folder: workTree)
    if try command.run().status.isSuccess { return }
    console.say(
      "Your files still are those of \(old.short), because you changed some of the same. "
        + "Set your changes aside with `git stash`, then run `git reset --hard`.")
  }
}
