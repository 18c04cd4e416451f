import Catalog
import Diagnostics
import Documents
import Markdown
import SourceText

/// Asks for whatever an entry points to outside of the catalog: repositories, their revisions, and web pages.
struct OnlineCheck {
  private let world: any OnlineWorld

  /// An entry that points to more is asked about no further.
  private static let limit = 300

  /// A question with the places that its answer is about.
  private struct PlacedQuestion {
    let question: OnlineQuestion
    let location: Location
    /// Where a repository's revision is written.
    var revision: Location?
  }

  init(_ world: any OnlineWorld) {
    self.world = world
  }

  func findings(_ entry: CheckedEntry) -> [Diagnostic] {
    var asked: [OnlineQuestion: OnlineAnswer] = [:]
    var found: [Diagnostic] = []
    var silent: [(reason: String, location: Location)] = []
    for placed in questions(of: entry) {
      if asked[placed.question] != nil || asked.count >= Self.limit { continue }
      let answer = world.answer(placed.question)
      asked[placed.question] = answer
      switch answer {
      case .found: break
      case .missing: found.append(missing(placed, &asked))
      case .unknown(let reason): silent.append((reason, placed.location))
      }
    }
    if let first = silent.first {
      let rest = silent.count > 1 ? " (and \(silent.count - 1) more)" : ""
      found.append(
        Diagnostic(
          Unanswered.id, "It could not be found out whether this exists\(rest)", severity: .note,
          at: first.location, help: first.reason))
    }
    return found
  }

  /// Of a repository at a revision it matters which of the two is missing.
  private func missing(
    _ placed: PlacedQuestion, _ asked: inout [OnlineQuestion: OnlineAnswer]
  ) -> Diagnostic {
    let location = placed.location
    switch placed.question {
    case .page(let address):
      return Diagnostic(
        DeadLink.id, "There is no page at ‘\(address)’", severity: .warning, at: location,
        help: "Correct the address, or remove the link.")
    case .repository(let hub, let id, let revision):
      if let revision {
        let whole = OnlineQuestion.repository(hub: hub, id: id, revision: nil)
        let answer = asked[whole] ?? world.answer(whole)
        asked[whole] = answer
        if answer == .found {
          return Diagnostic(
            MissingRevision.id, "‘\(id)’ on \(hub) has no revision ‘\(revision)’", severity: .warning,
            at: placed.revision ?? location,
            help: "Copy the commit from the repository's history.")
        }
      }
      return Diagnostic(
        MissingRepository.id, "\(hub) does not show ‘\(id)’", severity: .warning, at: location,
        help: "It does not exist, or is private, or asks for consent; a token of yours may open it.")
    }
  }

  private func questions(of entry: CheckedEntry) -> [PlacedQuestion] {
    var questions: [PlacedQuestion] = []
    for source in entry.fields.sources { questions += repositories(source, entry) }
    for link in entry.entry.hub.links where WebAddress.isValid(link.value.value) {
      questions.append(PlacedQuestion(question: .page(link.value.value), location: link.value.node.location))
    }
    for readme in entry.readmes {
      for link in readme.page?.links ?? [] where WebAddress.isValid(link.destination) {
        let page = String(link.destination.prefix { $0 != "#" })
        questions.append(PlacedQuestion(question: .page(page), location: readme.location(of: link)))
      }
    }
    return questions
  }

  private func repositories(_ source: SourceFields, _ entry: CheckedEntry) -> [PlacedQuestion] {
    let fields = entry.fields
    guard let node = fields.given(.modelId, of: source.mapping), fields.document.kind(of: node) == .string
    else {
      return []
    }
    let hub = entry.text(source.hub)
    let revision = fields.given(.modelRevision, for: source)
    let template = entry.text(node)
    var ids = [template]
    if template.contains("{quantization}") {
      let list = fields.given(.quantizations, of: source.mapping)
      ids =
        list.map {
          fields.elements(of: $0).map { template.replacing("{quantization}", with: entry.text($0)) }
        } ?? []
    }
    return ids.map { id in
      PlacedQuestion(
        question: .repository(hub: hub, id: id, revision: revision.map { entry.text($0) }),
        location: entry.location(node), revision: revision.map { entry.location($0) })
    }
  }
}
