/// Finds which of a fixed list of words some bytes are, in a few instructions and without making a string.
struct KeyTable<Key: CaseIterable & Sendable>: Sendable {
  private let words: [[UInt8]]
  private let keys: [Key]
  /// For each hash value a position in `words` plus one, or 0; clashes go to the next free place.
  private let slots: [UInt16]

  /// Takes the words of all keys; `word` says how a key is written.
  init(_ word: (Key) -> String) {
    keys = Array(Key.allCases)
    words = keys.map { Array(word($0).utf8) }
    var slots = [UInt16](repeating: 0, count: Self.size)
    for (position, word) in words.enumerated() {
      var slot = Self.hash(word[...])
      while slots[slot] != 0 { slot = (slot + 1) % Self.size }
      slots[slot] = UInt16(position + 1)
    }
    self.slots = slots
  }

  /// The key that is written like this, or `nil`.
  func key(_ bytes: ArraySlice<UInt8>) -> Key? {
    guard !bytes.isEmpty else { return nil }
    var slot = Self.hash(bytes)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if words[position].count == bytes.count, words[position].elementsEqual(bytes) { return keys[position] }
      slot = (slot + 1) % Self.size
    }
    return nil
  }

  private static var size: Int { 1024 }

  /// Mixes the length with the first, the middle and the last two bytes, which tell real words apart.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    let (start, end) = (bytes.startIndex, bytes.endIndex)
    var hash = UInt32(truncatingIfNeeded: bytes.count) &* 0x9E37
    hash = (hash ^ UInt32(bytes[start])) &* 0x85EB
    hash = (hash ^ UInt32(bytes[start + bytes.count / 2])) &* 0xC2B3
    hash = (hash ^ UInt32(bytes[end - 1])) &* 0x27D5
    if bytes.count > 1 { hash = (hash ^ UInt32(bytes[end - 2])) &* 0x1657 }
    return Int((hash >> 7) ^ hash) & (size - 1)
  }
}

extension String {
  /// A name in camel case as Xinference writes it: `modelName` is `model_name`.
  var inSnakeCase: String {
    reduce(into: "") { result, character in
      if character.isUppercase { result += "_" }
      result += character.lowercased()
    }
  }
}
