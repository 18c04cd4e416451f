public import Catalog
public import Diagnostics
import FileTrees
public import Timeline

/// A site that is brought up to date for some entries, of which the files changed, came or went.
///
/// ```swift
/// guard var update = SiteUpdate(of: memory, options, settings, templates, people: people) else { … }
/// for entry in changed { guard update.take(entry, readme: …) else { … } }
/// guard update.takeIndex(), update.takeMaterial(material) else { … }
/// for entry in update.entries { try update.write(entry, files(of: entry), to: &sink) }
/// let memory = try update.finish(to: &sink)
/// ```
///
/// The files are what a build from nothing would write. Where it cannot be so it says so before any is written, and a
/// whole build has to do it.
public struct SiteUpdate: Sendable {
  /// How much of a site changes.
  public enum Extent: Comparable, Sendable {
    /// The files of some entries, and nothing that tells of more than one.
    case entries
    /// Besides, what tells of the past and of reviews.
    case past
    /// All that tells of more than one entry.
    case all
  }

  /// The entries in short; as they will be shown once ``takeIndex()`` was called.
  public internal(set) var index: SiteIndex
  /// The entries whose files are to be written, sorted; known after ``takeMaterial(_:)``.
  public private(set) var entries: [(type: ModelType, name: String)] = []
  /// How much changes, as far as is known; known after ``takeMaterial(_:)``.
  public private(set) var extent = Extent.entries
  /// What went wrong in the templates so far.
  public var problems: [Diagnostic] { site.problems }

  let remembered: RememberedSite
  let searchState: SearchState
  var search: SearchFollower?
  var site: Site
  /// The entries that were taken and are shown.
  private var taken: Set<EntryID> = []
  /// The sheets of those that have another one now.
  private(set) var sheets: [EntryID: IndexSheet] = [:]
  /// The entries that are not there any more.
  private(set) var dropped: Set<EntryID> = []
  /// Whether some entries come or go, or are called otherwise: whether lists number them anew.
  private(set) var renumbers = false
  /// The names of entries that come, and whether others go, or are shown to others.
  private var coming: Set<String> = []
  private var hasOtherSights = false
  /// The types of which a download changes.
  private(set) var types: Set<ModelType> = []
  private let settings: RegistrySettings
  private let templates: SiteTemplates

  // What was written.
  var own: [EntryID: OwnFiles] = [:]
  var downloads: [EntryID: [UInt8]] = [:]

  /// Starts from what a site remembers; nothing where that is no record of it.
  public init?(
    of memory: SiteMemory, _ options: SiteOptions, _ settings: RegistrySettings, _ templates: SiteTemplates,
    people: [Person]
  ) {
    guard let record = memory.site, let sheets = memory.sheets,
      let state = memory.search.flatMap(SearchState.init)
    else { return nil }
    do {
      remembered = try RememberedSite(record, sheets: sheets, options, people: people)
    } catch {
      return nil
    }
    (self.settings, self.templates, index) = (settings, templates, remembered.index)
    searchState = state
    site = Site(index, settings, templates, MaterialIndex(remembered.head, [], reviews: []))
  }

  // MARK: What changed

  /// The names of the entries of a type that the site was made of, whether it shows them or not.
  public func names(of type: ModelType) -> Set<String> { remembered.names(of: type) }

  /// Takes an entry whose files changed, or that is new; false where that is more than an update can do.
  ///
  /// Where ``SiteOptions/needsReadme(_:)`` says so, `readme` is what `README.md` holds.
  public mutating func take(_ entry: Entry, readme: [UInt8]?) -> Bool {
    let sheet = IndexSheet(entry, readme: readme, index.options)
    let id = EntryID(type: entry.type, name: entry.name)
    if sheet.isShown { taken.insert(id) }
    do {
      let record = try remembered.sheet(of: id)
      if record?.elementsEqual(sheet.record) != true {
        sheets[id] = sheet
        guard let record, try IndexSheet(record).hasPlace(of: sheet) else {
          renumbers = true
          if record == nil { coming.insert(entry.name) } else { hasOtherSights = true }
          types.insert(entry.type)
          return true
        }
      }
      let download = DownloadRecord.file(entry, updatedAtFallback: index.options.updatedAtFallback)
      let known = try remembered.own(id)?.download.sha256
      if sheet.listing != nil, known != TypeDownloads.Sum(download).sha256 { types.insert(entry.type) }
      return true
    } catch {
      return false
    }
  }

  /// Takes note that an entry is not there any more.
  public mutating func drop(_ type: ModelType, _ name: String) {
    dropped.insert(EntryID(type: type, name: name))
    types.insert(type)
    (renumbers, hasOtherSights) = (true, true)
  }

  /// Brings the index up to date, once all changed entries are taken; false where an update cannot.
  public mutating func takeIndex() -> Bool {
    if !types.isEmpty { extent = .all }
    guard !sheets.isEmpty || !dropped.isEmpty else { return true }
    extent = .all
    if takeRows() { return true }
    var fresh = SiteIndex(index.options, people: remembered.people)
    // In the order in which a build takes entries.
    var changed = InOrder(sheets)
    do {
      try remembered.forEachSheet { id, record throws(DamagedRecord) in
        for sheet in changed.next(upTo: id) { fresh.add(sheet) }
        if sheets[id] == nil, !dropped.contains(id) { fresh.add(try IndexSheet(record), record) }
      }
    } catch {
      return false
    }
    for sheet in changed.rest { fresh.add(sheet) }
    fresh.finish()
    // Who has a page is told on the pages of entries far and near.
    guard fresh.people.map(\.person.login) == index.people.map(\.person.login) else { return false }
    index = fresh
    return true
  }

  /// Brings rows up to date, where nothing but those differs; false where more does.
  private mutating func takeRows() -> Bool {
    guard !renumbers else { return false }
    var fresh = index
    var table = RecordWriter()
    do {
      try remembered.forEachSheet { id, record throws(DamagedRecord) in
        guard let sheet = sheets[id] else { return table.add(record) }
        guard fresh.replace(try IndexSheet(record), with: sheet) else { throw DamagedRecord() }
        table.add(sheet.record)
      }
    } catch {
      return false
    }
    fresh.take(sheets: table.bytes)
    index = fresh
    return true
  }

  /// Whether an entry that the site was made of is not there any more, or not for its readers.
  func isGone(_ id: EntryID) -> Bool { dropped.contains(id) || sheets[id]?.isShown == false }

  /// The history that was told, where readers may hear the same of what it tells as they could.
  ///
  /// What is newer can be added to it; see ``Timeline/continued(to:in:folder:layout:for:limits:)``.
  public var timeline: Timeline? {
    guard !hasOtherSights else { return nil }
    do {
      let timeline = try Timeline(remembered.timeline)
      return timeline.holds(afterComing: coming) ? timeline : nil
    } catch {
      return nil
    }
  }

  /// Takes what there is to tell besides the entries; false where an update cannot.
  ///
  /// Without any, the past and the reviews are those that are remembered. Rules and documents, which are the same in
  /// every update, need not be among it. `hasSamePast` says that git tells of the past and of reviews what it told.
  public mutating func takeMaterial(_ material: SiteMaterial?, hasSamePast: Bool = false) -> Bool {
    do {
      guard let material else { return try goOnWithRemembered() }
      let told = MaterialIndex(material, index, head: remembered.head)
      guard told.head == remembered.head else { return false }
      if extent < .past { extent = .past }
      // Their pages are told of in places that only a whole update writes.
      let hasSameReviews = told.reviews.map(\.id) == remembered.reviews
      if !hasSameReviews { extent = .all }
      let wanted = try neighbours().union(
        withOtherHistory(told, newer: hasSameReviews ? material.timeline.newer : nil))
      guard begin(told, wanted) else { return false }
      if extent == .all {
        let standing = StandingPages(remembered.index, before: index, hasSamePast: hasSamePast && !renumbers)
        site.standing = standing
      }
      return true
    } catch {
      return false
    }
  }

  /// The entries of which the past tells something else than it did.
  private func withOtherHistory(
    _ told: MaterialIndex, newer: Int?
  ) throws(DamagedRecord) -> Set<EntryID> {
    if let newer {
      return Set(told.timeline.changes.prefix(newer).map { EntryID(type: $0.type, name: $0.name) })
    }
    var entries: Set<EntryID> = []
    try remembered.forEachOwn { id, row throws(DamagedRecord) in
      let history = OwnFiles.history(of: id.type, id.name, in: told)
      if try !OwnFiles(row).history.elementsEqual(history) { entries.insert(id) }
    }
    return entries
  }

  private mutating func goOnWithRemembered() throws(DamagedRecord) -> Bool {
    var changes: [EntryChange] = []
    var reviews: [String] = []
    for id in taken {
      guard let more = try remembered.own(id)?.changes() else { return false }
      changes += more.changes
      reviews += more.reviews
    }
    return begin(MaterialIndex(remembered.head, changes, reviews: reviews), []) && extent == .entries
  }

  private mutating func begin(_ material: MaterialIndex, _ wanted: Set<EntryID>) -> Bool {
    site = Site(index, settings, templates, material)
    let shown = wanted.union(taken).filter { !dropped.contains($0) && index.contains($0.name) }
    entries = shown.sorted().map { ($0.type, $0.name) }
    search = SearchFollower(
      searchState, from: remembered.index, to: index, site.languages, renumbers: renumbers)
    return search != nil
  }

  /// The entries whose own pages tell something else of others than they did.
  private func neighbours() throws(DamagedRecord) -> Set<EntryID> {
    guard extent == .all else { return [] }
    var wanted = index.neighbours(differingFrom: remembered.index)
    let changed = sheets.keys.map(\.name) + dropped.map(\.name)
    let flips = Set(changed.filter { index.contains($0) != remembered.index.contains($0) })
    if flips.isEmpty { return wanted }
    try remembered.forEachOwn { id, row throws(DamagedRecord) in
      if try OwnFiles(row).mentions.contains(where: flips.contains) { wanted.insert(id) }
    }
    return wanted
  }
}

/// What is known of some entries, to be put among that of others in the order of all.
struct InOrder<Value> {
  private var values: ArraySlice<(id: EntryID, value: Value)>

  init(_ values: [EntryID: Value]) {
    self.values = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }[...]
  }

  /// What is of entries up to one, and has not been given yet.
  mutating func next(upTo id: EntryID) -> [Value] {
    let count = values.prefix { $0.id <= id }.count
    defer { values.removeFirst(count) }
    return values.prefix(count).map(\.value)
  }

  /// What has not been given yet.
  var rest: [Value] { values.map(\.value) }
}

extension IndexSheet {
  /// Whether two sheets of an entry have the same place among all, so that nothing comes or goes with the new one.
  fileprivate func hasPlace(of other: IndexSheet) -> Bool {
    isShown == other.isShown && (listing == nil) == (other.listing == nil)
  }
}
