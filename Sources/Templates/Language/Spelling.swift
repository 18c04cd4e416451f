/// Finds what a misspelled name was meant to be.
enum Spelling {
  /// That a near name may have been meant, or else other advice.
  static func advice(for name: String, among known: some Sequence<String>, otherwise: String) -> String {
    nearest(to: name, among: known).map { "Perhaps `\($0)` was meant" } ?? otherwise
  }

  /// The known name with the fewest edits, if those are at most a third of the name; the first of equals.
  static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.unicodeScalars.prefix(64))
    var nearest: (name: String, edits: Int)?
    for candidate in Set(known).sorted() {
      let edits = edits(from: wanted, to: Array(candidate.unicodeScalars.prefix(64)))
      if edits <= max(1, wanted.count / 3), edits < nearest?.edits ?? .max { nearest = (candidate, edits) }
    }
    return nearest?.name
  }

  /// How many scalars must be added, dropped, replaced, or swapped with their neighbour.
  private static func edits(from old: [Unicode.Scalar], to new: [Unicode.Scalar]) -> Int {
    var previous: [Int] = []
    var row = Array(0...new.count)
    for (index, scalar) in old.enumerated() {
      var next = [index + 1]
      for (column, other) in new.enumerated() {
        var least = min(row[column] + (scalar == other ? 0 : 1), row[column + 1] + 1, next[column] + 1)
        if index > 0, column > 0, scalar == new[column - 1], old[index - 1] == other {
          least = min(least, previous[column - 1] + 1)
        }
        next.append(least)
      }
      (previous, row) = (row, next)
    }
    return row[new.count]
  }
}
