/// A commit that is not stored yet.
///
/// To sign one, sign `payload` and hand the signature to `Repository.createCommit`.
public struct CommitDraft: Hashable, Sendable {
  /// The bytes of the commit object without a signature: what a signature is over.
  public let payload: [UInt8]
  /// Where the headers end and the empty line begins.
  private let headerCount: Int
  let tree: ObjectID
  let parents: [ObjectID]

  /// Writes down a commit.
  ///
  /// Names, addresses and the message come from people: whatever in them would end a header, or the object,
  /// is an error. The message gets a line break at its end if it has none.
  public init(
    tree: ObjectID, parents: [ObjectID], author: Stamp, committer: Stamp, message: String
  ) throws(GitStoreError) {
    guard !message.utf8.contains(0) else {
      throw GitStoreError(.invalidName, "A commit message cannot hold a zero byte.")
    }
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    text += "author \(try author.line)\ncommitter \(try committer.line)\n"
    headerCount = text.utf8.count
    text += "\n" + message
    if !message.isEmpty, message.utf8.last != newline { text += "\n" }
    payload = Array(text.utf8)
    (self.tree, self.parents) = (tree, parents)
  }

  /// The bytes of the commit object.
  ///
  /// A header of several lines has a space at the start of each but the first.
  func bytes(signature: String?) -> [UInt8] {
    guard let signature else { return payload }
    var lines = signature.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let header = "gpgsig \(lines.joined(separator: "\n "))\n"
    return Array(payload[..<headerCount]) + header.utf8 + payload[headerCount...]
  }
}

extension Stamp {
  /// The stamp as it stands in a commit, and in a reflog.
  var line: String {
    get throws(GitStoreError) {
      for text in [identity.name, identity.email] where text.utf8.contains(where: Self.breaksLine) {
        throw GitStoreError(
          .invalidName, "‘\(singleLine(text))’ cannot be the name or address of an author.",
          advice: "Leave out ‘<’, ‘>’ and line breaks.")
      }
      guard identity.name.utf8.contains(where: { $0 > 0x20 }), abs(zone) < 24 * 60, seconds >= 0 else {
        throw GitStoreError(
          .invalidName, "The author ‘\(singleLine(identity.description))’ has no name or an impossible time.",
          advice: "Run `git config user.name NAME`.")
      }
      let (hours, minutes) = abs(zone).quotientAndRemainder(dividingBy: 60)
      let digits = hours * 100 + minutes
      let padding = String(repeating: "0", count: digits < 10 ? 3 : digits < 100 ? 2 : digits < 1000 ? 1 : 0)
      return "\(identity) \(seconds) \(zone < 0 ? "-" : "+")\(padding)\(digits)"
    }
  }

  private static func breaksLine(_ byte: UInt8) -> Bool {
    byte == newline || byte == 0 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\r")
  }
}

extension Repository {
  /// Stores a commit, with a signature over its payload if there is one, and gives back its id.
  ///
  /// The tree and the parents must be here already. Nothing names the commit yet: see `update`.
  public func createCommit(_ draft: CommitDraft, signature: String? = nil) throws(GitStoreError) -> ObjectID {
    try core.demand(draft.tree, .tree)
    for parent in draft.parents { try core.demand(parent, .commit) }
    if let signature, signature.utf8.contains(0) || signature.utf8.first ?? newline == newline {
      throw GitStoreError(.invalidName, "The text given as a signature is none.")
    }
    return try core.write(draft.bytes(signature: signature), as: .commit)
  }

  /// The person that the settings `user.name` and `user.email` name.
  public func identity() throws(GitStoreError) -> Identity {
    guard let name = try setting("user.name"), let email = try setting("user.email"), !name.isEmpty else {
      throw GitStoreError(
        .notFound, "Git does not know who you are.",
        advice: "Run `git config --global user.name NAME` and `git config --global user.email ADDRESS`.")
    }
    return Identity(name: name, email: email)
  }
}

extension RepositoryCore {
  /// Refuses to refer to what is not here or is something else.
  func demand(_ id: ObjectID, _ kind: ObjectKind) throws(GitStoreError) {
    if id == .emptyTree, kind == .tree {
      // Every git knows the empty tree, but fsck wants it stored once something names it.
      _ = try write([], as: .tree)
      return
    }
    guard let header = try header(of: id) else { throw missing(id) }
    guard header.kind == kind else {
      throw GitStoreError(.wrongKind, "Object \(id) is a \(header.kind.rawValue), not a \(kind.rawValue).")
    }
  }
}
