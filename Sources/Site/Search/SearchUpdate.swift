/// What changes in the search's files and in the state when some models change.
struct SearchChange {
  /// The files to be written.
  var files: [(path: String, bytes: [UInt8])] = []
  /// The paths of files that are no more.
  var gone: [String] = []
  let state: SearchState
}

/// Brings a state up to date with models that changed, in a catalog of the same models as before.
///
/// The files and the state are those of a full build. Work grows with what changed, and with the number of
/// terms, whose letters are looked at.
struct SearchUpdate {
  private let state: SearchState
  private let layout: SearchLayout
  private var changed = ChangedTerms()

  /// Begins with what the last build kept; nil where that was a build of other models.
  init?(_ state: SearchState, _ data: BrowseData, _ limits: SearchLimits? = nil) {
    layout = SearchLayout(data, limits)
    guard state.mark == layout.mark else { return nil }
    self.state = state
  }

  /// Takes a changed model's terms in the place of those that it had, once for each model.
  mutating func replace(_ terms: [UInt8], of place: Int) {
    changed.take(terms, of: place)
  }

  /// What changes; nil where the state is damaged.
  consuming func finish() -> SearchChange? {
    changed.sort()
    guard let edits = SearchEdits(state, changed, layout.limits) else { return nil }
    if edits.edits.isEmpty { return SearchChange(state: state) }
    var recut = SearchRecut(state, layout, changed, edits)
    return recut.change()
  }
}

/// Cuts the touched chunks of a state again, and those behind them until a cut is where one was.
private struct SearchRecut {
  /// The state's bytes.
  private let old: [UInt8]
  private let layout: SearchLayout
  private let changed: ChangedTerms
  private let edits: SearchEdits

  private var cutter: SearchCutter
  private var writer = SearchStateWriter()
  private var bytes: [UInt8]
  private var nextEdit = 0
  private var files: [(path: String, bytes: [UInt8])] = []
  /// The terms that files begin with, and that files began with which were cut again.
  private var starts: [[UInt8]] = []
  private var formerStarts: [[UInt8]] = []
  /// The lengths of words whose list changed.
  private var touchedLengths: Set<Int> = []

  init(_ state: SearchState, _ layout: SearchLayout, _ changed: ChangedTerms, _ edits: SearchEdits) {
    old = state.bytes
    self.layout = layout
    self.changed = changed
    self.edits = edits
    cutter = SearchCutter(layout.limits)
    bytes = SearchStateWriter.head(layout.mark)
    bytes.reserveCapacity(state.bytes.count + 64 << 10)
  }

  mutating func change() -> SearchChange? {
    for number in edits.chunks.indices {
      if !edits.isTouched[number], endChunk(before: number) { keep(number) } else { cut(number) }
    }
    while nextEdit < edits.edits.count { applyEdit() }
    take(cutter.end())
    bytes += writer.tail()
    guard let updated = SearchState(bytes: bytes) else { return nil }
    if starts != edits.starts.filter({ !$0.isEmpty }) { files.append(layout.manifest(starts)) }
    guard writeWords(updated) else { return nil }
    let paths = Set(files.map(\.path))
    let gone = formerStarts.map(SearchLayout.path).filter { !paths.contains($0) }
    return SearchChange(files: files, gone: gone, state: updated)
  }

  /// Ends the chunk at work before one that nothing touched; false where it goes on with that one's terms.
  private mutating func endChunk(before number: Int) -> Bool {
    if cutter.isIdle { return true }
    let range = edits.chunks[number].range
    let old = old
    guard let first = SearchRecord(old.span, at: range.lowerBound, before: range.upperBound),
      cutter.begins(with: first, old.span)
    else { return false }
    take(cutter.end())
    return true
  }

  private mutating func keep(_ number: Int) {
    let (range, sum) = edits.chunks[number]
    bytes += old[range]
    writer.note(length: range.count, sum: sum)
    if !edits.starts[number].isEmpty { starts.append(edits.starts[number]) }
  }

  private mutating func cut(_ number: Int) {
    if !edits.starts[number].isEmpty { formerStarts.append(edits.starts[number]) }
    let range = edits.chunks[number].range
    let old = old
    var position = range.lowerBound
    while let term = SearchRecord(old.span, at: position, before: range.upperBound) {
      var isKept = true
      while let edit = edit(in: number), edit.position == position {
        isKept = edit.term == nil
        applyEdit()
      }
      if isKept { take(cutter.add(term, old.span)) }
      position = term.range.upperBound
    }
    while edit(in: number) != nil { applyEdit() }
  }

  private func edit(in chunk: Int) -> SearchEdit? {
    guard nextEdit < edits.edits.count, edits.edits[nextEdit].chunk == chunk else { return nil }
    return edits.edits[nextEdit]
  }

  /// Cuts a term with what changed models have of it now.
  private mutating func applyEdit() {
    let edit = edits.edits[nextEdit]
    nextEdit += 1
    let letters = edit.term.map { old[$0.letters] } ?? changed.letters(of: edit.changed.lowerBound)
    let postings = postings(of: edit)
    let before = edit.term.flatMap { SearchWordLists.length(of: letters, $0.highestWeight(old.span)) }
    let now = postings.first.flatMap { SearchWordLists.length(of: letters, $0.weight) }
    if before != now { touchedLengths.formUnion([before, now].compactMap(\.self)) }
    if postings.isEmpty { return }
    var record: [UInt8] = []
    SearchRecord.append(letters, postings, to: &record)
    guard let term = SearchRecord(record.span, at: 0, before: record.count) else { return }
    take(cutter.add(term, record.span))
  }

  private func postings(of edit: SearchEdit) -> [SearchPosting] {
    var postings: [SearchPosting] = []
    if let term = edit.term {
      var position = term.groups.lowerBound
      while let group = term.group(old.span, at: &position) {
        SearchRecord.read(old.span, group, to: &postings)
      }
    }
    postings.removeAll { isChanged($0.place) }
    postings += edit.changed.map(changed.posting)
    postings.sort()
    return postings
  }

  private func isChanged(_ place: Int) -> Bool {
    var (low, high) = (0, changed.places.count)
    while low < high {
      let middle = (low + high) / 2
      if changed.places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low < changed.places.count && changed.places[low] == place
  }

  private mutating func take(_ chunk: SearchChunk?) {
    guard let chunk else { return }
    writer.note(chunk.records)
    bytes += chunk.records
    guard let file = layout.file(chunk) else { return }
    starts.append(chunk.start)
    files.append(file)
  }

  /// Writes the lists of words that changed, which are made of all terms.
  private mutating func writeWords(_ updated: SearchState) -> Bool {
    if touchedLengths.isEmpty { return true }
    guard let chunks = updated.chunks else { return false }
    var words = SearchWordLists()
    for (range, _) in chunks {
      var position = range.lowerBound
      while let term = SearchRecord(updated.bytes.span, at: position, before: range.upperBound) {
        words.take(updated.bytes[term.letters], term.highestWeight(updated.bytes.span))
        position = term.range.upperBound
      }
    }
    for length in touchedLengths.sorted() { files.append(layout.file(words, length)) }
    return true
  }
}
