/// A value in the arena of a `TemplateData`: where its bytes, items or fields lie.
struct Field: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    case nothing, flag, text, html, list, object
    /// The object whose fields are still in `TemplateData.open`: the outermost one.
    case root
  }

  var key = TemplateKey(hashing: EmptyCollection())
  var kind = Kind.nothing
  /// The first byte of a text, the number of a piece of HTML, or the first item or field in `TemplateData.closed`.
  var start: UInt32 = 0
  /// How many there are; of a flag, 1 for yes.
  var count: UInt32 = 0

  static let nothing = Field()
  static let root = Field(kind: .root)

  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }

  /// Whether a section over the value is rendered at all.
  var isShown: Bool {
    switch kind {
    case .nothing: false
    case .flag, .text, .html, .list: count > 0
    case .object, .root: true
    }
  }
}

extension [Field] {
  // Inlined, since each call of its own would count a reference on the array.

  /// The place of `key` among the fields of `range`, which are sorted by key, or where it would go.
  @inline(__always) func place(of key: TemplateKey, in range: Range<Int>) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while high - low > 8 {
      let middle = (low + high) / 2
      if self[middle].key <= key { low = middle } else { high = middle }
    }
    while low < high, self[low].key < key { low += 1 }
    return low
  }

  /// The field of that key among the sorted fields of `range`.
  @inline(__always) func field(_ key: TemplateKey, in range: Range<Int>) -> Field? {
    let place = place(of: key, in: range)
    return place < range.upperBound && self[place].key == key ? self[place] : nil
  }
}
