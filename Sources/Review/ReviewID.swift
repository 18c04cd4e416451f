public import Catalog

/// The name of a submission: the entry it is about (`llm/qwen3`), a person (`people/ada`), or a slug.
///
/// Every id can stand in a reference's name on any file system, and no id is a folder of another.
public struct ReviewID: Hashable, Sendable, CustomStringConvertible {
  /// The id as people write it.
  public let description: String

  /// The first words of ids with two words: the types of models, and `people`.
  private static let folders = ModelType.allCases.map(\.rawValue) + ["people"]

  /// Takes an id as people write it; nil for anything that is none.
  public init?(_ text: some StringProtocol) {
    let words = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 1 || words.count == 2, words.allSatisfy(Self.isWord) else { return nil }
    // A slug called like a folder would stand in the way of every id in it.
    let opensFolder = words.count == 2
    let isFolder = Self.folders.contains(opensFolder ? words[0] : ModelName.folded(words[0]))
    guard isFolder == opensFolder else { return nil }
    description = String(text)
  }

  /// The id of the submission of an entry; nil where the name cannot stand in a reference.
  public init?(_ entry: EntryFolder) {
    self.init(entry.id)
  }

  /// The branch that holds the submission.
  public var branch: String { Self.branches + description }
  /// The reference that holds its log.
  public var log: String { Self.logs + description }

  /// What the names of all submissions' branches start with.
  public static let branches = "refs/heads/review/"
  /// What the names of all logs start with.
  public static let logs = "refs/modelhub/reviews/"

  private static func isWord(_ word: String) -> Bool {
    guard ModelName.isValid(word) else { return false }
    let dot = UInt8(ascii: ".")
    return word.utf8.last != dot && !word.hasSuffix(".lock")
      && !zip(word.utf8, word.utf8.dropFirst()).contains { $0 == dot && $1 == dot }
  }
}

extension ReviewID: Comparable {
  /// Orders ids by their bytes.
  public static func < (left: ReviewID, right: ReviewID) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
