/// Brings a state up to date with a catalog in which models came or went, and changed.
///
/// The models' numbers are their places in the lists, and new ones shift those behind: all files are written
/// again, out of what the state says in the numbers of before. The files and the state are those of a full build.
struct SearchRenumbering {
  private let state: SearchState
  private let former: SearchLayout
  private let layout: SearchLayout
  /// The models' places now by those before; `nowhere` for those that went.
  private var places: [UInt32] = []
  private var changed = ChangedTerms()

  fileprivate static let nowhere = UInt32.max

  /// Begins with what the build of other data kept, and where the models are now by where they were, if they are.
  ///
  /// Gives nil where the state is not of those data, or no catalog could have these places.
  init?(
    _ state: SearchState, of former: BrowseData, to data: BrowseData, places: [Int?],
    _ limits: (former: SearchLimits, now: SearchLimits)? = nil
  ) {
    self.state = state
    self.former = SearchLayout(former, limits?.former)
    layout = SearchLayout(data, limits?.now)
    guard state.mark == self.former.mark, places.count == former.index.listed.count else { return nil }
    var isMet = [Bool](repeating: false, count: data.index.listed.count)
    for place in places {
      guard let place else {
        self.places.append(Self.nowhere)
        continue
      }
      guard isMet.indices.contains(place), !isMet[place] else { return nil }
      isMet[place] = true
      self.places.append(UInt32(place))
    }
  }

  /// Takes a new or changed model's terms, once for each model; its place is the one that it has now.
  mutating func replace(_ terms: [UInt8], of place: Int) {
    changed.take(terms, of: place)
  }

  /// What changes; nil where the state is damaged, or not every new model was taken.
  consuming func finish() -> SearchChange? {
    changed.sort()
    let replaced = Set(changed.places)
    for index in places.indices where replaced.contains(Int(places[index])) { places[index] = Self.nowhere }
    let kept = places.count { $0 != Self.nowhere }
    guard kept + replaced.count == layout.data.index.listed.count else { return nil }
    guard let chunks = state.chunks else { return nil }
    var merge = SearchMerge(state, layout, places, changed)
    for chunk in chunks {
      guard state.isWhole(chunk), merge.take(chunk.range, former.limits) else { return nil }
    }
    return merge.change()
  }
}

/// Merges a state's terms, with the models' numbers of now, and those of new and changed models.
private struct SearchMerge {
  /// The state's bytes.
  private let old: [UInt8]
  private let places: [UInt32]
  private let changed: ChangedTerms

  private var composer: SearchComposer
  private var bytes: [UInt8]
  private var next = 0
  private var postings: [SearchPosting] = []
  private var files: [(path: String, bytes: [UInt8])] = []
  private var formerPaths: [String] = []

  init(_ state: SearchState, _ layout: SearchLayout, _ places: [UInt32], _ changed: ChangedTerms) {
    (old, self.places, self.changed) = (state.bytes, places, changed)
    composer = SearchComposer(layout)
    bytes = composer.head
    bytes.reserveCapacity(old.count + 64 << 10)
  }

  /// Takes the terms of a chunk, and the changed ones up to its last; false where they are damaged.
  mutating func take(_ chunk: Range<Int>, _ limits: SearchLimits) -> Bool {
    let old = old
    var position = chunk.lowerBound
    var hasFile = false
    while position < chunk.upperBound {
      guard let term = SearchRecord(old.span, at: position, before: chunk.upperBound) else { return false }
      while next < changed.count, changed.precedes(next, term, old.span) == .before { addNew() }
      guard takePostings(of: term, old.span) else { return false }
      if next < changed.count, changed.precedes(next, term, old.span) == .same { takeChanged() }
      add(old[term.letters])
      if !hasFile, limits.tells(of: term, old.span) {
        formerPaths.append(SearchLayout.path(Array(old[term.letters])))
        hasFile = true
      }
      position = term.range.upperBound
    }
    return true
  }

  /// What changes, once all chunks were taken.
  mutating func change() -> SearchChange? {
    while next < changed.count { addNew() }
    take(composer.end())
    bytes += composer.tail
    guard let state = SearchState(bytes: bytes) else { return nil }
    files += composer.commonFiles
    let paths = Set(files.map(\.path))
    return SearchChange(files: files, gone: formerPaths.filter { !paths.contains($0) }, state: state)
  }

  /// Takes the models of a term that are as they were, by their numbers of now; false where there was none such.
  private mutating func takePostings(of term: SearchRecord, _ bytes: Span<UInt8>) -> Bool {
    postings.removeAll(keepingCapacity: true)
    var position = term.groups.lowerBound
    while let group = term.group(bytes, at: &position) { SearchRecord.read(bytes, group, to: &postings) }
    var count = 0
    var isOrdered = true
    for index in postings.indices {
      let posting = postings[index]
      guard posting.place < places.count else { return false }
      let place = places[posting.place]
      if place == SearchRenumbering.nowhere { continue }
      postings[count] = SearchPosting(place: place, weight: posting.weight)
      if count > 0, postings[count] < postings[count - 1] { isOrdered = false }
      count += 1
    }
    postings.removeSubrange(count...)
    if !isOrdered { postings.sort() }
    return true
  }

  /// Takes the models of the next changed term as well.
  private mutating func takeChanged() {
    let end = changed.end(of: next)
    for number in next..<end { postings.append(changed.posting(number)) }
    postings.sort()
    next = end
  }

  private mutating func addNew() {
    let letters = changed.letters(of: next)
    postings.removeAll(keepingCapacity: true)
    takeChanged()
    add(letters)
  }

  private mutating func add(_ letters: Text) {
    if !postings.isEmpty { take(composer.add(letters, postings)) }
  }

  private mutating func take(_ piece: SearchComposer.Piece?) {
    guard let piece else { return }
    bytes += piece.records
    if let file = piece.file { files.append(file) }
  }
}
