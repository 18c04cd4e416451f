public import Catalog

/// What the rest of a site needs to know of an entry: all that lists, counts and other entries' pages tell of it.
///
/// A site's ``SiteIndex`` is made of sheets and of nothing else. So where an entry's sheet is what it was, no page
/// but the entry's own can have changed.
public struct IndexSheet: Sendable {
  /// The entry's type.
  public let type: ModelType
  /// The entry's name.
  public let name: String
  /// Whether the site's readers may see the entry; of one that they may not, nothing but its name is used.
  public let isShown: Bool

  let aliases: [String]
  let maintainers: [String]
  let ending: EndingModel?
  /// What lists say; nothing of an entry that they do not have.
  let listing: ListedFacts?

  /// Sums up an entry.
  ///
  /// Where ``SiteOptions/needsReadme(_:)`` says so, `readme` is what `README.md` holds.
  public init(_ entry: Entry, readme: [UInt8]? = nil, _ options: SiteOptions) {
    (type, name) = (entry.type, entry.name)
    maintainers = entry.hub.maintainers.map(\.value)
    isShown = options.shows(entry)
    let stage = options.stage(of: entry)
    aliases = isShown ? entry.hub.aliases.map(\.value).filter(ModelName.isValid) : []
    ending = isShown ? EndingModel(entry, stage) : nil
    listing = options.lists(entry) ? ListedFacts(entry, readme, stage) : nil
  }

  init(
    _ type: ModelType, _ name: String, isShown: Bool, aliases: [String], maintainers: [String],
    _ ending: EndingModel?, _ listing: ListedFacts?
  ) {
    (self.type, self.name, self.isShown, self.aliases) = (type, name, isShown, aliases)
    (self.maintainers, self.ending, self.listing) = (maintainers, ending, listing)
  }
}

extension IndexSheet {
  /// Whether all but lists' rows tell the same of the entry as by another of its sheets.
  func tellsOthers(asMuchAs other: IndexSheet) -> Bool {
    type == other.type && name == other.name && isShown == other.isShown && aliases == other.aliases
      && maintainers == other.maintainers && ending == other.ending
      && listing?.values == other.listing?.values && (listing == nil) == (other.listing == nil)
  }
}

/// What lists say about an entry, and what it is found by in them.
struct ListedFacts: Sendable {
  let isFeatured: Bool
  let stage: LifecycleStage
  /// Seconds since 1970.
  let updatedAt: Int?
  /// The smallest size in millions of parameters; 0 where none is stated.
  let smallest: Int
  /// The largest.
  let largest: Int
  /// The longest input in tokens; 0 where it is not stated.
  let contextTokens: Int
  let summary: Text
  let sizes: Text
  let context: Text
  let license: Text
  let abilities: [Text]
  let formats: [Text]
  let values: [FacetValues.Value]
}

extension ListedFacts {
  init(_ entry: Entry, _ readme: [UInt8]?, _ stage: LifecycleStage) {
    var facts = ModelFacts(entry)
    if let readme { facts.takeDescription(fromReadme: readme) }
    self.init(
      isFeatured: entry.isFeatured, stage: stage, updatedAt: entry.updatedAt,
      smallest: facts.sizes.first?.total.millions ?? 0, largest: facts.sizes.last?.total.millions ?? 0,
      contextTokens: facts.context?.tokens ?? 0, summary: facts.summary, sizes: facts.sizeRange,
      context: facts.context?.short ?? [], license: Text((entry.hub.license?.value ?? "").utf8.prefix(64)),
      abilities: Self.lines(facts.abilities.texts), formats: Self.lines(facts.formats.texts),
      values: FacetValues(entry, facts, stage).all)
  }

  /// The first few texts, of those that are one line.
  private static func lines(_ texts: [Text]) -> [Text] {
    texts.prefix(8).filter { !$0.contains(UInt8(ascii: "\n")) }
  }
}

extension SiteOptions {
  /// Whether the site's readers may see an entry.
  public func shows(_ entry: Entry) -> Bool {
    guard entry.hub.effectiveVisibility == .private else { return true }
    guard let audience else { return false }
    return entry.hub.audience.contains { $0.value == audience }
  }

  /// Whether lists have to take an entry's one sentence from its README, since its records have none.
  public func needsReadme(_ entry: Entry) -> Bool {
    lists(entry) && !entry.readmes.isEmpty
      && !entry.records.contains { $0.description?.isEmpty == false }
  }

  /// Where an entry stands in its life on the day of the build.
  func stage(of entry: Entry) -> LifecycleStage { LifecycleStage(entry.hub.lifecycle, on: today) }

  /// Whether lists, searches and downloads have an entry: not one that is unlisted, nor one that is over.
  func lists(_ entry: Entry) -> Bool {
    shows(entry) && entry.hub.effectiveVisibility != .unlisted && stage(of: entry) != .expired
  }
}
