/// A way to narrow the catalog down.
///
/// The raw value is its place among all.
enum Facet: Int, CaseIterable, Sendable {
  case type, ability, size, active, memory, context, format, quantization, engine, language, license, tag, hub
  case lifecycle, featured

  /// The name in addresses and data files: `?ability=chat`.
  var name: String { String(describing: self) }

  /// The folder with a page for each value; nothing where the facet has none.
  var folder: String? {
    switch self {
    case .ability: "abilities"
    case .language: "languages"
    case .format: "formats"
    case .license: "licenses"
    case .tag: "tags"
    case .engine: "engines"
    default: nil
    }
  }

  /// Whether several chosen values are all asked for, rather than any of them.
  var wantsAll: Bool { self == .ability || self == .tag }

  /// Whether the values stand in an order of their own, rather than by how many entries they have.
  var isOrdered: Bool {
    switch self {
    case .type, .size, .active, .memory, .context, .lifecycle: true
    default: false
    }
  }

  /// Whether one value's models are all among the next one's, so that choosing two makes no sense.
  var isThreshold: Bool { self == .context || self == .memory }

  static let withPages = allCases.filter { $0.folder != nil }
}

/// A value of a facet.
struct FacetValue: Sendable {
  let facet: Facet
  /// What tells it from the facet's others: folded to lower case.
  let key: [UInt8]
  /// What readers see: of several spellings the first in the order of bytes.
  private(set) var label: [UInt8]
  /// Its place among ordered values.
  let rank: Int
  /// The name of its page's folder.
  private(set) var slug = ""
  /// How many listed entries have it.
  private(set) var count = 0

  init(facet: Facet, key: [UInt8], label: [UInt8], rank: Int, slug: String = "", count: Int = 0) {
    (self.facet, self.key, self.label, self.rank) = (facet, key, label, rank)
    (self.slug, self.count) = (slug, count)
  }
}

extension FacetValue {
  init(_ value: FacetValues.Value) {
    self.init(facet: value.facet, key: value.key, label: Array(value.label), rank: value.rank)
  }

  mutating func take(spelling: Text) {
    if spelling.lexicographicallyPrecedes(label) { label = Array(spelling) }
  }

  mutating func countEntry() { count += 1 }

  mutating func take(slug: String) { self.slug = slug }

  /// Whether pages call and count it as another.
  func isLike(_ other: FacetValue) -> Bool {
    facet == other.facet && key == other.key && label == other.label && rank == other.rank
      && slug == other.slug && count == other.count
  }
}
