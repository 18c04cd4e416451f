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

  /// The places of an entry's changes in the timeline, by its id.
  private var places: [String: [Int]] = [:]
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
    for (place, change) in timeline.changes.enumerated() {
      places["\(change.type.rawValue)/\(change.name)", default: []].append(place)
    }
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
    (places["\(type.rawValue)/\(name)"] ?? []).map { timeline.changes[$0] }
  }
}

extension MaterialIndex {
  /// The changes that lists may tell of: those of listed entries, and of such as were until they went.
  func publicChanges(_ index: SiteIndex) -> [EntryChange] {
    var isListed: [EntryID: Bool] = [:]
    return timeline.changes.filter { change in
      if change.kind == .removed, !index.contains(change.name) { return change.wasListed }
      let id = EntryID(type: change.type, name: change.name)
      if let known = isListed[id] { return known }
      let found = index.place(of: change.type, change.name) != nil || wentListed(change, index)
      isListed[id] = found
      return found
    }
  }

  /// Whether an entry that is no longer there was in lists to the end.
  private func wentListed(_ change: EntryChange, _ index: SiteIndex) -> Bool {
    guard !index.contains(change.name) else { return false }
    return changes(of: change.type, change.name).first { $0.kind == .removed }?.wasListed ?? false
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
    for (place, change) in changes.enumerated() {
      places["\(change.type.rawValue)/\(change.name)", default: []].append(place)
    }
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
