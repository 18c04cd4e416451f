/// Why something in a review was not done.
public struct ReviewError: Error, Sendable, CustomStringConvertible {
  /// The kinds of fault a caller may want to tell apart.
  public enum Code: Sendable {
    /// A rule refuses it.
    case refused
    /// What was asked for does not exist.
    case notFound
    /// Who does it is not clear.
    case unknownActor
    /// Others were faster, again and again.
    case contended
    /// The repository, the remote, or the key did not work.
    case world
  }

  /// The kind of fault.
  public let code: Code
  /// The rules that refuse it, each with its sentence; empty for other faults.
  public let objections: [Objection]
  /// What both sides changed, where that is why.
  public let disputes: [(review: ReviewID, dispute: Dispute)]
  /// What happened and what to do next, in full sentences.
  public let description: String

  /// Makes an error.
  public init(_ code: Code, _ description: String) {
    (self.code, self.description, objections, disputes) = (code, description, [], [])
  }

  /// Makes a refusal.
  public init(refusing objections: [Objection]) {
    code = .refused
    self.objections = objections
    disputes = []
    description = objections.map(\.description).joined(separator: "\n")
  }

  init(disputing disputes: [Dispute], in id: ReviewID) {
    code = .refused
    let fields = disputes.count == 1 ? "One place was" : "\(disputes.count) places were"
    let sentence =
      "\(fields) changed both in \(id) and in the published catalog. Settle all in one "
      + "`modelhub review revise \(id) --rebase` with `--mine PLACE` or `--published PLACE` for each."
    objections = [Objection(.conflict, sentence)]
    self.disputes = disputes.map { (id, $0) }
    description = objections[0].description
  }

  init(_ rule: ReviewRule, _ sentence: String) {
    self.init(refusing: [Objection(rule, sentence)])
  }
}

/// Does what works with git, files and keys, and turns their faults into those of reviews.
func world<Value>(_ work: () throws -> Value) throws(ReviewError) -> Value {
  do {
    return try work()
  } catch let error as ReviewError {
    throw error
  } catch {
    throw ReviewError(.world, "\(error)")
  }
}
