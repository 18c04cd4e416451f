import ArgumentParser
import Review

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Submit changes, review them, publish them: all of it in git.",
    discussion: """
      A submission is a branch, its review a chain of signed commits, and what is published a merge that proves itself.
      Nothing but a git remote is needed, and `git log` can read it all.

      EXAMPLES
        modelhub review submit my-model -m "Add my-model"
        modelhub review list
        modelhub review show llm/my-model
        modelhub review approve llm/my-model -m "Matches the card"
        modelhub review publish llm/my-model
      """,
    subcommands: [
      ReviewSubmitCommand.self, ReviewListCommand.self, ReviewShowCommand.self, ReviewDiffCommand.self,
      ReviewCommentCommand.self, ReviewResolveCommand.self, ReviewApproveCommand.self,
      ReviewRequestChangesCommand.self, ReviewRejectCommand.self, ReviewReviseCommand.self,
      ReviewWithdrawCommand.self, ReviewSupersedeCommand.self, ReviewPublishCommand.self,
      ReviewLogCommand.self,
      ReviewVerifyCommand.self, ReviewStatesCommand.self,
    ])
}

/// The words that go with an action.
struct MessageOption: ParsableArguments {
  @Option(name: [.customShort("m"), .long], help: ArgumentHelp("What you say with it.", valueName: "text"))
  var message: String?

  func text() throws -> EventText { try ReviewDesk.text(message) }
}
