public import Catalog
public import Timeline

/// What a site tells besides its entries of today; what is empty has no pages.
public struct SiteMaterial: Sendable {
  /// How the catalog came to be what it is, for the site's readers.
  public var timeline = Timeline()
  /// The entries that are gone.
  public var tombstones: [Tombstone] = []
  /// The registry's logo, where it has one; of its name only the ending counts.
  public var logo: (name: String, bytes: [UInt8])?
  /// The catalog's schemas, by file name.
  public var schemas: [(name: String, bytes: [UInt8])] = []
  /// The reviews that the site's readers may see, those first that changed last.
  public var reviews: [SiteReview] = []
  /// The rules that entries are checked by.
  public var rules: [SiteRule] = []
  /// The documentation, in the order of its pages.
  public var documents: [SiteDocument] = []

  /// A site of nothing but its entries.
  public init() {}
}

/// The material, as pages look things up in it.
struct MaterialIndex: Sendable {
  let timeline: Timeline
  let schemas: [(name: String, bytes: [UInt8])]
  let logo: (path: String, bytes: [UInt8])?
  let reviews: [SiteReview]
  let rules: [SiteRule]
  let documents: [SiteDocument]
  /// The models that are gone, by type and name.
  let gone: [GoneModel]

  /// The places of the changes in the timeline, those of an entry one after another.
  private let places: ChangePlaces
  let reviewIDs: Set<String>
  /// What every page tells of it.
  let head: Head

  /// Looks things up in material; `head` is what pages tell of it, where rules and documents are not at hand.
  init(_ material: SiteMaterial, _ index: SiteIndex, head known: Head? = nil) {
    logo = material.logo.map { ("assets/logo.\($0.name.split(separator: ".").last ?? "")", $0.bytes) }
    schemas = material.schemas.sorted { $0.name < $1.name }
    let gone = material.tombstones.compactMap { GoneModel($0, index) }
      .sorted { ($0.type, $0.name) < ($1.type, $1.name) }
    self.gone = gone.indices.filter { $0 == 0 || gone[$0].id != gone[$0 - 1].id }.map { gone[$0] }
    timeline = material.timeline
    reviews = material.reviews
    reviewIDs = Set(reviews.map(\.id))
    rules = material.rules.sorted { $0.id < $1.id }
    documents = material.documents
    head = Head(
      logoPath: logo?.path, rules: known?.rules ?? rules.map(\.id),
      documents: known?.documents ?? documents.map(\.path), hasReviews: !reviews.isEmpty)
    places = ChangePlaces(timeline.changes)
  }

  /// The folders of the pages of rules, documentation and reviews.
  var pages: [String] {
    (head.hasRules ? ["rules/"] : []) + head.rules.map { "rules/\($0)/" }
      + (head.hasDocuments ? ["docs/"] : []) + head.documents.map { "docs/\($0)/" }
      + (reviews.isEmpty ? [] : ["reviews/"]) + reviews.map { SitePaths.folder(ofReview: $0.id) }
  }

  /// Whether readers may see a review.
  func hasReview(_ id: String) -> Bool { reviewIDs.contains(id) }

  /// The changes of an entry, newest first.
  func changes(of type: ModelType, _ name: String) -> [EntryChange] {
    places.of(type, name, in: timeline.changes).map { timeline.changes[Int($0)] }
  }

  /// The first few changes of an entry, with their numbers.
  func numbered(_ type: ModelType, _ name: String, most: Int) -> [NumberedChange] {
    numbered(places.of(type, name, in: timeline.changes).prefix(most))
  }

  /// The changes at some places, with their numbers.
  func numbered(_ some: some Sequence<UInt32>) -> [NumberedChange] {
    some.map { place in
      let change = timeline.changes[Int(place)]
      let older = places.of(change.type, change.name, in: timeline.changes).count {
        $0 > place && timeline.changes[Int($0)].seconds == change.seconds
      }
      return NumberedChange(change: change, number: older + 1)
    }
  }
}

extension MaterialIndex {
  /// The places in the timeline of the changes that lists may tell of: those of listed entries, and of such as were
  /// until they went.
  func publicPlaces(_ index: SiteIndex) -> [UInt32] {
    var told: [UInt32] = []
    places.forEachEntry(in: timeline.changes) { some in
      guard let change = some.first.map({ timeline.changes[Int($0)] }) else { return }
      let isThere = index.contains(change.name)
      let isListed = isThere ? index.place(of: change.type, change.name) != nil : wasListed(to: some)
      for place in some {
        let isEnd = !isThere && timeline.changes[Int(place)].kind == .removed
        if isEnd ? timeline.changes[Int(place)].wasListed : isListed { told.append(place) }
      }
    }
    return told.sorted()
  }

  /// Whether an entry that is no longer there was in lists to the end.
  private func wasListed(to places: ArraySlice<UInt32>) -> Bool {
    places.lazy.map { timeline.changes[Int($0)] }.first { $0.kind == .removed }?.wasListed ?? false
  }
}

/// A model that is gone, as readers are told of it.
struct GoneModel: Sendable {
  let type: ModelType
  let name: String
  let removed: CalendarDate
  let reason: String?
  /// The model to use instead, where readers may hear of it.
  let replacement: String?
  /// The names that led to it.
  let aliases: [String]

  var id: String { "\(type.rawValue)/\(name)" }

  /// Nothing where the tombstone is incomplete, or a model of that name is there.
  init?(_ tombstone: Tombstone, _ index: SiteIndex) {
    guard let type = tombstone.type?.value, let name = tombstone.name?.value, ModelName.isValid(name),
      let removed = tombstone.removed?.value, !index.contains(name)
    else { return nil }
    (self.type, self.name, self.removed) = (type, name, removed)
    reason = tombstone.reason?.value
    replacement = (tombstone.replacedBy?.value).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      .flatMap { index.contains($0) ? $0 : nil }
    aliases = tombstone.aliases.map(\.value).filter { ModelName.isValid($0) && !index.contains($0) }
  }
}

// MARK: - Remembered

extension MaterialIndex {
  /// What every page tells of the material.
  struct Head: Equatable, Sendable {
    let logoPath: String?
    /// The ids of the rules.
    let rules: [String]
    /// The paths of the documentation's pages.
    let documents: [String]
    let hasReviews: Bool

    var hasRules: Bool { !rules.isEmpty }
    var hasDocuments: Bool { !documents.isEmpty }
  }

  /// The material of some entries' own pages, out of a record.
  init(_ head: Head, _ changes: [EntryChange], reviews: [String]) {
    timeline = Timeline(changes)
    (schemas, self.reviews, rules, documents, gone) = ([], [], [], [], [])
    logo = head.logoPath.map { ($0, []) }
    self.head = head
    reviewIDs = Set(reviews)
    places = ChangePlaces(changes)
  }
}

extension MaterialIndex.Head {
  func write(to writer: inout RecordWriter) {
    writer.add(ifAny: logoPath) { $0.add($1) }
    for texts in [rules, documents] { writer.add(list: texts) { $0.add($1) } }
    writer.add(hasReviews)
  }

  init(_ reader: inout RecordReader) throws(DamagedRecord) {
    self.init(
      logoPath: try reader.textIfAny(), rules: try reader.texts(), documents: try reader.texts(),
      hasReviews: try reader.flag())
  }
}
