/// The hidden line at the end of a pull request's description by which a later run knows it again.
public struct PullRequestMarker: Equatable, Sendable {
  /// Whether the pull request stands for something still.
  public enum State: String, Sendable {
    /// It proposes what its digest says.
    case proposed
    /// It was closed because there was nothing left to propose.
    case withdrawn
  }

  /// The trailer of our commits that holds the digest.
  static let trailer = "Modelhub-Digest"

  /// The branch.
  public let branch: String
  /// The plan's digest.
  public let digest: String
  /// Whether it stands.
  public let state: State

  /// Makes a marker.
  public init(branch: String, digest: String, state: State = .proposed) {
    (self.branch, self.digest, self.state) = (branch, digest, state)
  }

  /// The line.
  public var line: String { "<!-- modelhub: \(state.rawValue) \(branch) \(digest) -->" }

  /// Finds the marker in a description: the last one, where somebody quoted another.
  public init?(in body: String) {
    for line in body.split(whereSeparator: \.isNewline).reversed() {
      let words = line.split(separator: " ")
      guard words.count == 6, words[0] == "<!--", words[1] == "modelhub:", words[5] == "-->",
        let state = State(rawValue: String(words[2])), Self.isDigest(words[4])
      else { continue }
      self.init(branch: String(words[3]), digest: String(words[4]), state: state)
      return
    }
    return nil
  }

  /// The digest that a commit's message carries, if the commit is one of ours.
  public static func digest(inMessage message: String) -> String? {
    for line in message.split(separator: "\n").reversed() where line.hasPrefix("\(trailer): ") {
      let digest = line.dropFirst(trailer.count + 2)
      return isDigest(digest) ? String(digest) : nil
    }
    return nil
  }

  private static func isDigest(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit }
  }
}
