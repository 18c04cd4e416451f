/// A few words of ASCII, to look words up in without making strings of them.
struct WordSet: Sendable {
  /// The words of each length, one behind another.
  private var byLength: [[UInt8]] = []

  init(_ words: some Sequence<String>) {
    for word in words.sorted() {
      let letters = Array(word.utf8)
      while byLength.count <= letters.count { byLength.append([]) }
      byLength[letters.count] += letters
    }
  }

  /// Whether this is one of the words; without regard to case if those of the set are in lower case.
  func contains(_ word: Span<UInt8>, anyCase: Bool = false) -> Bool {
    guard !word.isEmpty, word.count < byLength.count else { return false }
    let all = byLength[word.count]
    let words = all.span
    var start = 0
    while start < words.count {
      var length = 0
      while length < word.count,
        words[start + length] == (anyCase ? word[length].lowercased : word[length])
      {
        length += 1
      }
      if length == word.count { return true }
      start += word.count
    }
    return false
  }
}
