import Catalog
import Changes
import GitStore
import Review

/// A review on a terminal.
struct ReviewPageText {
  private let page: ReviewPage
  private let reader: String?
  private let now: Int64

  /// `reader` is who reads, where that is known.
  init(_ page: ReviewPage, reader: String?, now: Int64) {
    (self.page, self.reader, self.now) = (page, reader, now)
  }

  private var state: ReviewState { page.state }

  var lines: [String] {
    var lines = ["\(state.id)  \(state.text.title)", "\(state.phase.rawValue)\(origin)"]
    if !state.text.body.isEmpty {
      lines +=
        [""] + state.text.body.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    }
    lines += section("CHANGES", changes) + section("CHECKS", checks) + section("FEEDBACK", feedback)
    lines += section("IN THE WAY", obstacles)
    lines += section(
      "WAITS FOR",
      page.waits.map { "  \($0.what)\($0.who.isEmpty ? "" : ": \($0.who.joined(separator: ", "))")" })
    return lines + section("NEXT", next.map { "  \($0)" })
  }

  var changes: [String] { page.files.flatMap { Self.lines(of: $0) } }

  private static func lines(of file: FileChange) -> [String] {
    switch file.kind {
    case .removed: return ["  − \(file.path)"]
    case .added: return ["  + \(file.path)" + (file.lines.map { " (\(lines($0.added)))" } ?? "")]
    case .changed where file.fields.isEmpty:
      let count = file.lines.map { " (\(lines($0.added)) in place of \($0.removed))" } ?? ""
      return ["  ~ \(file.path)\(count)"]
    case .changed: return ["  ~ \(file.path)"] + file.fields.map { "      \($0.sentence)" }
    }
  }

  private static func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }

  private func section(_ heading: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", heading] + lines
  }

  private var origin: String {
    guard state.round > 0 else { return ", not submitted yet" }
    var words = ", by \(state.submitter ?? "somebody"), \(ago(state.submittedAt))"
    if state.round > 1 { words += ", round \(state.round)" }
    if let merge = state.publication { return words + ", published as \(merge.short)" }
    return words + (state.branchHead.map { ", head \($0.short)" } ?? "")
  }

  private var checks: [String] {
    guard let findings = state.proposal?.findings else { return [] }
    if findings.errors + findings.warnings == 0 { return ["  no findings"] }
    return [
      "  \(findings.errors) errors, \(findings.warnings) warnings: `modelhub validate --ref \(page.head?.short ?? "")`"
    ]
  }

  private var feedback: [String] {
    let votes = state.votes.flatMap { vote in
      indented("\(vote.login) \(verb(vote)), \(ago(vote.time))", vote.text, "    ")
    }
    return votes + state.threads.flatMap(thread)
  }

  private func verb(_ vote: Vote) -> String {
    let isStale = vote.content.digest != state.proposal?.content.digest
    let words =
      switch vote.kind {
      case .approval: "approved"
      case .changes: "asked for changes"
      case .override: "overrode the rules"
      }
    return isStale ? "\(words) of an earlier version" : words
  }

  private func thread(_ thread: CommentThread) -> [String] {
    guard let first = thread.remarks.first else { return [] }
    let place = thread.anchor.map { " on \($0.path)\(Self.words($0.place))" } ?? ""
    let settled = thread.resolvedBy.map { ", settled by \($0)" } ?? ""
    let head = "\(first.event.short) \(first.login)\(place), \(ago(first.time))\(settled)"
    return indented(head, first.text, "    ")
      + thread.remarks.dropFirst().flatMap { indented("  \($0.login), \(ago($0.time))", $0.text, "      ") }
  }

  private static func words(_ place: CommentAnchor.Place?) -> String {
    switch place {
    case .line(let line): ":\(line)"
    case .field(let field): " at \(field)"
    case nil: ""
    }
  }

  private func indented(_ head: String, _ text: EventText, _ indentation: String) -> [String] {
    ["  \(head)"] + (text.isEmpty ? [] : text.lines.map { "\(indentation)\($0)" })
  }

  private var obstacles: [String] {
    let waiting: Set<ReviewRule> = [.approvalMissing, .changesRequested]
    let objections =
      state.verdict.objections.filter { !waiting.contains($0.rule) } + state.refused.map(\.objection)
    return objections.map { "  \($0)" }
      + page.disputes.flatMap { DisputeText($0, in: state.id).lines.map { line in "  \(line)" } }
  }

  /// The commands that the reader is most likely to need.
  private var next: [String] {
    let waits = page.waits.filter { wait in reader.map(wait.who.contains) ?? false }
    guard !waits.isEmpty else { return [] }
    let isOwner = reader.map(state.contributors.contains) ?? false
    switch state.phase {
    case _ where !page.disputes.isEmpty: return isOwner ? ["modelhub review revise \(state.id) --rebase"] : []
    case .approved: return ["modelhub review publish \(state.id)"]
    case .submitted where !isOwner:
      return ["modelhub review approve \(state.id)", "modelhub review request-changes \(state.id) -m \"…\""]
    case .changesRequested, .submitted: return ["modelhub review revise \(state.id)"]
    default: return []
    }
  }

  private func ago(_ time: Int64) -> String {
    let age = Age(seconds: now - time).description
    return age == "now" ? "just now" : "\(age) ago"
  }
}

/// Something in dispute, as a person reads it: the place, its values, and how to settle it.
struct DisputeText {
  private let dispute: Dispute
  private let review: ReviewID

  init(_ dispute: Dispute, in review: ReviewID) {
    (self.dispute, self.review) = (dispute, review)
  }

  var lines: [String] {
    let file = dispute.path.description
    switch dispute.matter {
    case .field(let field):
      return ["\(file): \(field)"] + values + settle(field.description)
    case .lines: return ["\(file): both changed the same lines"] + settle(file)
    case .file:
      return ["\(file): one side removed or replaced what the other changed"] + values + settle(file)
    }
  }

  private var values: [String] {
    [("was", dispute.base), ("published", dispute.ours), ("mine", dispute.theirs)].map { name, value in
      "  \(name)\(String(repeating: " ", count: 10 - name.count))\(value ?? "(nothing)")"
    }
  }

  private func settle(_ place: String) -> [String] {
    [
      "  settle    modelhub review revise \(review) --rebase --mine '\(place)'",
      "            or with --published in place of --mine",
    ]
  }
}

/// What came of submitting or revising, as a person reads it.
struct SubmissionText {
  private let outcome: SubmissionOutcome
  private let desk: ReviewDesk

  init(_ outcome: SubmissionOutcome, _ desk: ReviewDesk) {
    (self.outcome, self.desk) = (outcome, desk)
  }

  func report(to console: Console) throws {
    console.report(outcome.findings)
    let review = outcome.state.id
    for dispute in outcome.disputes { DisputeText(dispute, in: review).lines.forEach(console.say) }
    if !outcome.disputes.isEmpty { console.say("The published catalog changed in the same places.") }
    try desk.report(
      outcome.state, outcome.isSameContent ? "up to date, content as before" : "submitted", to: console)
  }
}

extension ReviewDesk {
  /// Says in two lines what was done and what the review waits for now.
  func report(_ state: ReviewState, _ what: String, to console: Console) throws {
    let phase = state.phase.rawValue
    let isSaid = what == phase.replacing("-", with: " ")
    console.say("\(state.id): \(what)\(isSaid ? "" : "; it is \(phase) now")")
    for wait in try registry.waits(of: state) {
      console.say("waits for \(wait.what)\(wait.who.isEmpty ? "" : ": \(wait.who.joined(separator: ", "))")")
    }
  }

  /// Who reads, where the settings say; reading needs nobody's name.
  func reader() -> String? {
    do { return try actor().login } catch { return nil }
  }
}

/// Times as people read them, in UTC.
enum DateText {
  static func minute(_ seconds: Int64) -> String {
    let ofDay = Int((seconds % 86400 + 86400) % 86400)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(CalendarDate(secondsSince1970: Int(seconds))) \(two(ofDay / 3600)):\(two(ofDay / 60 % 60))"
  }
}
