import ArgumentParser
import Changes
import Catalog
import GitStore
import Review

struct ReviewSubmitCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Ask for a review of what you changed.",
    discussion: """
      Takes an entry as it stands on disk, without touching your work tree, your index or your branch. The first line
      of the message is the title. Records that changed get a new `updated_at`, by which clients know them from older
      ones. Several entries go together under a name of your own, with the paths to take.

      EXAMPLES
        modelhub review submit my-model -m "Add my-model"
        modelhub review submit sync-2026-11 catalog/models -m "Follow upstream"
        modelhub review submit llm/qwen3 --branch topic -m "Longer context"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption

  @Argument(help: "The entry, as name or type/name; or a name for several things.")
  var name: String

  @Argument(help: "The files and folders to take; the entry's folder where there are none.")
  var paths: [String] = []

  @Option(help: ArgumentHelp("The review's name, where it is not that of the entry.", valueName: "name"))
  var id: String?

  @Option(help: ArgumentHelp("Submit a branch or commit instead of files on disk.", valueName: "ref"))
  var branch: String?

  @Flag(help: "Submit what was pushed to the review's branch already.")
  var pushed = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let subject = try desk.subject(named: name)
    let source = try desk.source(paths, subject, branch: branch, pushed: pushed)
    guard let review = ReviewID(id ?? subject.id) else {
      throw CommandError(ReviewDesk.badName(id ?? subject.id))
    }
    let text = try message.text()
    guard !text.isEmpty else { throw CommandError("Say what it is about: -m \"Add my-model\".") }
    let outcome = try desk.registry.submit(
      review, from: source, by: desk.actor(), saying: text, check: desk.check)
    try SubmissionText(outcome, desk).report(to: console)
    return .clean
  }
}

struct ReviewReviseCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "revise",
    abstract: "Change what you submitted, or bring it up to date.",
    discussion: """
      Takes the same files as `submit` did, as they stand on disk now. Approvals count only for the content that they
      were given for; bringing a submission up to date leaves them where its own files stay as they are.

      Where the published catalog changed the same fields meanwhile, each is listed with its values: settle it with
      --mine PLACE or --published PLACE, where PLACE is the field, or a file's name for all of it.

      EXAMPLES
        modelhub review revise llm/qwen3 -m "Context as the card says"
        modelhub review revise llm/qwen3 --rebase
        modelhub review revise llm/qwen3 --rebase \\
          --mine 'model[qwen3].context_length'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption

  @Argument(help: "The review.")
  var name: String

  @Argument(help: "The files and folders to take; those of the submission where there are none.")
  var paths: [String] = []

  @Option(help: ArgumentHelp("Take a branch or commit instead of files on disk.", valueName: "ref"))
  var branch: String?

  @Flag(help: "Announce what was pushed to the review's branch.")
  var pushed = false

  @Flag(help: "Merge it with what is published now.")
  var rebase = false

  @Option(
    name: .customLong("mine"),
    help: ArgumentHelp("Where both changed, the submission's value.", valueName: "place"))
  var mine: [String] = []

  @Option(
    name: .customLong("published"),
    help: ArgumentHelp("Where both changed, the published value.", valueName: "place"))
  var published: [String] = []

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let id = try desk.id(name)
    let outcome = try desk.registry.revise(
      id, from: source(id, desk), by: desk.actor(), saying: message.text(), check: desk.check)
    try SubmissionText(outcome, desk).report(to: console)
    return .clean
  }

  private func source(_ id: ReviewID, _ desk: ReviewDesk) throws -> SubmissionSource {
    if rebase || !mine.isEmpty || !published.isEmpty {
      var settlement = Settlement()
      for place in mine { settlement.prefer(.theirs, in: place) }
      for place in published { settlement.prefer(.ours, in: place) }
      return .rebase(settlement)
    }
    if branch != nil || pushed || !paths.isEmpty {
      return try desk.source(
        paths, SubmissionSubject(id: id.description, paths: []), branch: branch, pushed: pushed)
    }
    return .workTree(try desk.paths(of: desk.registry.state(id)))
  }
}

/// What a person wants to submit, by its name.
struct SubmissionSubject {
  let id: String
  /// What to take from disk, where nothing else is said.
  let paths: [TreePath]
}

extension ReviewDesk {
  /// The entry or person of a name, or a name for several things.
  func subject(named name: String) throws -> SubmissionSubject {
    let words = name.split(separator: "/").map(String.init)
    if words.count == 2, words[0] == "people" {
      return SubmissionSubject(id: name, paths: [path("people/\(words[1]).yaml")])
    }
    let layout = try registry.authority(at: registry.main()).layout
    if words.count == 2, let type = ModelType(rawValue: words[0]) {
      return SubmissionSubject(id: name, paths: [path(layout.path(type: type, name: words[1]))])
    }
    let folders = try entryFolders(layout).filter { $0.name == name }
    guard folders.count < 2 else {
      throw CommandError(
        "‘\(name)’ could be \(folders.map(\.id).joined(separator: " or ")). Name the type too.")
    }
    return folders.first.map { SubmissionSubject(id: $0.id, paths: [path($0.path)]) }
      ?? SubmissionSubject(id: name, paths: [])
  }

  /// Where the content comes from, by what was said on the command line.
  func source(
    _ paths: [String], _ subject: SubmissionSubject, branch: String?, pushed: Bool
  ) throws -> SubmissionSource {
    if pushed { return .branch }
    if let branch { return .commit(try registry.commit(named: branch)) }
    let chosen = try paths.isEmpty ? subject.paths : paths.map(treePath)
    guard !chosen.isEmpty else {
      throw CommandError(
        "There is no entry ‘\(subject.id)’. For a name of your own, say which files to take.")
    }
    return .workTree(chosen)
  }

  /// What a submission takes from disk.
  func paths(of state: ReviewState) throws -> [TreePath] {
    let layout = try registry.authority(at: registry.main()).layout
    return state.subjects.map { subject in
      switch subject {
      case .entry(let type, let name): path(layout.path(type: type, name: name))
      case .person(let login): path("people/\(login).yaml")
      case .upstreamLock: path("upstream.lock.yaml")
      case .file(let file): TreePath(file)
      }
    }
  }

  private func path(_ inside: String) -> TreePath {
    TreePath(folder.isEmpty ? inside : "\(folder)/\(inside)")
  }
}
