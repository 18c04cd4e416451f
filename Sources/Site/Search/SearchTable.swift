/// The terms of a share in alphabetical order, each with its models.
struct SearchTable {
  /// A model with the weight of a term in it.
  struct Entry: Hashable {
    let model: UInt32
    let weight: UInt8
  }

  /// Numbers of the terms in the order of their letters.
  private(set) var order: [Int] = []
  private let records: SearchRecords
  private var terms: [(letters: Range<Int>, count: Int)] = []
  private var starts: [Int] = []
  private var entries: [Entry] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  init(_ records: SearchRecords) {
    self.records = records
    var links: [(term: UInt32, entry: Entry)] = []
    records.forEach { letters, model, weight in
      let number = number(of: letters)
      terms[number].count += 1
      links.append((UInt32(number), Entry(model: model, weight: weight)))
    }
    starts.reserveCapacity(terms.count + 1)
    starts.append(0)
    for term in terms { starts.append(starts[starts.count - 1] + term.count) }
    var next = starts
    entries = [Entry](repeating: Entry(model: 0, weight: 0), count: links.count)
    for (term, entry) in links {
      entries[next[Int(term)]] = entry
      next[Int(term)] += 1
    }
    slots = []
    order = terms.indices.sorted { letters(of: $0).lexicographicallyPrecedes(letters(of: $1)) }
  }

  /// The letters of a term.
  func letters(of term: Int) -> Text { records.letters(terms[term].letters) }

  /// The models of a term, in the order in which they were added.
  func entries(of term: Int) -> ArraySlice<Entry> { entries[starts[term]..<starts[term + 1]] }

  private mutating func number(of letters: Range<Int>) -> Int {
    var slot = slot(of: letters)
    while slots[slot] != 0 {
      let number = Int(slots[slot] - 1)
      if records.letters(terms[number].letters) == records.letters(letters) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(terms.count + 1)
    terms.append((letters, 0))
    if terms.count * 2 > slots.count { grow() }
    return terms.count - 1
  }

  private func slot(of letters: Range<Int>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in records.letters(letters) { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, term) in terms.enumerated() {
      var slot = slot(of: term.letters)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
