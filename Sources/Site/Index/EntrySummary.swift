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
  private(set) var name: Piece
  private(set) var summary: Piece
  private(set) var sizes: Piece
  private(set) var context: Piece
  private(set) var license: Piece
  /// Texts with a newline after each.
  private(set) var abilities: Piece
  private(set) var formats: Piece

  /// Takes what lists say of an entry, and appends its texts to `text`.
  init(_ type: ModelType, _ name: String, _ facts: ListedFacts, text: inout [UInt8]) {
    self.type = type
    isFeatured = facts.isFeatured
    stage = facts.stage
    updatedAt = facts.updatedAt
    smallest = UInt32(clamping: facts.smallest)
    largest = UInt32(clamping: facts.largest)
    contextTokens = UInt32(clamping: facts.contextTokens)
    self.name = Piece(name.utf8, in: &text)
    summary = Piece(facts.summary, in: &text)
    sizes = Piece(facts.sizes, in: &text)
    context = Piece(facts.context, in: &text)
    license = Piece(facts.license, in: &text)
    abilities = Piece(lines: facts.abilities, in: &text)
    formats = Piece(lines: facts.formats, in: &text)
  }
}

extension EntrySummary {
  /// Where all its texts are, one after another, in the index's bytes.
  var range: Range<Int> { name.range.lowerBound..<formats.range.upperBound }

  /// Follows its texts to where they are now.
  mutating func move(by distance: Int) {
    name.move(by: distance)
    summary.move(by: distance)
    sizes.move(by: distance)
    context.move(by: distance)
    license.move(by: distance)
    abilities.move(by: distance)
    formats.move(by: distance)
  }

  /// Whether readers are to look for something else.
  var isDeprecated: Bool { stage == .deprecated }
}

extension EntrySummary.Piece {
  fileprivate mutating func move(by distance: Int) { start = UInt32(clamping: Int(start) + distance) }

  init(_ characters: some Collection<UInt8>, in text: inout [UInt8]) {
    start = UInt32(text.count)
    text.append(contentsOf: characters)
    count = UInt32(text.count) - start
  }

  init(lines: some Collection<Text>, in text: inout [UInt8]) {
    start = UInt32(text.count)
    for line in lines {
      text.append(contentsOf: line)
      text.append(UInt8(ascii: "\n"))
    }
    count = UInt32(text.count) - start
  }
}

// MARK: - Remembered

extension EntrySummary {
  func write(to writer: inout RecordWriter) {
    writer.add(type)
    writer.add(isFeatured)
    writer.add(stage)
    writer.add(ifAny: updatedAt) { $0.add($1) }
    for number in [smallest, largest, contextTokens] { writer.add(Int(number)) }
    for piece in [name, summary, sizes, context, license, abilities, formats] {
      writer.add(Int(piece.start))
      writer.add(Int(piece.count))
    }
  }

  /// Reads a summary whose texts are among so many bytes.
  init(_ reader: inout RecordReader, textCount: Int) throws(DamagedRecord) {
    type = try reader.type()
    isFeatured = try reader.flag()
    stage = try reader.stage()
    updatedAt = try reader.optional { reader throws(DamagedRecord) in try reader.number() }
    smallest = UInt32(clamping: try reader.number())
    largest = UInt32(clamping: try reader.number())
    contextTokens = UInt32(clamping: try reader.number())
    func piece() throws(DamagedRecord) -> Piece {
      let (start, count) = (try reader.number(), try reader.number())
      guard start >= 0, count >= 0, count <= textCount, start <= textCount - count else {
        throw DamagedRecord()
      }
      return Piece(start: UInt32(clamping: start), count: UInt32(clamping: count))
    }
    name = try piece()
    summary = try piece()
    sizes = try piece()
    context = try piece()
    license = try piece()
    abilities = try piece()
    formats = try piece()
  }
}
