/// Finds the word that was probably meant.
public enum Spelling {
  /// The candidate nearest to `word`, or `nil` where none is near enough to be worth saying.
  ///
  /// Distance is Damerau–Levenshtein (optimal string alignment) over lower-cased scalars; near enough
  /// is a third of the word's length, at least one. Ties go to the candidate that sorts first.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard wanted.count <= 64 else { return nil }
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in candidates where candidate != word {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      guard distance <= limit else { continue }
      if let found = best, (found.distance, found.word) < (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices.map({ $0 + 1 }) {
      var current = [row] + Array(repeating: 0, count: right.count)
      for column in right.indices.map({ $0 + 1 }) {
        let same = left[row - 1] == right[column - 1]
        current[column] = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          current[column] = min(current[column], beforeLast[column - 2] + 1)
        }
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
