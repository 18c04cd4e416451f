/// Something that is to be there, outside of the catalog.
public enum OnlineQuestion: Hashable, Sendable {
  /// A repository on a hub, at a branch, tag or commit, or at its main branch.
  case repository(hub: String, id: String, revision: String?)
  /// A web page.
  case page(String)

  /// The question as a text, for a cache.
  public var key: String {
    switch self {
    case .repository(let hub, let id, let revision): "\(hub):\(id)@\(revision ?? "")"
    case .page(let address): address
    }
  }
}

/// What was found out about a question.
public enum OnlineAnswer: Hashable, Sendable {
  /// It is there.
  case found
  /// It is not there, or not for everybody.
  case missing
  /// Nobody could say; the reason as a sentence.
  case unknown(String)
}

/// Answers questions about what is outside of a catalog.
///
/// The rules that ask are pure: what they find follows from the answers.
public protocol OnlineWorld: AnyObject {
  /// What is known of a question, or is found out now.
  func answer(_ question: OnlineQuestion) -> OnlineAnswer
}
