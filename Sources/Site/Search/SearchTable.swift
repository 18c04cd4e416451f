/// The terms of a share in alphabetical order, each with its models.
struct SearchTable {
  /// Numbers of the terms in the order of their letters.
  private(set) var order: [Int] = []
  private let records: SearchRecords
  private var terms: [(letters: Range<Int>, count: Int)] = []
  private var starts: [Int] = []
  /// The models of one term after another.
  private var postings: [SearchPosting] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  /// Sorts records of models that have these places in the lists.
  init(_ records: SearchRecords, _ places: [UInt32]) {
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
    postings = [SearchPosting](repeating: SearchPosting(place: 0, weight: 0), count: numbers.count)
    records.forEach { _, model, weight in
      let number = Int(numbers[place])
      postings[next[number]] = SearchPosting(place: places[Int(model)], weight: weight)
      next[number] += 1
      place += 1
    }
    order = terms.indices.sorted { letters(of: $0).lexicographicallyPrecedes(letters(of: $1)) }
  }

  /// The letters of a term.
  func letters(of term: Int) -> Text { records.letters(terms[term].letters) }

  /// Puts the models of a term into a list in the place of what is there, in order.
  func take(_ term: Int, to list: inout [SearchPosting]) {
    list.removeAll(keepingCapacity: true)
    list.append(contentsOf: postings[starts[term]..<starts[term + 1]])
    list.sort()
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
