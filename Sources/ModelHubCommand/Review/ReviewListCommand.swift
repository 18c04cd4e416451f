import ArgumentParser
import Documents
import Review

struct ReviewListCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the reviews, those that wait for you first.",
    discussion: """
      With --digest, Markdown for a scheduled job to post: what waits for whom.

      EXAMPLES
        modelhub review list
        modelhub review list --all --json
        modelhub review list --digest
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions

  @Flag(help: "Those that ended, too.")
  var all = false

  @Flag(help: "One JSON array, with the state of each review and what it waits for.")
  var json = false

  @Flag(help: "Markdown, by the people whom the reviews wait for.")
  var digest = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let items = try desk.registry.inbox(all ? .all : .open)
    if json {
      console.print(bytes: JSONWriter.file(ReviewDocument.list(items).rootNode))
    } else if digest {
      console.print(bytes: Array(InboxDigest(items, now: Int64(Today.seconds)).markdown.utf8))
    } else {
      InboxText(items, reader: desk.reader(), now: Int64(Today.seconds)).print(to: console)
    }
    return .clean
  }
}

/// The list of reviews on a terminal.
struct InboxText {
  private let items: [InboxItem]
  private let reader: String?
  private let now: Int64

  /// `reader` is who reads, where that is known.
  init(_ items: [InboxItem], reader: String?, now: Int64) {
    (self.items, self.reader, self.now) = (items, reader, now)
  }

  func print(to console: Console) {
    let mine = items.filter { item in reader.map(item.waits) ?? false }
    let others = items.filter { item in !(reader.map(item.waits) ?? false) }
    section("Waiting for you", mine, console)
    section(mine.isEmpty ? nil : "Waiting for others", others, console)
    console.say(items.count == 1 ? "1 review" : "\(items.count) reviews")
  }

  private func section(_ heading: String?, _ items: [InboxItem], _ console: Console) {
    guard !items.isEmpty else { return }
    if let heading { console.print(heading) }
    var table = TextTable(["", "REVIEW", "STATE", "BY", "AGE", "CHECKS", "WAITS FOR", "TITLE"])
    for item in items { table.add(row(item)) }
    table.lines(width: console.width).forEach(console.print)
    console.print("")
  }

  private func row(_ item: InboxItem) -> [String] {
    let state = item.state
    if let distrust = item.distrust {
      return [" ", state.id.description, "refused", "", "", "", "", distrust.sentence]
    }
    let age = state.round > 0 ? Age(seconds: now - state.submittedAt).description : ""
    let comments = state.openThreads.isEmpty ? "" : " (\(state.openThreads.count) open)"
    return [
      " ", state.id.description, state.phase.rawValue + comments, state.submitter ?? "", age,
      item.isDisputed ? "conflict" : checks(state),
      item.waits.map(waiting).joined(separator: "; "), state.text.title,
    ]
  }

  private func checks(_ state: ReviewState) -> String {
    guard let findings = state.proposal?.findings else { return state.proposal == nil ? "" : "not run" }
    if findings.errors > 0 { return "\(findings.errors) error\(findings.errors == 1 ? "" : "s")" }
    return findings.warnings > 0 ? "\(findings.warnings) warning\(findings.warnings == 1 ? "" : "s")" : "ok"
  }

  private func waiting(_ wait: Wait) -> String {
    wait.who.isEmpty ? wait.what : wait.who.joined(separator: ", ")
  }
}
