import Documents
import GitStore
import SourceText

/// The machine-readable form of an event: the file that is all of an event's tree.
///
/// Reading accepts only what writing produces, byte for byte: an event has one spelling.
enum EventDocument {
  /// The file's name.
  static let fileName = "event.json"
  /// The largest file that is read.
  static let limit = 4 << 20

  static func bytes(of event: ReviewEvent) -> [UInt8] {
    var writer = EventWriter()
    writer.write(event)
    return JSONWriter.file(writer.builder.document().rootNode)
  }

  static func event(in bytes: [UInt8]) -> ReviewEvent? {
    let limits = ReadLimits(bytes: limit, depth: 8)
    let source = SourceText(path: fileName, bytes: bytes)
    guard let document = DocumentReader.read(source, as: .json, limits: limits).document,
      let event = EventFields(document.rootNode).event, self.bytes(of: event) == bytes
    else { return nil }
    return event
  }
}

private struct EventWriter {
  var builder = DocumentBuilder()

  mutating func write(_ event: ReviewEvent) {
    builder.beginObject()
    builder.key("format")
    builder.number(1)
    string("review", event.review.description)
    string("action", event.deed.action.rawValue)
    string("by", event.actor)
    write(event.deed)
    if !event.text.isEmpty { string("text", event.text.text) }
    builder.end()
  }

  private mutating func write(_ deed: ReviewEvent.Deed) {
    if let content = deed.content {
      string("head", content.head.hex)
      string("digest", content.digest.description)
    }
    if let proposal = deed.proposal { write(proposal) }
    switch deed {
    case .comment(let anchor, let reply, let head):
      string("head", head.hex)
      if let anchor { write(anchor) }
      if let reply { string("comment", reply.hex) }
    case .resolve(let comment): string("comment", comment.hex)
    case .supersede(let other): string("superseded_by", other.description)
    case .publish(_, let merge): string("merge", merge.hex)
    default: break
    }
  }

  private mutating func write(_ proposal: Proposal) {
    string("base", proposal.base.hex)
    builder.key("subjects")
    builder.beginArray()
    for subject in proposal.subjects { builder.string(subject.description) }
    builder.end()
    guard let findings = proposal.findings else { return }
    builder.key("findings")
    builder.beginObject()
    builder.key("errors")
    builder.number(findings.errors)
    builder.key("warnings")
    builder.number(findings.warnings)
    builder.end()
  }

  private mutating func write(_ anchor: CommentAnchor) {
    string("path", anchor.path)
    switch anchor.place {
    case .line(let line):
      builder.key("line")
      builder.number(line)
    case .field(let field): string("field", field)
    case nil: break
    }
  }

  private mutating func string(_ key: String, _ value: String) {
    builder.key(key)
    builder.string(value)
  }
}

/// Looks an event's fields up in its file; nil wherever one is missing or of another kind.
private struct EventFields {
  let node: Node

  init(_ node: Node) {
    self.node = node
  }

  var event: ReviewEvent? {
    guard node["format"]?.int == 1, let review = string("review").flatMap({ ReviewID($0) }),
      let action = string("action").flatMap(ReviewAction.init), let actor = string("by"),
      let deed = deed(action), let text = EventText(exactly: string("text") ?? "")
    else { return nil }
    return ReviewEvent(deed, in: review, by: actor, saying: text)
  }

  private func deed(_ action: ReviewAction) -> ReviewEvent.Deed? {
    switch action {
    case .submit: proposal.map(ReviewEvent.Deed.submit)
    case .revise: proposal.map(ReviewEvent.Deed.revise)
    case .approve: content.map(ReviewEvent.Deed.approve)
    case .requestChanges: content.map(ReviewEvent.Deed.requestChanges)
    case .reject: content.map(ReviewEvent.Deed.reject)
    case .override: content.map(ReviewEvent.Deed.override)
    case .withdraw: .withdraw
    case .resolve: object("comment").map(ReviewEvent.Deed.resolve)
    case .supersede: string("superseded_by").flatMap { ReviewID($0) }.map(ReviewEvent.Deed.supersede)
    case .comment: object("head").map { .comment(at: anchor, inReplyTo: object("comment"), on: $0) }
    case .publish: content.flatMap { content in object("merge").map { .publish(content, merge: $0) } }
    }
  }

  private var content: ReviewedContent? {
    guard let head = object("head"), let digest = string("digest").flatMap(ContentDigest.init) else {
      return nil
    }
    return ReviewedContent(head: head, digest: digest)
  }

  private var proposal: Proposal? {
    guard let content, let base = object("base"), let list = node["subjects"] else { return nil }
    let subjects = list.elements.compactMap { $0.string.flatMap(Subject.init) }
    let findings = node["findings"].flatMap { findings -> Proposal.Findings? in
      guard let errors = findings["errors"]?.int, let warnings = findings["warnings"]?.int else { return nil }
      return Proposal.Findings(errors: errors, warnings: warnings)
    }
    return Proposal(content: content, base: base, subjects: subjects, findings: findings)
  }

  private var anchor: CommentAnchor? {
    guard let path = string("path") else { return nil }
    if let line = node["line"]?.int { return CommentAnchor(path: path, place: .line(line)) }
    return CommentAnchor(path: path, place: string("field").map(CommentAnchor.Place.field))
  }

  private func string(_ key: String) -> String? { node[key]?.string }
  private func object(_ key: String) -> ObjectID? { string(key).flatMap { ObjectID(hex: $0) } }
}
