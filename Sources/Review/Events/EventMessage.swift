import GitStore

/// The commit message of an event: a sentence, what was said, and trailers that `git log` can select by.
///
/// A message is derived from its event and never read back, so nothing that somebody writes into a text can
/// change what an event means: a commit whose message is another than this is no event.
enum EventMessage {
  static func text(of event: ReviewEvent) -> String {
    let title = event.deed.action == .submit ? ": \(event.text.title)" : ""
    let said = event.deed.action == .submit ? event.text.body : event.text.text
    var message = "\(event.actor) \(event.deed.action.verb) \(event.review)\(title)\n\n"
    if !said.isEmpty { message += guarded(said) + "\n\n" }
    for (name, value) in trailers(of: event) { message += "\(name): \(value)\n" }
    return message
  }

  static func trailers(of event: ReviewEvent) -> [(name: String, value: String)] {
    var trailers = [("Review-Id", event.review.description), ("Review-Action", event.deed.action.rawValue)]
    if let content = event.deed.content {
      trailers += [("Review-Head", content.head.hex), ("Review-Digest", content.digest.description)]
    }
    if let proposal = event.deed.proposal {
      trailers.append(("Review-Base", proposal.base.hex))
      trailers += proposal.subjects.prefix(subjectLimit).map { ("Review-Subject", $0.description) }
    }
    switch event.deed {
    case .comment(let anchor, let reply, let head):
      trailers.append(("Review-Head", head.hex))
      trailers += anchor?.trailers ?? []
      if let reply { trailers.append(("Review-Comment", reply.hex)) }
    case .resolve(let comment): trailers.append(("Review-Comment", comment.hex))
    case .supersede(let other): trailers.append(("Review-Superseded-By", other.description))
    case .publish(_, let merge): trailers.append(("Review-Merge", merge.hex))
    case .reject, .override: trailers.append(("Review-Reason", event.text.title))
    default: break
    }
    trailers.append(("Reviewer", event.actor))
    return trailers
  }

  /// A message names so many subjects; the file beside it names all.
  private static let subjectLimit = 50

  /// A text in which no line can be taken for a trailer, or for the end of the message.
  ///
  /// Git looks for trailers only in the last paragraph, people and lesser tools everywhere.
  static func guarded(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { isTreacherous($0) ? " \($0)" : String($0) }.joined(separator: "\n")
  }

  private static func isTreacherous(_ line: Substring) -> Bool {
    if ["---", "diff ", "Index: ", "#", "(cherry picked"].contains(where: line.hasPrefix) { return true }
    let token = line.utf8.prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let rest = line.utf8[token.endIndex...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return !token.isEmpty && rest.first == UInt8(ascii: ":")
  }
}

extension CommentAnchor {
  fileprivate var trailers: [(String, String)] {
    switch place {
    case .line(let line): [("Review-Path", path), ("Review-Line", "\(line)")]
    case .field(let field): [("Review-Path", path), ("Review-Field", field)]
    case nil: [("Review-Path", path)]
    }
  }
}
