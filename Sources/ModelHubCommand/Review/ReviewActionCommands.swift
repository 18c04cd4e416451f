import ArgumentParser
import GitStore
import Review

struct ReviewApproveCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Vouch for what a review holds now.",
    discussion: """
      An approval counts for exactly this content. With --head it is given only if that is what the review still holds:
      use what `modelhub review show` printed, where somebody may be pushing meanwhile.

      EXAMPLES
        modelhub review approve llm/qwen3 -m "Matches the card"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review.") var name: String

  @Option(help: ArgumentHelp("The head that you looked at.", valueName: "commit"))
  var head: String?

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let id = try desk.id(name)
    let seen = try head.map { try desk.registry.commit(named: $0) }
    let state = try desk.registry.approve(id, seen: seen, by: desk.actor(), saying: message.text())
    try desk.report(state, "approved", to: console)
    return .clean
  }
}

struct ReviewRequestChangesCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "request-changes",
    abstract: "Ask for other content, and say which.",
    discussion: """
      EXAMPLES
        modelhub review request-changes llm/qwen3 -m "The card says 32k"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review.") var name: String

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let state = try desk.registry.requestChanges(desk.id(name), by: desk.actor(), saying: message.text())
    try desk.report(state, "changes requested", to: console)
    return .clean
  }
}

struct ReviewRejectCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "End a review without publishing, and say why.",
    discussion: """
      The branch and the log stay; submitting again begins a new round.

      EXAMPLES
        modelhub review reject llm/qwen3 -m "There is an official entry already"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review.") var name: String

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let state = try desk.registry.reject(desk.id(name), by: desk.actor(), saying: message.text())
    try desk.report(state, "rejected", to: console)
    return .clean
  }
}

struct ReviewWithdrawCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Take back what you submitted.",
    discussion: """
      EXAMPLES
        modelhub review withdraw llm/qwen3
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review.") var name: String

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let state = try desk.registry.withdraw(desk.id(name), by: desk.actor(), saying: message.text())
    try desk.report(state, "withdrawn", to: console)
    return .clean
  }
}

struct ReviewSupersedeCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "supersede",
    abstract: "End a review because another takes its place.",
    discussion: """
      EXAMPLES
        modelhub review supersede llm/qwen3 sync-2026-11
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review that ends.") var name: String
  @Argument(help: "The review that takes its place.") var other: String

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let state = try desk.registry.supersede(
      desk.id(name), with: desk.id(other), by: desk.actor(), saying: message.text())
    try desk.report(state, "superseded", to: console)
    return .clean
  }
}

struct ReviewCommentCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Say something in a review, about all of it or about one place.",
    discussion: """
      EXAMPLES
        modelhub review comment llm/qwen3 -m "Which card is this from?"
        modelhub review comment llm/qwen3 --path model.yaml --line 7 -m "32k?"
        modelhub review comment llm/qwen3 --path model.yaml \\
          --field 'model[qwen3].context_length' -m "32k?"
        modelhub review comment llm/qwen3 --reply 3f2a9c -m "Yes, see the card."
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review.") var name: String
  @Option(help: ArgumentHelp("A file: its path, or its name in the entry.", valueName: "file")) var path:
    String?
  @Option(help: ArgumentHelp("A line of the file.", valueName: "number")) var line: Int?
  @Option(help: ArgumentHelp("A field of the file.", valueName: "field")) var field: String?
  @Option(help: ArgumentHelp("The comment that this answers, by the start of its id.", valueName: "id"))
  var reply: String?

  func validate() throws {
    if path == nil, line != nil || field != nil {
      throw ValidationError("A line or a field needs its file: --path.")
    }
    if line != nil, field != nil { throw ValidationError("Name a line or a field, not both.") }
  }

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let id = try desk.id(name)
    let anchor = try path.map { try desk.anchor($0, line: line, field: field, in: id) }
    let state = try desk.registry.comment(
      on: id, at: anchor, answering: reply, by: desk.actor(), saying: message.text())
    try desk.report(state, "commented", to: console)
    return .clean
  }
}

struct ReviewResolveCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Mark a comment as settled.",
    discussion: """
      EXAMPLES
        modelhub review resolve llm/qwen3 3f2a9c
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The review.") var name: String
  @Argument(help: "The comment, by the start of its id.") var comment: String

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let state = try desk.registry.resolve(
      comment, in: desk.id(name), by: desk.actor(), saying: message.text())
    try desk.report(state, "resolved", to: console)
    return .clean
  }
}

extension ReviewDesk {
  /// The place in a file that somebody named by its path, or by its name in the entry.
  fileprivate func anchor(_ file: String, line: Int?, field: String?, in id: ReviewID) throws -> CommentAnchor
  {
    let files = try registry.files(of: id)
    let matches = files.filter { $0 == file || $0.hasSuffix("/\(file)") }
    guard matches.count == 1 else {
      let known = files.prefix(8).joined(separator: ", ")
      throw CommandError("‘\(file)’ is not one of the files of \(id): \(known).")
    }
    let place = line.map(CommentAnchor.Place.line) ?? field.map(CommentAnchor.Place.field)
    guard let anchor = CommentAnchor(path: matches[0], place: place) else {
      throw CommandError("No comment can point to that line or field.")
    }
    return anchor
  }
}
