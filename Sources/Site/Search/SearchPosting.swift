/// A model that a term is found in, with what the term tells of it; what tells most comes first, then the place.
struct SearchPosting: Hashable, Comparable {
  /// What the weight lacks to the highest, above the place: postings are in order where their codes are.
  private let code: UInt32

  private static let placeBits: UInt32 = 26
  static let highestWeight: UInt8 = 63

  init(place: UInt32, weight: UInt8) {
    code = UInt32(Self.highestWeight - weight) << Self.placeBits | place
  }

  /// The model's place in the lists.
  var place: Int { Int(code & (1 << Self.placeBits - 1)) }
  var weight: UInt8 { Self.highestWeight - UInt8(code >> Self.placeBits) }

  static func < (left: SearchPosting, right: SearchPosting) -> Bool { left.code < right.code }
}

/// A term with all its models as bytes: the number of its letters and the letters, the length of what follows,
/// and for each weight, the highest first, its models.
///
/// The models of a weight are the weight, how many they are, the length of what follows, and their places in
/// blocks of up to ``modelsInBlock``: the distance from the block before, and from place to place. Where there
/// is more than one block each says how far its last place is from its first and how long it is, so that a
/// model is looked for in one block alone.
///
/// Reading is total: bytes that nobody wrote give what they happen to say, and end at their end.
struct SearchRecord {
  let letters: Range<Int>
  /// The models by weight.
  let groups: Range<Int>

  private static let modelsInBlock = 128

  /// Reads the term at a place; nil where bytes are none.
  init?(_ bytes: Span<UInt8>, at start: Int, before end: Int) {
    guard start < end, bytes[start] > 0 else { return nil }
    let lettersEnd = start + 1 + Int(bytes[start])
    guard lettersEnd + 4 <= end else { return nil }
    let length = Self.fixed(bytes, at: lettersEnd, count: 4)
    guard length > 0, length <= end - lettersEnd - 4 else { return nil }
    letters = start + 1..<lettersEnd
    groups = lettersEnd + 4..<lettersEnd + 4 + length
  }

  /// All of the term's bytes.
  var range: Range<Int> { letters.lowerBound - 1..<groups.upperBound }

  /// The highest weight that the term has in a model.
  func highestWeight(_ bytes: Span<UInt8>) -> UInt8 {
    min(bytes[groups.lowerBound], SearchPosting.highestWeight)
  }

  /// The models that have a weight.
  struct Group {
    let weight: UInt8
    let count: Int
    let blocks: Range<Int>
  }

  /// Reads the models of a weight, and goes on behind them; nil at the end.
  func group(_ bytes: Span<UInt8>, at position: inout Int) -> Group? {
    guard position < groups.upperBound else { return nil }
    let weight = min(bytes[position], SearchPosting.highestWeight)
    position += 1
    let count = Self.number(bytes, at: &position, before: groups.upperBound)
    guard position + 4 <= groups.upperBound else { return nil }
    let length = Self.fixed(bytes, at: position, count: 4)
    position += 4
    guard length <= groups.upperBound - position else { return nil }
    let start = position
    position += length
    return Group(weight: weight, count: count, blocks: start..<position)
  }
}

// MARK: - Writing

extension SearchRecord {
  /// Adds a term with its models, which are in order.
  static func append(_ letters: Text, _ postings: [SearchPosting], to bytes: inout [UInt8]) {
    bytes.append(UInt8(letters.count))
    bytes.append(contentsOf: letters)
    withLength(4, &bytes) { bytes in
      var start = 0
      while start < postings.count {
        let weight = postings[start].weight
        var end = start + 1
        while end < postings.count, postings[end].weight == weight { end += 1 }
        bytes.append(weight)
        append(end - start, to: &bytes)
        withLength(4, &bytes) { bytes in append(postings[start..<end], to: &bytes) }
        start = end
      }
    }
  }

  private static func append(_ postings: ArraySlice<SearchPosting>, to bytes: inout [UInt8]) {
    var before = 0
    for start in stride(from: postings.startIndex, to: postings.endIndex, by: modelsInBlock) {
      let block = postings[start..<min(start + modelsInBlock, postings.endIndex)]
      let first = block[start].place
      append(first - before, to: &bytes)
      before = first
      if postings.count <= modelsInBlock {
        append(block, to: &bytes, after: first)
      } else {
        append(block[block.endIndex - 1].place - first, to: &bytes)
        withLength(2, &bytes) { bytes in append(block, to: &bytes, after: first) }
      }
    }
  }

  private static func append(_ block: ArraySlice<SearchPosting>, to bytes: inout [UInt8], after first: Int) {
    var last = first
    for index in block.indices.dropFirst() {
      append(block[index].place - last, to: &bytes)
      last = block[index].place
    }
  }

  /// Adds a number in as few groups of seven bits as it needs.
  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func withLength(_ count: Int, _ bytes: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    let place = bytes.count
    for _ in 0..<count { bytes.append(0) }
    write(&bytes)
    let length = bytes.count - place - count
    for index in 0..<count { bytes[place + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
  }
}

// MARK: - Reading

extension SearchRecord {
  /// Adds the first models of a weight to a list.
  static func read(
    _ bytes: Span<UInt8>, _ group: Group, most: Int = .max, to postings: inout [SearchPosting]
  ) {
    var reader = BlockReader(group)
    var left = min(group.count, most)
    while left > 0, reader.next(bytes) {
      for number in 0..<min(reader.count, left) {
        if number > 0, !reader.step(bytes) { return }
        postings.append(SearchPosting(place: reader.place, weight: group.weight))
      }
      left -= min(reader.count, left)
    }
  }

  /// Adds those of the models at `places`, which are in order, that have the term.
  func find(_ places: [Int], _ bytes: Span<UInt8>, to found: inout [SearchPosting]) {
    var position = groups.lowerBound
    while let group = group(bytes, at: &position) {
      var reader = BlockReader(group)
      var wanted = 0
      while wanted < places.count, reader.next(bytes) {
        // What is sought in a block lies between its ends.
        while wanted < places.count, places[wanted] < Int(reader.place) { wanted += 1 }
        guard wanted < places.count else { break }
        if let last = reader.last, last < places[wanted] { continue }
        for number in 0..<reader.count {
          if number > 0, !reader.step(bytes) { break }
          while wanted < places.count, places[wanted] < Int(reader.place) { wanted += 1 }
          guard wanted < places.count else { break }
          if places[wanted] == Int(reader.place) {
            found.append(SearchPosting(place: reader.place, weight: group.weight))
          }
        }
      }
    }
  }

  /// Goes through the models of a weight block by block.
  private struct BlockReader {
    /// The model that was read last.
    private(set) var place: UInt32 = 0
    /// How many models the block has.
    private(set) var count = 0
    /// The block's last place, where it says so.
    private(set) var last: Int?
    private var first = 0
    private var left: Int
    private var position: Int
    private var nextBlock: Int
    private let end: Int
    private let hasBlocks: Bool

    init(_ group: Group) {
      left = group.count
      position = group.blocks.lowerBound
      nextBlock = position
      end = group.blocks.upperBound
      hasBlocks = group.count > modelsInBlock
    }

    /// Goes to the next block and its first model.
    mutating func next(_ bytes: Span<UInt8>) -> Bool {
      position = nextBlock
      guard left > 0, position < end else { return false }
      count = min(left, modelsInBlock)
      left -= count
      first = (first + number(bytes, at: &position, before: end)) & SearchRecord.mostPlaces
      place = UInt32(first)
      guard hasBlocks else { return true }
      last = first + number(bytes, at: &position, before: end)
      guard position + 2 <= end else { return false }
      nextBlock = position + 2 + fixed(bytes, at: position, count: 2)
      position += 2
      return true
    }

    /// Goes to the next model of the block.
    mutating func step(_ bytes: Span<UInt8>) -> Bool {
      guard position < end else { return false }
      place = UInt32((Int(place) + number(bytes, at: &position, before: end)) & SearchRecord.mostPlaces)
      return true
    }
  }

  private static let mostPlaces = 1 << 26 - 1

  private static func fixed(_ bytes: Span<UInt8>, at start: Int, count: Int) -> Int {
    var number = 0
    for index in 0..<count { number |= Int(bytes[start + index]) << (8 * index) }
    return number
  }

  private static func number(_ bytes: Span<UInt8>, at position: inout Int, before end: Int) -> Int {
    var number = 0
    var shift = 0
    while position < end {
      let byte = bytes[position]
      position += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 || shift >= 28 { break }
      shift += 7
    }
    return number
  }
}
