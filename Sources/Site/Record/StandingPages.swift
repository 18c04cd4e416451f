import Catalog

/// What an update finds on a site: it knows of pages, without making them, that they would come out as they are.
///
/// A page of a list is made of some rows, of their order, and of a few counts. Where all of these are what they were by
/// the former index, so is the page; the same holds of the lists' data. What else they are made of (options, settings,
/// templates) is the same in every update.
struct StandingPages: Sendable {
  /// What the site was made of.
  let former: SiteIndex
  /// Whether what tells of the past and of reviews is what it was, and so are the names that it tells of.
  let hasSamePast: Bool
  /// Whether lists number all entries as they did.
  let hasSameNumbers: Bool
  /// Whether as many entries are of each type, and as many values of each facet that has pages.
  let hasSameCounts: Bool
  /// Whether all values of facets, and who has them, are the same.
  let hasSameFacets: Bool
  /// Whether lists put entries in the same order, whatever they are sorted by.
  let hasSameOrders: Bool

  /// For each place in the lists, the place at which there was the same row; -1 where it has changed.
  private let places: [Int32]
  /// The numbers of the former values.
  private let values: [ValueKey: Int]

  init(_ former: SiteIndex, before index: SiteIndex, hasSamePast: Bool) {
    self.former = former
    self.hasSamePast = hasSamePast
    var (hasSameNumbers, hasSameOrders) = (index.listed.count == former.listed.count, true)
    places = index.listed.indices.map { place in
      let there = index.formerPlace(of: place, in: former)
      if there != place { hasSameNumbers = false }
      guard let there else { return -1 }
      let (now, then) = (index.listed[place], former.listed[there])
      if !now.sorts(like: then) { hasSameOrders = false }
      return index.row(now, isLike: then, of: former) ? Int32(there) : -1
    }
    self.hasSameNumbers = hasSameNumbers
    self.hasSameOrders = hasSameNumbers && hasSameOrders
    hasSameCounts = index.counts == former.counts
    hasSameFacets = hasSameNumbers && index.facets.isSame(as: former.facets)
    let keys = former.facets.values.enumerated().map {
      (ValueKey(facet: $0.element.facet, key: $0.element.key), $0.offset)
    }
    values = Dictionary(keys, uniquingKeysWith: { first, _ in first })
  }

  /// Whether no page has to go, whatever is written.
  var isComplete: Bool { hasSamePast && hasSameFacets }

  /// Whether some rows, in their order, are those that there were at other places.
  func areSame(_ rows: some Collection<Int>, as former: some Collection<Int>) -> Bool {
    rows.count == former.count && zip(rows, former).allSatisfy { places[$0] == $1 }
  }

  /// Whether the entries at places that stand one after another have the rows that they had.
  func areSame(in range: Range<Int>) -> Bool { hasSameNumbers && areSame(range, as: range) }

  /// The number that a value had, where pages called it and counted it as they do now.
  func number(of value: FacetValue) -> Int? {
    guard let number = values[ValueKey(facet: value.facet, key: value.key)],
      former.facets.values[number].isLike(value)
    else { return nil }
    return number
  }

  /// Whether those are the entries that had a value, with the rows that they had.
  func areSame(_ entries: ArraySlice<UInt32>, asOf value: Int) -> Bool {
    let then = former.facets.entries(of: value)
    return entries.count == then.count && zip(entries, then).allSatisfy { places[Int($0)] == $1 }
  }
}

extension EntrySummary {
  /// Whether an entry has the place in every order that another has.
  fileprivate func sorts(like other: EntrySummary) -> Bool {
    updatedAt == other.updatedAt && smallest == other.smallest && largest == other.largest
      && contextTokens == other.contextTokens
  }
}

extension SiteIndex {
  /// How many entries each type has, and how many values each facet with pages.
  fileprivate var counts: [Int] {
    [listed.count] + ModelType.allCases.map { range(of: $0).count }
      + Facet.withPages.map { facets.range(of: $0).count }
  }

  /// The place that another index has an entry at.
  fileprivate func formerPlace(of place: Int, in other: SiteIndex) -> Int? {
    let summary = listed[place]
    return other.place(of: summary.type, name: text(summary.name), near: place)
  }

  /// Whether lists say the same of an entry as another index says of one.
  fileprivate func row(_ now: EntrySummary, isLike then: EntrySummary, of other: SiteIndex) -> Bool {
    guard now.type == then.type, now.isFeatured == then.isFeatured, now.stage == then.stage,
      now.sorts(like: then)
    else { return false }
    return text(now.name) == other.text(then.name) && text(now.summary) == other.text(then.summary)
      && text(now.sizes) == other.text(then.sizes) && text(now.context) == other.text(then.context)
      && text(now.license) == other.text(then.license) && text(now.abilities) == other.text(then.abilities)
      && text(now.formats) == other.text(then.formats)
  }
}
