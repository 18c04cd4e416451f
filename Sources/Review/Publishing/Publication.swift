public import GitStore

/// What a merge commit on the published branch says of the review that it ends.
///
/// The message is derived from these fields and read back only where it is exactly that.
public struct Publication: Hashable, Sendable {
  /// The review.
  public let review: ReviewID
  /// What it is about.
  public let title: String
  /// The head, which is the merge's second parent, and the digest of what it changes.
  public let content: ReviewedContent
  /// The published commit that the changes are counted from.
  public let base: ObjectID
  /// The newest event of the log when it was published.
  public let log: ObjectID
  /// Who approved it, sorted.
  public let approvers: [String]
  /// The admin who let it through, where one did.
  public let overrider: String?
  /// Who published it.
  public let publisher: String

  /// The commit message.
  var message: String {
    var lines = ["Publish \(review): \(title)", ""]
    lines += [
      "Review-Id: \(review)", "Review-Head: \(content.head)", "Review-Digest: \(content.digest)",
      "Review-Base: \(base)", "Review-Log: \(log)",
    ]
    lines += approvers.map { "Approved-by: \($0)" }
    if let overrider { lines.append("Override-by: \(overrider)") }
    lines.append("Published-by: \(publisher)")
    return lines.joined(separator: "\n") + "\n"
  }

  init(
    _ state: ReviewState, _ content: SubmissionContent, log: ObjectID, by publisher: String
  ) {
    (review, title) = (state.id, state.text.title)
    (self.content, base, self.log) = (content.reviewed, content.base, log)
    approvers = state.verdict.approvals.map(\.login).sorted()
    overrider = state.verdict.override?.login
    self.publisher = publisher
  }

  /// Reads the message of a merge; nil for any other commit.
  init?(_ commit: Commit) {
    guard commit.parents.count == 2, commit.messageBytes.starts(with: "Publish ".utf8),
      commit.messageBytes.count <= 1 << 20
    else { return nil }
    var fields = MessageFields(commit.messageBytes)
    let heading = fields.title.dropFirst("Publish ".utf8.count)
    let name = heading.prefix { $0 != UInt8(ascii: ":") }
    guard
      let review = ReviewID(String(decoding: name, as: UTF8.self)),
      fields.next("Review-Id") == review.description, let head = fields.object("Review-Head"),
      let digest = fields.next("Review-Digest").flatMap({ ContentDigest($0) }),
      let base = fields.object("Review-Base"), let log = fields.object("Review-Log")
    else { return nil }
    self.review = review
    title = String(decoding: heading.dropFirst(name.count + 2), as: UTF8.self)
    (content, self.base, self.log) = (ReviewedContent(head: head, digest: digest), base, log)
    approvers = fields.all("Approved-by")
    overrider = fields.next("Override-by")
    guard let publisher = fields.next("Published-by"), isLogin(publisher), commit.parents[1] == head else {
      return nil
    }
    self.publisher = publisher
    guard commit.messageBytes.elementsEqual(message.utf8) else { return nil }
  }
}

/// Takes the trailers of a message one after the other.
private struct MessageFields {
  let title: ArraySlice<UInt8>
  private var lines: ArraySlice<ArraySlice<UInt8>>

  init(_ message: [UInt8]) {
    let all = message.split(separator: UInt8(ascii: "\n"))
    title = all.first ?? []
    lines = all.dropFirst()
  }

  mutating func next(_ name: String) -> String? { take(name).map { String(decoding: $0, as: UTF8.self) } }

  mutating func all(_ name: String) -> [String] {
    var values: [String] = []
    while let value = next(name) { values.append(value) }
    return values
  }

  mutating func object(_ name: String) -> ObjectID? { next(name).flatMap { ObjectID(hex: $0) } }

  private mutating func take(_ name: String) -> ArraySlice<UInt8>? {
    let count = name.utf8.count
    guard let line = lines.first, line.starts(with: name.utf8),
      line.dropFirst(count).starts(with: ": ".utf8)
    else { return nil }
    lines.removeFirst()
    return line.dropFirst(count + 2)
  }
}
