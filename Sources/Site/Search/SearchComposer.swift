/// Composes the search's files and the state's chunks of all terms, which come in alphabetical order.
struct SearchComposer {
  /// A chunk of the state, with the file of the same terms; none where they have nothing to tell.
  typealias Piece = (records: [UInt8], file: (path: String, bytes: [UInt8])?)

  private let layout: SearchLayout
  private var cutter: SearchCutter
  private var state = SearchStateWriter()
  private var words = SearchWordLists()
  /// The term that each file begins with.
  private var starts: [[UInt8]] = []
  private var record: [UInt8] = []

  init(_ layout: SearchLayout) {
    self.layout = layout
    cutter = SearchCutter(layout.limits)
  }

  /// What the state has before the first chunk.
  var head: [UInt8] { SearchStateWriter.head(layout.mark) }

  /// Takes a term with its models, which are in order, and gives what ended before it.
  mutating func add(_ letters: Text, _ postings: [SearchPosting]) -> Piece? {
    record.removeAll(keepingCapacity: true)
    SearchRecord.append(letters, postings, to: &record)
    guard let term = SearchRecord(record.span, at: 0, before: record.count) else { return nil }
    words.take(letters, postings[0].weight)
    let record = record
    return piece(cutter.add(term, record.span))
  }

  /// Ends what is at work.
  mutating func end() -> Piece? { piece(cutter.end()) }

  /// What the state has behind the last chunk.
  var tail: [UInt8] { state.tail() }

  /// The files that are made of all terms.
  var commonFiles: [(path: String, bytes: [UInt8])] {
    SearchWordLists.lengths.map { layout.file(words, $0) } + [layout.manifest(starts)]
  }

  private mutating func piece(_ chunk: SearchChunk?) -> Piece? {
    guard let chunk else { return nil }
    state.note(chunk.records)
    let file = layout.file(chunk)
    if file != nil { starts.append(chunk.start) }
    return (chunk.records, file)
  }
}
