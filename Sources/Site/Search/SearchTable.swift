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
  /// Models with the weight in the lowest six bits, one term after another.
  private var packed: [UInt32] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  init(_ records: SearchRecords) {
    self.records = records
    var numbers: [UInt32] = []
    records.forEach { letters, _, _ in
      let number = number(of: letters)
      terms[number].count += 1
      numbers.append(UInt32(number))
    }
    slots = []
    starts.reserveCapacity(terms.count + 1)
    starts.append(0)
    for term in terms { starts.append(starts[starts.count - 1] + term.count) }
    var next = starts
    var place = 0
    packed = [UInt32](repeating: 0, count: numbers.count)
    records.forEach { _, model, weight in
      let number = Int(numbers[place])
      packed[next[number]] = model << 6 | UInt32(weight)
      next[number] += 1
      place += 1
    }
    order = terms.indices.sorted { letters(of: $0).lexicographicallyPrecedes(letters(of: $1)) }
  }

  /// The letters of a term.
  func letters(of term: Int) -> Text { records.letters(terms[term].letters) }

  /// The models of a term, in the order in which they were added.
  func entries(of term: Int) -> [Entry] {
    packed[starts[term]..<starts[term + 1]].map { Entry(model: $0 >> 6, weight: UInt8($0 & 63)) }
  }

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
