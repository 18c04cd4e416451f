import Catalog

/// What lists say about an entry.
///
/// Texts lie in the index's one array of bytes, so that a hundred thousand summaries stay small.
struct EntrySummary: Sendable {
  /// A text in the index's bytes.
  struct Piece: Sendable {
    fileprivate(set) var start: UInt32 = 0
    fileprivate(set) var count: UInt32 = 0

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  let type: ModelType
  let isFeatured: Bool
  let stage: LifecycleStage
  /// Seconds since 1970.
  let updatedAt: Int?
  /// The smallest size in millions of parameters; 0 where none is stated.
  let smallest: UInt32
  /// The largest.
  let largest: UInt32
  /// The longest input in tokens; 0 where it is not stated.
  let contextTokens: UInt32
  let name: Piece
  let summary: Piece
  let sizes: Piece
  let context: Piece
  let license: Piece
  /// Texts with a newline after each.
  let abilities: Piece
  let formats: Piece

  /// Sums an entry up, and appends its texts to `text`.
  init(_ entry: Entry, _ facts: ModelFacts, _ stage: LifecycleStage, text: inout [UInt8]) {
    type = entry.type
    isFeatured = entry.isFeatured
    self.stage = stage
    updatedAt = entry.updatedAt
    smallest = UInt32(clamping: facts.sizes.first?.total.millions ?? 0)
    largest = UInt32(clamping: facts.sizes.last?.total.millions ?? 0)
    contextTokens = UInt32(clamping: facts.context?.tokens ?? 0)
    name = Piece(entry.name.utf8, in: &text)
    summary = Piece(facts.summary, in: &text)
    sizes = Piece(facts.sizeRange, in: &text)
    context = Piece(facts.context?.short ?? [], in: &text)
    license = Piece((entry.hub.license?.value ?? "").utf8.prefix(64), in: &text)
    abilities = Piece(lines: facts.abilities.texts.prefix(8), in: &text)
    formats = Piece(lines: facts.formats.texts.prefix(8), in: &text)
  }
}

extension EntrySummary {
  /// Whether readers are to look for something else.
  var isDeprecated: Bool { stage == .deprecated }
}

extension EntrySummary.Piece {
  init(_ characters: some Collection<UInt8>, in text: inout [UInt8]) {
    start = UInt32(text.count)
    text.append(contentsOf: characters)
    count = UInt32(text.count) - start
  }

  init(lines: some Collection<Text>, in text: inout [UInt8]) {
    start = UInt32(text.count)
    for line in lines where !line.contains(UInt8(ascii: "\n")) {
      text.append(contentsOf: line)
      text.append(UInt8(ascii: "\n"))
    }
    count = UInt32(text.count) - start
  }
}
