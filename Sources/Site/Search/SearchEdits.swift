/// What changed models have as terms now, in alphabetical order, a term's models in the order of postings.
struct ChangedTerms {
  /// The changed models' places, in order once all is sorted.
  private(set) var places: [Int] = []
  private var taken: Set<Int> = []
  private var letters: [UInt8] = []
  private var terms: [(letters: Range<Int>, posting: SearchPosting)] = []

  /// Takes a model's terms, as ``ModelTerms/records(isDeprecated:)`` gives them, in the place of those that it had; a
  /// model is taken once.
  mutating func take(_ model: [UInt8], of place: Int) {
    guard taken.insert(place).inserted else { return }
    places.append(place)
    SearchRecords.forEachTerm(in: model) { range, weight in
      let start = letters.count
      letters.append(contentsOf: model[range])
      terms.append((start..<letters.count, SearchPosting(place: UInt32(place), weight: weight)))
    }
  }

  mutating func sort() {
    places.sort()
    terms.sort { [letters] in
      let (left, right) = (letters[$0.letters], letters[$1.letters])
      return left == right ? $0.posting < $1.posting : left.lexicographicallyPrecedes(right)
    }
  }

  var count: Int { terms.count }

  func letters(of number: Int) -> Text { letters[terms[number].letters] }

  func posting(_ number: Int) -> SearchPosting { terms[number].posting }

  /// Where the numbers of a term end that begin with this one.
  func end(of number: Int) -> Int {
    let same = letters(of: number)
    var end = number + 1
    while end < terms.count, letters(of: end) == same { end += 1 }
    return end
  }

  /// How a term of the state stands to a changed one.
  func precedes(_ number: Int, _ term: SearchRecord, _ bytes: Span<UInt8>) -> Comparison {
    let mine = terms[number].letters
    for index in 0..<min(mine.count, term.letters.count) {
      let (left, right) = (letters[mine.lowerBound + index], bytes[term.letters.lowerBound + index])
      if left != right { return left < right ? .before : .behind }
    }
    return mine.count == term.letters.count ? .same : mine.count < term.letters.count ? .before : .behind
  }

  enum Comparison { case before, same, behind }
}

/// One term that changes: what the state has of it, and what changed models have.
struct SearchEdit {
  /// Where it stands among the state's bytes: at the term itself, or at the one that it comes before.
  let position: Int
  /// The chunk that has it.
  let chunk: Int
  /// The state's term; nil where it is new.
  let term: SearchRecord?
  /// The numbers of the changed terms; none where no changed model has it any more.
  let changed: Range<Int>
}

/// What is to be changed in a state: found by one walk over its terms, which reads few of their models.
struct SearchEdits {
  private(set) var edits: [SearchEdit] = []
  let chunks: [(range: Range<Int>, sum: UInt64)]
  /// The term that each chunk's file begins with; none of one without a file.
  private(set) var starts: [[UInt8]]
  /// Whether a chunk has to be cut again.
  private(set) var isTouched: [Bool]

  /// Compares a state with what changed models have now; nil where the state is damaged.
  init?(_ state: SearchState, _ changed: ChangedTerms, _ limits: SearchLimits) {
    guard let chunks = state.chunks else { return nil }
    self.chunks = chunks
    starts = [[UInt8]](repeating: [], count: chunks.count)
    isTouched = [Bool](repeating: false, count: chunks.count)
    var next = 0
    for number in chunks.indices {
      guard state.isWhole(chunks[number]), walk(number, state.bytes.span, changed, limits, &next) else {
        return nil
      }
    }
    let last = max(0, chunks.count - 1)
    while next < changed.count {
      note(SearchEdit(position: .max, chunk: last, term: nil, changed: next..<changed.end(of: next)))
      next = changed.end(of: next)
    }
  }

  private mutating func walk(
    _ number: Int, _ bytes: Span<UInt8>, _ changed: ChangedTerms, _ limits: SearchLimits, _ next: inout Int
  ) -> Bool {
    let range = chunks[number].range
    var position = range.lowerBound
    var found: [SearchPosting] = []
    while position < range.upperBound {
      guard let term = SearchRecord(bytes, at: position, before: range.upperBound) else { return false }
      let isFirst = position == range.lowerBound && number > 0
      // Before the first term of a chunk is the end of the one before it.
      let chunkBefore = isFirst ? number - 1 : number
      while next < changed.count, changed.precedes(next, term, bytes) == .before {
        let end = changed.end(of: next)
        note(SearchEdit(position: position, chunk: chunkBefore, term: nil, changed: next..<end))
        next = end
      }
      let isSame = next < changed.count && changed.precedes(next, term, bytes) == .same
      let mine = next..<(isSame ? changed.end(of: next) : next)
      next = mine.upperBound
      found.removeAll(keepingCapacity: true)
      term.find(changed.places, bytes, to: &found)
      if !found.elementsEqual(mine.lazy.map(changed.posting)) {
        note(SearchEdit(position: position, chunk: number, term: term, changed: mine))
        // Whether the chunk still begins with it is told by cutting the one before it.
        isTouched[chunkBefore] = true
      }
      if starts[number].isEmpty, limits.tells(of: term, bytes) {
        starts[number].append(bytes, in: term.letters)
      }
      position = term.range.upperBound
    }
    return true
  }

  private mutating func note(_ edit: SearchEdit) {
    edits.append(edit)
    if edit.chunk < isTouched.count { isTouched[edit.chunk] = true }
  }
}
