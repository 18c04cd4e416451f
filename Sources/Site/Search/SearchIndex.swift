import Catalog

/// What each model is found by in a search, gathered model by model and set aside by the terms' first letters.
///
/// Memory stays the same however many models there are: what does not fit in a share's buffer goes to the
/// sink, and comes back share by share when the index is written.
struct SearchIndex: Sendable {
  /// The place in the lists of each model that was added.
  private(set) var places: [UInt32] = []

  private var terms = ModelTerms()
  private var shares = [Share](repeating: Share(), count: SearchShares.count)

  /// What is known of the terms of one share.
  private struct Share: Sendable {
    var bytes: [UInt8] = []
    var lastModel: UInt32?
    var hasMore = false
  }

  /// A share's buffer goes to the sink when it has this many bytes.
  private static let bufferSize = 32 << 10

  /// Takes a model with its place in the lists.
  mutating func add<Sink: PageSink & ~Copyable>(
    _ entry: Entry, _ facts: ModelFacts, _ stage: LifecycleStage, readmes: [String], place: Int,
    to sink: inout Sink
  ) throws(Sink.Failure) {
    terms.take(entry, facts, readmes: readmes)
    let model = UInt32(places.count)
    places.append(UInt32(place))
    for number in 0..<terms.count {
      let letters = terms.letters(of: number)
      let share = SearchShares.share(of: letters)
      if shares[share].lastModel != model {
        try flush(share, to: &sink)
        SearchRecords.append(model: model, to: &shares[share].bytes)
        shares[share].lastModel = model
      }
      let weight = terms.weight(of: number, isDeprecated: stage == .deprecated)
      SearchRecords.append(letters, weight: weight, to: &shares[share].bytes)
    }
  }

  /// All that is known of the terms of a share.
  mutating func records<Sink: PageSink & ~Copyable>(
    of share: Int, from sink: inout Sink
  ) throws(Sink.Failure) -> SearchRecords {
    let rest = shares[share].bytes
    shares[share].bytes = []
    guard shares[share].hasMore else { return SearchRecords(rest) }
    return SearchRecords(try sink.takeBack(share) + rest)
  }

  private mutating func flush<Sink: PageSink & ~Copyable>(
    _ share: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    guard shares[share].bytes.count >= Self.bufferSize else { return }
    try sink.setAside(shares[share].bytes, as: share)
    shares[share].bytes.removeAll(keepingCapacity: true)
    shares[share].hasMore = true
  }
}

/// How terms are shared out by their first letters, so that shares in turn give all terms in order.
enum SearchShares {
  /// The first two bytes from which on each share but the first has its terms.
  private static let starts: [UInt16] = {
    var starts: [UInt16] = []
    for digit in UInt16(0x30)...0x39 { starts.append(digit << 8) }
    for letter in UInt16(0x61)...0x7A {
      for second in "\u{0}elr".utf8 { starts.append(letter << 8 | UInt16(second)) }
    }
    starts.append(0x7B00)
    // Han and Kana, by the second byte of UTF-8.
    for lead in UInt16(0xE3)...0xEC {
      for second in stride(from: UInt16(0x80), to: 0xC0, by: 8) { starts.append(lead << 8 | second) }
    }
    starts.append(0xED00)
    return starts
  }()

  static let count = starts.count + 1

  /// The share that has a term.
  static func share(of letters: Text) -> Int {
    let second = letters.count > 1 ? UInt16(letters[letters.startIndex + 1]) : 0
    let key = UInt16(letters[letters.startIndex]) << 8 | second
    return starts.firstPlace { $0 > key }
  }
}

/// The terms of one model after another, as bytes: a zero and the model's number, then for each of its terms the
/// number of letters, the weight, and the letters.
struct SearchRecords {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func append(model: UInt32, to bytes: inout [UInt8]) {
    bytes.append(0)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: model >> shift))
    }
  }

  static func append(_ letters: Text, weight: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(letters.count))
    bytes.append(weight)
    bytes.append(contentsOf: letters)
  }

  /// Hands each term of each model to `body`, in the order in which they were added.
  func forEach(_ body: (_ letters: Range<Int>, _ model: UInt32, _ weight: UInt8) -> Void) {
    var model: UInt32 = 0
    var position = 0
    while position < bytes.count {
      let length = Int(bytes[position])
      if length == 0 {
        model = (1...4).reduce(0) { $0 | UInt32(bytes[position + $1]) << (8 * UInt32($1 - 1)) }
        position += 5
      } else {
        let start = position + 2
        body(start..<start + length, model, bytes[position + 1])
        position = start + length
      }
    }
  }

  /// The letters at a place that ``forEach(_:)`` gave.
  func letters(_ range: Range<Int>) -> Text { bytes[range] }
}
