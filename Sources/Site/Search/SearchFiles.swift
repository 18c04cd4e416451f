/// The search index as files: terms in alphabetical order, cut into files that a question reads a few of.
///
/// `data/search/index.json` says with which letters each file begins. A file has for each of its terms the models
/// by weight: `{"qwen3": [[48, [12, 3]], [36, [40]]]}` is model 12 and 15 with weight 48 and model 40 with 36.
/// `data/search/words-N.json` has the words of N letters that names and tags are made of, for questions with a slip.
struct SearchFiles {
  /// A file ends when it has this many bytes.
  private static let fileSize = 12 << 10
  /// More models than this are not told of one term; those with the highest weights are.
  private static let mostModels = 2000
  /// Words of at least this weight are worth looking for when a question has a slip.
  private static let wordWeight = ModelTerms.Weight.family
  /// Longer words are in the file of this length.
  static let longestWord = 16

  private var search: SearchIndex
  private let data: BrowseData
  /// A README's word that more models have tells nothing.
  private let mostReadmes: Int
  private var words = [[Text]](repeating: [], count: SearchFiles.longestWord + 1)
  /// The letters that each file begins with.
  private var starts: [Text] = []
  /// The terms of the file at work.
  private var terms = JSONText()
  private var last = Text()

  init(_ search: SearchIndex, _ data: BrowseData) {
    self.search = search
    self.data = data
    mostReadmes = max(100, data.index.listed.count / 8)
  }

  mutating func write<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for share in 0..<SearchShares.count {
      let table = SearchTable(try search.records(of: share, from: &sink))
      for term in table.order { try write(table.letters(of: term), table.entries(of: term), to: &sink) }
    }
    try endFile(to: &sink)
    try writeWords(to: &sink)
    try writeManifest(to: &sink)
  }

  private mutating func write<Sink: PageSink & ~Copyable>(
    _ letters: Text, _ entries: [SearchTable.Entry], to sink: inout Sink
  ) throws(Sink.Failure) {
    let models = models(entries)
    if models.isEmpty { return }
    takeWord(letters, models)
    if terms.bytes.isEmpty { starts.append(Self.start(of: letters, after: last)) }
    terms.key(letters.string)
    terms.array { list in Self.write(models, to: &list) }
    // A copy: a slice would keep all of the share.
    last = Text(Array(letters))
    if terms.bytes.count >= Self.fileSize { try endFile(to: &sink) }
  }

  /// As many of a file's first letters as tell it from what stands before.
  private static func start(of letters: Text, after last: Text) -> Text {
    var count = zip(letters, last).prefix { $0 == $1 }.count + 1
    // A character is not cut.
    while count < letters.count, letters[letters.startIndex + count] & 0xC0 == 0x80 { count += 1 }
    // A copy: a slice would keep all of the share.
    return Text(Array(letters.prefix(count)))
  }

  /// The models that are told of a term, those of the highest weight first, by their places in the lists.
  private func models(_ all: [SearchTable.Entry]) -> [SearchTable.Entry] {
    var entries = all.map { SearchTable.Entry(model: search.places[Int($0.model)], weight: $0.weight) }
    if entries.count > mostReadmes {
      let readmes = entries.count { $0.weight <= ModelTerms.Weight.readme }
      if readmes > mostReadmes { entries.removeAll { $0.weight <= ModelTerms.Weight.readme } }
    }
    entries.sort { $0.weight == $1.weight ? $0.model < $1.model : $0.weight > $1.weight }
    return Array(entries.prefix(Self.mostModels))
  }

  private static func write(_ models: [SearchTable.Entry], to list: inout JSONText) {
    var rest = models[...]
    while let first = rest.first {
      let same = rest.prefix { $0.weight == first.weight }
      rest = rest[same.endIndex...]
      list.array { group in
        group.number(Int(first.weight))
        group.array { numbers in
          var last = 0
          for entry in same {
            numbers.number(Int(entry.model) - last)
            last = Int(entry.model)
          }
        }
      }
    }
  }

  private mutating func endFile<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    if terms.bytes.isEmpty { return }
    let file = data.file { json in
      json.key("terms")
      json.json([UInt8(ascii: "{")] + terms.bytes + [UInt8(ascii: "}")])
    }
    terms = JSONText()
    try sink.write(file, to: SitePaths.data + "search/\(starts.count - 1).json")
  }

  private mutating func takeWord(_ letters: Text, _ models: [SearchTable.Entry]) {
    guard let weight = models.first?.weight, Int(weight) >= Self.wordWeight, letters.count > 2,
      letters.allSatisfy({ $0 < 0x80 })
    else { return }
    words[min(letters.count, Self.longestWord)].append(Text(Array(letters)))
  }

  private func writeWords<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for length in 3...Self.longestWord {
      let file = data.file { json in
        json.key("words")
        json.string(Text(words[length].joined(separator: [0x20])))
      }
      try sink.write(file, to: SitePaths.data + "search/words-\(length).json")
    }
  }

  private func writeManifest<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let file = data.file { json in
      json.key("models")
      json.number(data.index.listed.count)
      json.key("starts")
      json.string(Text(starts.joined(separator: [0x20])))
    }
    try sink.write(file, to: SitePaths.data + "search/index.json")
  }
}
