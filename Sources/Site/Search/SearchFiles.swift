/// The search index as files, all of them, and as a state that later builds update them from.
struct SearchFiles {
  private var search: SearchIndex
  private let layout: SearchLayout
  private var words = SearchWordLists()
  /// The term that each file begins with.
  private var starts: [[UInt8]] = []

  init(_ search: SearchIndex, _ data: BrowseData, _ limits: SearchLimits? = nil) {
    self.search = search
    layout = SearchLayout(data, limits)
  }

  /// Writes the files, and hands the state's bytes on piece by piece.
  mutating func write<Sink: PageSink & ~Copyable>(
    to sink: inout Sink, keeping keep: (_ state: [UInt8]) throws(Sink.Failure) -> Void = { _ in }
  ) throws(Sink.Failure) {
    var cutter = SearchCutter(layout.limits)
    var state = SearchStateWriter()
    try keep(SearchStateWriter.head(layout.mark))
    var postings: [SearchPosting] = []
    var bytes: [UInt8] = []
    for share in 0..<SearchShares.count {
      let table = SearchTable(try search.records(of: share, from: &sink), search.places)
      for number in table.order {
        table.take(number, to: &postings)
        bytes.removeAll(keepingCapacity: true)
        SearchRecord.append(table.letters(of: number), postings, to: &bytes)
        words.take(table.letters(of: number), postings[0].weight)
        guard let term = SearchRecord(bytes.span, at: 0, before: bytes.count) else { continue }
        guard let chunk = cutter.add(term, bytes.span) else { continue }
        try write(chunk, &state, to: &sink, keep)
      }
    }
    if let chunk = cutter.end() { try write(chunk, &state, to: &sink, keep) }
    try keep(state.tail())
    for length in SearchWordLists.lengths {
      let file = layout.file(words, length)
      try sink.write(file.bytes, to: file.path)
    }
    let manifest = layout.manifest(starts)
    try sink.write(manifest.bytes, to: manifest.path)
  }

  private mutating func write<Sink: PageSink & ~Copyable>(
    _ chunk: SearchChunk, _ state: inout SearchStateWriter, to sink: inout Sink,
    _ keep: (_ state: [UInt8]) throws(Sink.Failure) -> Void
  ) throws(Sink.Failure) {
    state.note(chunk.records)
    try keep(chunk.records)
    guard let file = layout.file(chunk) else { return }
    starts.append(chunk.start)
    try sink.write(file.bytes, to: file.path)
  }
}
