import Catalog
import Changes
import Documents

/// The description of a pull request: what changes, who stands behind it, what was checked, what is left to do.
struct PullRequestBody {
  /// GitHub takes 65,536 characters; counted as UTF-16, which is never less than what it counts.
  static let limit = 65_536

  private let proposals: [Proposal]
  private let target: PlanTarget
  private let head: HeadRepository
  private let isChecked: Bool
  private let marker: PullRequestMarker

  init(
    proposals: [Proposal], target: PlanTarget, head: HeadRepository, isChecked: Bool,
    marker: PullRequestMarker
  ) {
    (self.proposals, self.target, self.head) = (proposals, target, head)
    (self.isChecked, self.marker) = (isChecked, marker)
  }

  var text: String {
    let end = closing
    var budget = Self.limit - end.utf16.count - 200
    var text = ""
    var left = proposals.count
    for proposal in proposals {
      let section = section(proposal, within: budget)
      guard let section else { break }
      text += section
      budget -= section.utf16.count
      left -= 1
    }
    if left > 0 { text += "\n… and \(left) more models; the diff has all of them.\n" }
    return text + end
  }

  // MARK: One model

  /// A model's part, cut where it would be too long; `nil` where not even its head has room.
  private func section(_ proposal: Proposal, within budget: Int) -> String? {
    var text =
      "### \(MarkdownText.code(proposal.name)) (\(proposal.type.rawValue)): \(words(proposal.event))\n\n"
    text += credits(proposal.credit)
    guard text.utf16.count < budget else { return nil }
    let rows = rows(proposal)
    if rows.isEmpty { return text + "\n" }
    text +=
      proposal.event == .changed
      ? "| field | before | after |\n| --- | --- | --- |\n" : "| field | value |\n| --- | --- |\n"
    for (index, row) in rows.enumerated() {
      guard text.utf16.count + row.utf16.count < budget else {
        text += "\n… and \(rows.count - index) more fields.\n"
        break
      }
      text += row
    }
    return text + "\n"
  }

  private func words(_ event: ProposedEvent) -> String {
    switch event {
    case .added: "new model"
    case .changed: "changed"
    case .removed: "removed from the registry"
    case .expired: "expired"
    }
  }

  private func credits(_ credit: Credit) -> String {
    var parts: [String] = []
    if let submitter = credit.submitter { parts.append("Submitted by \(MarkdownText.code(submitter))") }
    if !credit.approvers.isEmpty {
      parts.append("approved by \(credit.approvers.map(MarkdownText.code).joined(separator: ", "))")
    }
    if let page = credit.page { parts.append(MarkdownText.link("model page", to: page)) }
    if let review = credit.review { parts.append(MarkdownText.link("review", to: review)) }
    if let reason = credit.reason { parts.append("because: \(MarkdownText.code(reason))") }
    return parts.isEmpty ? "" : parts.joined(separator: " · ") + "\n\n"
  }

  private func rows(_ proposal: Proposal) -> [String] {
    switch proposal.event {
    case .changed:
      let clocks = zip(proposal.current, proposal.records).compactMap { old, new -> String? in
        let (before, after) = (old[RecordContent.clock], new[RecordContent.clock])
        if before?.text == after?.text { return nil }
        return "| `updated_at` | \(cell(before)) | \(cell(after)) |\n"
      }
      return proposal.fields.map(row) + (proposal.current.count == proposal.records.count ? clocks : [])
    case .added:
      return proposal.records.flatMap { record in
        record.members.map { "| \(MarkdownText.code($0.name)) | \(cell($0.value)) |\n" }
      }
    case .removed, .expired: return []
    }
  }

  private func row(_ change: FieldChange) -> String {
    let field = MarkdownText.code(change.field.description.isEmpty ? "(all)" : change.field.description)
    if change.kind == .reordered { return "| \(field) | | put in another order |\n" }
    if let lines = change.changedLines { return "| \(field) | | \(lines) |\n" }
    return "| \(field) | \(cell(change.old)) | \(cell(change.new)) |\n"
  }

  private func cell(_ node: Node?) -> String {
    guard let node else { return "" }
    // One line of text stands as JSON has it.
    guard node.kind == .string, !node.text.contains(where: \.isNewline), node.text.count <= 120 else {
      return MarkdownText.code(FieldChange.words(node))
    }
    var bytes: [UInt8] = []
    JSONWriter.appendCompact(node, to: &bytes)
    return MarkdownText.code(String(decoding: bytes, as: UTF8.self))
  }

  // MARK: What holds for all

  private var closing: String {
    var lines = ["---"]
    let state = target.commit.map { " at \(MarkdownText.code(String($0.prefix(12))))" } ?? ""
    lines.append(
      isChecked
        ? "- Checked against the schemas of \(MarkdownText.code(target.repository))\(state): no errors."
        : "- Made from \(MarkdownText.code(target.repository))\(state), which has no schema for these files.")
    lines.append(
      "- Only values that differ were changed; the files were read again and say exactly what the registry says."
    )
    lines.append("- \(docs)")
    return lines.joined(separator: "\n") + "\n\n\(marker.line)\n"
  }

  private var docs: String {
    let byHand = "the workflow cannot push there, so somebody has to run `python doc/source/gen_docs.py`"
    switch head {
    case .same: return "The documentation is generated by this repository's workflow."
    case .fork: return "The branch lies in a fork: \(byHand)."
    case .unknown: return "If the branch lies in a fork: \(byHand)."
    }
  }
}
