import ArgumentParser
import Documents
import GitStore
import Review

struct ReviewLogCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show everything that happened in a review.",
    discussion: """
      `git log refs/modelhub/reviews/NAME` shows the same, without saying which events do not count.

      EXAMPLES
        modelhub review log llm/qwen3
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Argument(help: "The review.") var name: String
  @Flag(help: "Print the events as JSON.") var json = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let id = try desk.id(name)
    let log = try desk.registry.log(id)
    let state = try desk.registry.state(id)
    if json {
      console.print(bytes: JSONWriter.file(ReviewDocument.log(log, state).rootNode))
      return .clean
    }
    let refused = Dictionary(state.refused.map { ($0.commit, $0.objection) }) { first, _ in first }
    for entry in log.entries {
      let mark = refused[entry.id] == nil ? " " : "✗"
      let signed = entry.proof.key == nil ? "unsigned" : "signed"
      let what = entry.event.map { "\($0.actor) \($0.deed.action.verb) \(id)" } ?? "no event"
      console.print("\(mark) \(entry.id.short)  \(DateText.minute(entry.time))  \(what) (\(signed))")
      if let text = entry.event?.text, !text.isEmpty { text.lines.forEach { console.print("      \($0)") } }
      if let objection = refused[entry.id] { console.print("      does not count: \(objection)") }
    }
    return .clean
  }
}

struct ReviewVerifyCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that everything published went through a review.",
    discussion: """
      Walks the published branch and checks of each commit, by the rules of its day: the log and its signatures, the
      approvals, who published, and that the merge holds what its two sides give and nothing else. Without a range, what
      came before the first review is taken on trust. The exit code is 1 where a commit does not prove itself.

      EXAMPLES
        modelhub review verify
        modelhub review verify v1.0..main
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Argument(help: "Commits, as A..B; or the last one.") var range: String?
  @Flag(help: "Print what was found as JSON.") var json = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let asked = try range.map { try desk.registry.range(named: $0) }
    let audit = try desk.registry.audit(from: asked?.from, to: asked?.to) { done, total in
      console.progress("verifying", done, of: total)
    }
    if json {
      console.print(bytes: JSONWriter.file(ReviewDocument.audit(audit).rootNode))
    } else {
      print(audit, console)
    }
    return audit.refused.isEmpty ? .clean : .findings
  }

  private func print(_ audit: Audit, _ console: Console) {
    for commit in audit.refused {
      console.print("✗ \(commit.id.short)  \(DateText.minute(commit.time))  \(commit.summary)")
      if case .refused(let objections) = commit.finding {
        for objection in objections { console.print("    \(objection)") }
      }
    }
    for publication in audit.overrides {
      console.print(
        "! \(publication.review) was published on the word of \(publication.overrider ?? "an admin") alone")
    }
    let trusted = audit.foundingCount == 0 ? "" : ", \(audit.foundingCount) older taken on trust"
    console.print("\(audit.publicationCount) publications proved\(trusted), \(audit.refused.count) refused")
  }
}

struct ReviewStatesCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "states",
    abstract: "Print what can be done in a review, when, by whom, and what comes of it.",
    discussion: """
      EXAMPLES
        modelhub review states
      """)

  @OptionGroup var global: GlobalOptions
  @Flag(help: "Print the table as JSON.") var json = false

  func perform(_ console: Console) throws -> Outcome {
    if json {
      console.print(bytes: JSONWriter.file(ReviewDocument.transitions().rootNode))
      return .clean
    }
    var table = TextTable(["ACTION", "FROM", "TO", "BY", "IF"])
    for row in Transition.all {
      let from =
        row.from.count == Phase.allCases.count ? "any" : row.from.map(\.rawValue).joined(separator: " ")
      table.add([row.action.rawValue, from, row.to?.rawValue ?? "–", row.performer.rawValue, row.condition])
    }
    table.lines(width: nil).forEach(console.print)
    return .clean
  }
}
