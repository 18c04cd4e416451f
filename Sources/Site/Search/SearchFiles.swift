/// The search index as files, all of them, and as a state that later builds update them from.
struct SearchFiles {
  private var search: SearchIndex
  private let layout: SearchLayout

  init(_ search: SearchIndex, _ data: BrowseData, _ limits: SearchLimits? = nil) {
    self.search = search
    layout = SearchLayout(data, limits)
  }

  /// Writes the files, and hands the state's bytes on piece by piece.
  mutating func write<Sink: PageSink & ~Copyable>(
    to sink: inout Sink, keeping keep: (_ state: [UInt8]) throws(Sink.Failure) -> Void = { _ in }
  ) throws(Sink.Failure) {
    var composer = SearchComposer(layout)
    try keep(composer.head)
    var postings: [SearchPosting] = []
    for share in 0..<SearchShares.count {
      let table = SearchTable(try search.records(of: share, from: &sink), search.places)
      for number in table.order {
        table.take(number, to: &postings)
        guard let piece = composer.add(table.letters(of: number), postings) else { continue }
        try write(piece, to: &sink, keep)
      }
    }
    if let piece = composer.end() { try write(piece, to: &sink, keep) }
    try keep(composer.tail)
    for file in composer.commonFiles { try sink.write(file.bytes, to: file.path) }
  }

  private func write<Sink: PageSink & ~Copyable>(
    _ piece: SearchComposer.Piece, to sink: inout Sink,
    _ keep: (_ state: [UInt8]) throws(Sink.Failure) -> Void
  ) throws(Sink.Failure) {
    try keep(piece.records)
    if let file = piece.file { try sink.write(file.bytes, to: file.path) }
  }
}
