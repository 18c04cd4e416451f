import Catalog

/// The terms of one model with their weights, to be filled again and again for one model after another.
struct ModelTerms: Sendable {
  /// How much a term tells by the place where it stands.
  enum Weight {
    /// A word of a name of many; one that is the whole name has twice as much.
    static let name = 24
    static let alias = 24
    /// Two neighbouring words of a name, written as one.
    static let joined = 22
    static let tag = 16
    static let family = 14
    static let ability = 10
    static let description = 8
    /// A README's word has at most this, by how often it occurs.
    static let readme = 4
  }

  private struct Term {
    let start: UInt32
    let length: UInt32
    let hash: UInt32
    let slot: UInt32
    var weight: UInt8 = 0
    var occurrences: UInt8 = 0
  }

  private var terms: [Term] = []
  private var letters: [UInt8] = []
  /// Numbers of terms plus one by the hash of their letters; 0 is free.
  private var slots = [UInt16](repeating: 0, count: 1 << 12)
  private var words = SearchWords()

  /// More different words of one model are not looked at.
  private static let most = 2000

  /// Takes all that a model is found by, in the place of what was here before.
  mutating func take(_ entry: Entry, _ facts: ModelFacts, readmes: [String]) {
    removeAll()
    addName(entry.name)
    for alias in entry.hub.aliases.prefix(16) { add(alias.value.utf8.span, Weight.alias) }
    for tag in entry.hub.tags.prefix(64) { add(tag.value.utf8.span, Weight.tag) }
    add(facts.family.clipped(to: 128).span, Weight.family)
    for ability in facts.abilities.texts { add(Labels.ability(ability).span, Weight.ability) }
    add(Labels.short(entry.type).utf8.span, Weight.ability)
    add(facts.description.clipped(to: 4000).span, Weight.description)
    for readme in readmes { add(readme.utf8.span, nil) }
  }

  /// How many terms there are.
  var count: Int { terms.count }

  /// The letters of a term.
  func letters(of term: Int) -> Text {
    let start = Int(terms[term].start)
    return letters[start..<start + Int(terms[term].length)]
  }

  /// What a term tells of the model; what is discouraged is found behind what is not.
  func weight(of term: Int, isDeprecated: Bool) -> UInt8 {
    let stated = isDeprecated ? Int(terms[term].weight) * 3 / 4 : Int(terms[term].weight)
    let readme =
      switch terms[term].occurrences {
      case 0: 0
      case 1: 1
      case ..<4: 2
      case ..<10: 3
      default: Weight.readme
      }
    return UInt8(max(stated, readme))
  }

  /// The terms as ``SearchRecords`` have them behind a model's number.
  func records(isDeprecated: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count + 2 * count)
    for term in 0..<count {
      let weight = weight(of: term, isDeprecated: isDeprecated)
      SearchRecords.append(letters(of: term), weight: weight, to: &bytes)
    }
    return bytes
  }

  private mutating func removeAll() {
    for term in terms { slots[Int(term.slot)] = 0 }
    terms.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
  }

  /// Takes the words of a name, their parts, and neighbours as one word: `qwen2.5-vl` is found by `qwen2.5`,
  /// `2.5`, `vl`, and `qwen2.5vl`.
  private mutating func addName(_ name: String) {
    var parts: [[UInt8]] = []
    var cutter = SearchWords()
    while cutter.next(in: name.utf8.span) { parts.append(cutter.term.letters) }
    let weight = Weight.name + Weight.name / max(1, parts.count)
    for part in parts {
      note(part, weight)
      for piece in Self.pieces(of: part) { note(piece, Weight.name - 4) }
    }
    for (left, right) in zip(parts, parts.dropFirst()) { note(left + right, Weight.joined) }
  }

  /// The runs of digits and of letters in a word of both.
  private static func pieces(of word: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    for byte in word {
      let isNumber = SearchWords.isDigit(byte) || byte == UInt8(ascii: ".")
      if let last = pieces.last?.last, (SearchWords.isDigit(last) || last == UInt8(ascii: ".")) == isNumber {
        pieces[pieces.count - 1].append(byte)
      } else {
        pieces.append([byte])
      }
    }
    return pieces.count > 1 ? pieces.filter { $0.count > 1 || SearchWords.isDigit($0[0]) } : []
  }

  /// Takes the terms of a text; without a weight it is a README's.
  private mutating func add(_ text: Span<UInt8>, _ weight: Int?) {
    words.start()
    while words.next(in: text) { noteWord(weight) }
  }

  private mutating func note(_ letters: [UInt8], _ weight: Int) {
    words.take(letters)
    noteWord(weight)
  }

  /// Takes note of the word that was cut last, where it lies: handing it on would copy it.
  private mutating func noteWord(_ weight: Int?) {
    guard let number = numberOfWord() else { return }
    if let weight {
      terms[number].weight = max(terms[number].weight, UInt8(weight))
    } else if terms[number].occurrences < .max {
      terms[number].occurrences += 1
    }
  }

  private mutating func numberOfWord() -> Int? {
    let count = words.term.count
    let hash = words.term.hash
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot] - 1)
      if terms[number].hash == hash, isWord(number) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard terms.count < Self.most else { return nil }
    slots[slot] = UInt16(terms.count + 1)
    terms.append(
      Term(start: UInt32(letters.count), length: UInt32(count), hash: hash, slot: UInt32(slot)))
    words.term.append(to: &letters)
    return terms.count - 1
  }

  private func isWord(_ number: Int) -> Bool {
    guard Int(terms[number].length) == words.term.count else { return false }
    let start = Int(terms[number].start)
    for index in 0..<words.term.count where letters[start + index] != words.term[index] { return false }
    return true
  }
}
