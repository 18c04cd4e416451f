public import Catalog
public import Diagnostics
import FileTrees
import Timeline

/// A site that is brought up to date: it has the entries that it had, some of them with other files.
///
/// ```swift
/// guard var update = SiteUpdate(of: memory, options, settings, templates, people: people) else { … }
/// for entry in changed { guard update.take(entry, readme: …) else { … } }
/// guard update.takeIndex(), update.takeMaterial(update.needsMaterial ? material : nil) else { … }
/// for entry in update.entries { try update.write(entry, files(of: entry), to: &sink) }
/// try update.finish(to: &sink)
/// ```
///
/// The files are what a build from nothing would write. Where it cannot be so, because entries came or went or are
/// hidden, it says so before anything is written, and a whole build has to do it.
public struct SiteUpdate: Sendable {
  /// The entries in short; as they will be shown once ``takeIndex()`` was called.
  public private(set) var index: SiteIndex
  /// The entries whose files are to be written, sorted; known after ``takeMaterial(_:)``.
  public private(set) var entries: [(type: ModelType, name: String)] = []

  /// What went wrong in the templates so far.
  public var problems: [Diagnostic] { site.problems }

  private let settings: RegistrySettings
  private let templates: SiteTemplates
  private let remembered: RememberedSite
  private let state: SearchState
  private var search: SearchUpdate?
  private var terms = ModelTerms()
  private var site: Site
  /// The entries that were taken and are shown.
  private var taken: Set<EntryID> = []
  /// The sheets of those that have another one now.
  private var sheets: [EntryID: IndexSheet] = [:]
  /// The types of which a download changes.
  private var types: Set<ModelType> = []
  /// What is to be remembered of the files that were written.
  private var own: [EntryID: OwnFiles] = [:]
  /// The downloads that were written, of the types that change.
  private var downloads: [EntryID: [UInt8]] = [:]

  /// Starts from what a site remembers; nothing where that is no record of it.
  public init?(
    of memory: SiteMemory, _ options: SiteOptions, _ settings: RegistrySettings, _ templates: SiteTemplates,
    people: [Person]
  ) {
    guard let record = memory.site, let state = memory.search.flatMap(SearchState.init) else { return nil }
    self.state = state
    do {
      remembered = try RememberedSite(record, options, people: people)
    } catch {
      return nil
    }
    (self.settings, self.templates, index) = (settings, templates, remembered.index)
    site = Site(index, settings, templates, MaterialIndex(remembered.head, [], reviews: []))
  }

  /// Takes an entry whose files changed; false where that is more than an update can do.
  ///
  /// Where ``SiteOptions/needsReadme(_:)`` says so, `readme` is what `README.md` holds.
  public mutating func take(_ entry: Entry, readme: [UInt8]?) -> Bool {
    let sheet = IndexSheet(entry, readme: readme, index.options)
    let id = EntryID(type: entry.type, name: entry.name)
    do {
      guard let record = try remembered.sheet(of: id) else { return false }
      if sheet.isShown { taken.insert(id) }
      if !record.elementsEqual(sheet.record) {
        guard try IndexSheet(record).hasPlace(of: sheet) else { return false }
        sheets[id] = sheet
      }
      guard sheet.isShown, sheet.listing != nil else { return true }
      let download = DownloadRecord.file(entry, updatedAtFallback: index.options.updatedAtFallback)
      let sum = TypeDownloads.Sum(download)
      if try remembered.own(id)?.download.sha256 != sum.sha256 { types.insert(entry.type) }
      return true
    } catch {
      return false
    }
  }

  /// Whether files change that tell of more than one entry, so that all of the site's material is needed.
  public var changesShared: Bool { !sheets.isEmpty || !types.isEmpty || hasNewMaterial }
  private var hasNewMaterial = false

  /// Brings the index up to date, once all changed entries are taken; false where an update cannot.
  public mutating func takeIndex() -> Bool {
    guard !sheets.isEmpty else { return true }
    var fresh = SiteIndex(index.options, people: remembered.people)
    do {
      try remembered.forEachSheet { id, record throws(DamagedRecord) in
        if let sheet = sheets[id] { fresh.add(sheet) } else { fresh.add(try IndexSheet(record)) }
      }
    } catch {
      return false
    }
    fresh.finish()
    // Who has a page is told on the pages of entries far and near.
    guard fresh.people.map(\.person.login) == index.people.map(\.person.login) else { return false }
    index = fresh
    return true
  }

  /// Takes what there is to tell besides the entries, or goes on with what is remembered of it; false where an
  /// update cannot.
  public mutating func takeMaterial(_ material: SiteMaterial?) -> Bool {
    var wanted = taken
    for place in index.placesDiffering(from: remembered.index) { wanted.insert(index.id(at: place)) }
    let told: MaterialIndex
    do {
      if let material {
        hasNewMaterial = true
        told = MaterialIndex(material, index)
        guard told.head == remembered.head else { return false }
        try remembered.forEachOwn { id, row throws(DamagedRecord) in
          let history = OwnFiles.history(of: id.type, id.name, in: told)
          if try !OwnFiles(row).history.elementsEqual(history) { wanted.insert(id) }
        }
      } else {
        var changes: [EntryChange] = []
        var reviews: [String] = []
        for id in wanted {
          guard let more = try remembered.own(id)?.changes() else { return false }
          changes += more.changes
          reviews += more.reviews
        }
        told = MaterialIndex(remembered.head, changes, reviews: reviews)
      }
    } catch {
      return false
    }
    site = Site(index, settings, templates, told)
    search = SearchUpdate(state, BrowseData(index, site.languages))
    guard search != nil else { return false }
    entries = wanted.sorted().map { ($0.type, $0.name) }
    return true
  }

  /// Writes one of ``entries``.
  public mutating func write<Sink: PageSink & ~Copyable>(
    _ entry: Entry, _ files: EntryFiles, to sink: inout Sink
  ) throws(Sink.Failure) {
    let id = EntryID(type: entry.type, name: entry.name)
    let page = try site.writeOwnFiles(of: entry, files, to: &sink)
    own[id] = OwnFiles(page, in: site)
    guard let place = page.place else { return }
    if types.contains(id.type) { downloads[id] = page.download }
    terms.take(entry, page.facts, readmes: page.readmes.map(\.words))
    search?.replace(terms, isDeprecated: page.stage == .deprecated, of: place)
  }

  /// Writes what changes besides the entries' own files, and gives back what is to be remembered now; nothing where it
  /// turned out that what was remembered is damaged, and the site must be built.
  public mutating func finish<Sink: PageSink & ~Copyable>(
    to sink: inout Sink
  ) throws(Sink.Failure) -> SiteMemory? {
    guard let change = search?.finish() else { return nil }
    for file in change.files { try sink.write(file.bytes, to: file.path) }
    for path in change.gone { try sink.remove(path) }
    site.downloads.sums = remembered.sums
    for type in types.sorted() { try writeDownload(of: type, to: &sink) }
    if changesShared { try site.writeShared(BrowseData(index, site.languages), to: &sink) }
    let record = try record(removingFrom: &sink)
    return SiteMemory(site: record, search: change.state == state ? nil : change.state.bytes)
  }

  /// The folders that hold the entries' own files: in them only that changes which is written or removed here.
  public var ownFolders: [String] { site.ownFolders }

  /// Writes the download of a type, out of those of its entries.
  private mutating func writeDownload<Sink: PageSink & ~Copyable>(
    of type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    // In the order in which a build writes entries; lists have them in another.
    let names = index.names(of: type).sorted(by: isOrderedByBytes)
    for name in names {
      if let file = downloads[EntryID(type: type, name: name)] {
        try site.downloads.append(file, of: type, to: &sink)
      } else if let file = try sink.read(SitePaths.download(of: type, name: name)) {
        try site.downloads.append(file, of: type, to: &sink)
      }
    }
    try site.downloads.finish(type, to: &sink)
  }

  /// The record of the site as it is now; pictures that it had are removed.
  private func record<Sink: PageSink & ~Copyable>(
    removingFrom sink: inout Sink
  ) throws(Sink.Failure) -> [UInt8]? {
    var rows = RecordWriter()
    var gone: [String] = []
    var isSame = sheets.isEmpty
    do {
      try remembered.forEachOwn { id, row throws(DamagedRecord) in
        guard let now = own[id] else { return rows.add(row) }
        let assets = Set(now.assets)
        let folder = SitePaths.folder(ofModel: id.name)
        gone += try OwnFiles(row).assets.filter { !assets.contains($0) }.map { folder + $0 }
        let record = now.record
        isSame = isSame && record.elementsEqual(row)
        rows.add(record)
      }
    } catch {
      // It was read before the first file was written.
      return nil
    }
    for path in gone { try sink.remove(path) }
    return isSame ? nil : RememberedSite.record(of: site, own: rows, site.downloads.sums)
  }
}

extension IndexSheet {
  /// Whether two sheets of an entry have the same place among all, so that nothing comes or goes with the new one.
  fileprivate func hasPlace(of other: IndexSheet) -> Bool {
    isShown == other.isShown && (listing == nil) == (other.listing == nil) && aliases == other.aliases
  }
}

extension SiteIndex {
  /// The names of the listed entries of a type.
  fileprivate func names(of type: ModelType) -> [String] {
    range(of: type).map { text(listed[$0].name).string }
  }

  /// The entry at a place in the lists.
  func id(at place: Int) -> EntryID {
    EntryID(type: listed[place].type, name: text(listed[place].name).string)
  }

  /// The places whose entries' own pages tell other things of the rest than an index of the same entries does.
  func placesDiffering(from other: SiteIndex) -> Set<Int> {
    var places: Set<Int> = []
    for place in listed.indices where !isTold(at: place, as: other) {
      let nearby = max(0, place - Self.mostRelated)...min(listed.count - 1, place + Self.mostRelated)
      places.formUnion(nearby.filter { related(to: $0, most: Self.mostRelated).contains(place) })
      places.formUnion(
        nearby.filter { other.related(to: $0, most: Self.mostRelated).contains(place) })
    }
    for value in facets.differing(from: other.facets) {
      places.formUnion(facets.entries(of: value).map(Int.init))
    }
    return places
  }

  /// Whether pages of other entries say the same of the entry at a place as by another index.
  private func isTold(at place: Int, as other: SiteIndex) -> Bool {
    let (own, theirs) = (listed[place], other.listed[place])
    return own.isDeprecated == theirs.isDeprecated && text(own.sizes) == other.text(theirs.sizes)
  }
}

extension FacetTable {
  /// The numbers of the values that pages of entries show in another way than by another table.
  fileprivate func differing(from other: FacetTable) -> [Int] {
    var known: [ValueKey: FacetValue] = [:]
    for value in other.values { known[ValueKey(facet: value.facet, key: value.key)] = value }
    return values.indices.filter { number in
      let value = values[number]
      guard let old = known[ValueKey(facet: value.facet, key: value.key)] else { return true }
      return old.label != value.label || old.slug != value.slug || old.rank != value.rank
    }
  }
}
