import Catalog

/// What each model is found by in a search, gathered model by model and set aside by the terms' first letters.
///
/// Memory stays the same however many models there are: what does not fit in a share's buffer goes to the
/// sink, and comes back share by share when the index is written.
struct SearchIndex: Sendable {
  /// The place in the lists of each model that was added.
  private(set) var places: [UInt32] = []

  private var shares = [Share](repeating: Share(), count: SearchShares.count)
  /// How many bytes the shares' buffers have together.
  private var buffered = 0

  /// What is known of the terms of one share.
  private struct Share: Sendable {
    var bytes: [UInt8] = []
    var lastModel: UInt32?
    var hasMore = false
  }

  /// Buffers are emptied when they have this many bytes together.
  private static let mostBuffered = 4 << 20
  /// A buffer of less is left, so that nothing is written in crumbs.
  private static let leastFlushed = 2 << 10

  /// Takes a model's terms, as ``ModelTerms/records(isDeprecated:)`` gives them, and its place in the lists.
  mutating func add<Sink: PageSink & ~Copyable>(
    _ terms: [UInt8], place: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    let model = UInt32(places.count)
    places.append(UInt32(place))
    SearchRecords.forEachTerm(in: terms) { letters, _ in
      let second = letters.count > 1 ? terms[letters.lowerBound + 1] : 0
      let share = SearchShares.share(of: terms[letters.lowerBound], second)
      add(terms[letters.lowerBound - 2..<letters.upperBound], of: model, to: share)
    }
    if buffered > Self.mostBuffered { try flush(to: &sink) }
  }

  private mutating func add(_ term: Text, of model: UInt32, to share: Int) {
    let before = shares[share].bytes.count
    if shares[share].lastModel != model {
      SearchRecords.append(model: model, to: &shares[share].bytes)
      shares[share].lastModel = model
    }
    shares[share].bytes.append(contentsOf: term)
    buffered += shares[share].bytes.count - before
  }

  /// All that is known of the terms of a share, which is forgotten here.
  mutating func records<Sink: PageSink & ~Copyable>(
    of share: Int, from sink: inout Sink
  ) throws(Sink.Failure) -> SearchRecords {
    var bytes = shares[share].hasMore ? try sink.takeBack(share) : []
    bytes += shares[share].bytes
    shares[share] = Share()
    return SearchRecords(bytes)
  }

  private mutating func flush<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for share in shares.indices where shares[share].bytes.count >= Self.leastFlushed {
      try sink.setAside(shares[share].bytes, as: share)
      buffered -= shares[share].bytes.count
      shares[share].bytes = []
      shares[share].hasMore = true
    }
  }
}

/// How terms are shared out by their first two bytes, so that shares in turn give all terms in order.
enum SearchShares {
  /// Of a first byte of ASCII, what can follow: nothing, a point, a digit, a letter, or none of ASCII.
  private static let followers = 39
  private static let ascii = 36 * followers

  /// How many there are.
  static let count = ascii + 64 * 64

  /// The share that has a term of those first two bytes; the second is 0 where there is one alone.
  static func share(of first: UInt8, _ second: UInt8) -> Int {
    guard first < 0x80 else { return ascii + Int(first & 0x3F) * 64 + Int(second & 0x3F) }
    return letter(first) * followers
      + (second == 0 ? 0 : second == UInt8(ascii: ".") ? 1 : 2 + letter(second))
  }

  /// A digit, a letter, or what is behind both.
  private static func letter(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 10 + Int(byte - UInt8(ascii: "a"))
    default: 36
    }
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

  /// Hands each of one model's terms to `body`: those that stand behind its number.
  static func forEachTerm(in terms: [UInt8], _ body: (_ letters: Range<Int>, _ weight: UInt8) -> Void) {
    var position = 0
    while position < terms.count {
      let start = position + 2
      let end = start + Int(terms[position])
      body(start..<end, terms[position + 1])
      position = end
    }
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
