import Documents

/// Some of the terms, as they are in a file and in the state.
struct SearchChunk {
  /// The letters of the first term that the file has; none where no term tells anything, and there is no file.
  var start: [UInt8] = []
  /// The members of the file's object of terms.
  var members: [UInt8] = []
  /// All terms with all their models.
  var records: [UInt8] = []
}

/// Cuts the terms, which come in alphabetical order, into chunks.
///
/// Whether a chunk begins with a term depends on the term and on how much the chunk before it has by then, and
/// on no other: when a term changes, the chunks beyond the next ones are as they were.
struct SearchCutter {
  private let limits: SearchLimits
  private var chunk = SearchChunk()
  private var postings: [SearchPosting] = []
  private var member: [UInt8] = []

  /// Longer terms would make names of files that are too long.
  private static let longestStart = 64

  init(_ limits: SearchLimits) { self.limits = limits }

  /// Whether no chunk is at work.
  var isIdle: Bool { chunk.records.isEmpty }

  /// Whether the chunk at work ends before a term.
  mutating func begins(with term: SearchRecord, _ bytes: Span<UInt8>) -> Bool {
    takeMember(term, bytes)
    return endsBefore(term, bytes)
  }

  /// Takes a term, and gives the chunk that ended before it.
  mutating func add(_ term: SearchRecord, _ bytes: Span<UInt8>) -> SearchChunk? {
    takeMember(term, bytes)
    let ended = endsBefore(term, bytes) ? end() : nil
    chunk.records.append(bytes, in: term.range)
    if member.isEmpty { return ended }
    if chunk.start.isEmpty {
      chunk.start.append(bytes, in: term.letters)
    } else {
      chunk.members.append(UInt8(ascii: ","))
    }
    chunk.members.append(contentsOf: member)
    return ended
  }

  /// Ends the chunk at work, if there is one.
  mutating func end() -> SearchChunk? {
    if isIdle { return nil }
    var ended = SearchChunk()
    swap(&ended, &chunk)
    return ended
  }

  private func endsBefore(_ term: SearchRecord, _ bytes: Span<UInt8>) -> Bool {
    guard !chunk.start.isEmpty, !member.isEmpty, term.letters.count <= Self.longestStart else { return false }
    if chunk.members.count + member.count > limits.mostFile { return true }
    guard chunk.members.count >= limits.leastFile else { return false }
    // The more a term has, the more likely it begins a file, so that files are of one size in any catalog.
    return Self.hash(bytes, term.letters) % UInt32(limits.usualRest) < UInt32(member.count)
  }

  private static func hash(_ bytes: Span<UInt8>, _ letters: Range<Int>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for index in letters { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
    hash = (hash ^ hash >> 16) &* 0x7FEB_352D
    return hash ^ hash >> 15
  }

  /// Writes a term as a file has it; nothing where it tells nothing.
  private mutating func takeMember(_ term: SearchRecord, _ bytes: Span<UInt8>) {
    member.removeAll(keepingCapacity: true)
    postings.removeAll(keepingCapacity: true)
    limits.told(of: term, bytes, to: &postings)
    if postings.isEmpty { return }
    var letters: [UInt8] = []
    letters.append(bytes, in: term.letters)
    JSONWriter.appendString(letters[...], to: &member)
    member.append(":[")
    var start = 0
    while start < postings.count {
      let weight = postings[start].weight
      member.append(start == 0 ? "[" : ",[")
      member.append(decimal: Int(weight))
      member.append(",[")
      var last = 0
      let first = start
      while start < postings.count, postings[start].weight == weight {
        if start > first { member.append(UInt8(ascii: ",")) }
        member.append(decimal: postings[start].place - last)
        last = postings[start].place
        start += 1
      }
      member.append("]]")
    }
    member.append(UInt8(ascii: "]"))
  }
}

extension [UInt8] {
  /// Adds a part of other bytes.
  mutating func append(_ bytes: Span<UInt8>, in range: Range<Int>) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
