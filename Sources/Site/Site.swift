public import Catalog
public import Diagnostics
import Templates
import Timeline

/// A site, ready to be written: entry by entry, then all that is made of the index.
///
/// ```swift
/// var index = SiteIndex(options, people: people)
/// for entry in entries { index.add(IndexSheet(entry, readme: options.needsReadme(entry) ? readme(of: entry) : nil, options)) }
/// index.finish()
/// var site = Site(index, settings, templates)
/// for entry in entries { try site.write(entry, files(of: entry), to: &sink) }
/// try site.finish(to: &sink)
/// ```
///
/// The same entries in the same order give the same bytes. Memory holds the index and one entry.
public struct Site: Sendable {
  /// What the site shows, in short.
  public let index: SiteIndex
  /// How it is built.
  public var options: SiteOptions { index.options }
  /// What went wrong in the templates so far, each fault once.
  public private(set) var problems: [Diagnostic] = []

  let settings: RegistrySettings
  let templates: SiteTemplates
  /// What there is to tell besides the entries.
  let material: MaterialIndex
  /// What ``publicPlaces()`` found.
  private var foundPlaces: [UInt32]?
  /// The languages that the site speaks, the one of its root first.
  let languages: [SiteLanguage]
  /// The language of the pages that are being written.
  private(set) var language: SiteLanguage
  /// What templates are told on every page of each language.
  private let bases: [String: TemplateData]
  /// The current page's data, kept for its memory.
  private var page = TemplateData()
  var downloads = TypeDownloads()
  private var search = SearchIndex()
  /// The terms of the entry that is being written, kept for their memory.
  private var terms = ModelTerms()
  /// What was written of each entry, to be remembered: what the sink has not set aside yet.
  private var own = RecordWriter()
  private static let ownNumber = SearchShares.count
  private static let mostOwn = 64 << 10
  private var hasAssets = false
  /// The pages that are there already, where the site is brought up to date.
  var standing: StandingPages?
  /// The files, and folders of files, that stay as they are.
  private(set) var kept: Set<String> = []

  /// Makes a site of an index whose entries are all added.
  public init(
    _ index: SiteIndex, _ settings: RegistrySettings, _ templates: SiteTemplates,
    _ material: SiteMaterial = SiteMaterial()
  ) {
    self.init(index, settings, templates, MaterialIndex(material, index))
  }

  init(
    _ index: SiteIndex, _ settings: RegistrySettings, _ templates: SiteTemplates, _ material: MaterialIndex
  ) {
    self.index = index
    self.settings = settings
    self.templates = templates
    self.material = material
    let told = self.material
    languages = SiteLanguage.spoken(settings, templates.languages)
    language = languages[0]
    let pairs = languages.enumerated().map { number, language in
      let manifest = BrowseData.manifest(of: number == 0 ? nil : language)
      let head = SiteHead(
        settings, index.options, told, language, manifest: manifest, hasPeople: !index.people.isEmpty)
      return (language.tag, head.data)
    }
    bases = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The folder of the current language's pages: none of the first, `zh-CN/` of another.
  var languageFolder: String { folder(of: language) }

  /// The folders that hold the entries' own files, and nothing else that changes with the catalog as a whole.
  public var ownFolders: [String] {
    ModelType.allCases.flatMap { ["api/models/\($0.rawValue)", "api/v1/models/\($0.rawValue)"] }
      + [SitePaths.data + "search"] + languages.map { folder(of: $0) + "models/detail" }
  }

  func folder(of language: SiteLanguage) -> String {
    language.tag == languages[0].tag ? "" : language.tag + "/"
  }

  /// The places in the timeline of the changes that lists may tell of.
  mutating func publicPlaces() -> [UInt32] {
    if let foundPlaces { return foundPlaces }
    let places = material.publicPlaces(index)
    foundPlaces = places
    return places
  }

  /// Leaves a page of the current language, or a folder of such, as an earlier build made it.
  mutating func keep(page path: String) { kept.insert(languageFolder + path) }

  /// Leaves a file, or a folder of files, as an earlier build made it.
  mutating func keep(_ path: String) { kept.insert(path) }

  /// Writes what is an entry's own: its page, its pictures, its download and its part of its type's.
  ///
  /// Nothing is written of an entry that the site's readers may not see.
  public mutating func write<Sink: PageSink & ~Copyable>(
    _ entry: Entry, _ files: EntryFiles, to sink: inout Sink
  ) throws(Sink.Failure) {
    guard options.shows(entry) else { return }
    try writeAssets(to: &sink)
    try write(try writeOwnFiles(of: entry, files, to: &sink), to: &sink)
  }

  /// An entry's part of what it shares with others.
  mutating func share(of page: ModelPage) -> EntryShare {
    guard page.place != nil else { return EntryShare(page, terms: [], in: self) }
    terms.take(page.entry, page.facts, readmes: page.readmes.map(\.words))
    return EntryShare(page, terms: terms.records(isDeprecated: page.stage == .deprecated), in: self)
  }

  /// Writes an entry's part of what it shares with others.
  public mutating func write<Sink: PageSink & ~Copyable>(
    _ share: EntryShare, to sink: inout Sink
  ) throws(Sink.Failure) {
    own.add(share.own.record)
    if own.bytes.count >= Self.mostOwn { try sink.setAside(own.take(), as: Self.ownNumber) }
    guard let place = share.place else { return }
    try downloads.append(share.download, of: share.type, to: &sink)
    try search.add(share.terms, place: place, to: &sink)
  }

  /// Writes the files that are an entry's alone, and gives back its part of what it shares with others.
  mutating func writeOwnFiles<Sink: FileSink & ~Copyable>(
    of entry: Entry, _ files: EntryFiles, to sink: inout Sink
  ) throws(Sink.Failure) -> EntryShare {
    let page = page(of: entry, files)
    let share = share(of: page)
    if page.stage != .expired {
      try sink.write(page.download, to: SitePaths.download(of: entry.type, name: entry.name))
    }
    let folder = SitePaths.folder(ofModel: entry.name)
    for asset in files.assets { try sink.write(asset.bytes, to: folder + asset.path) }
    try writeModelFile(page, to: &sink)
    try writeFeed(of: page, to: &sink)
    for (number, language) in languages.enumerated() {
      self.language = language
      if number > 0, !entry.assets.isEmpty { page.render(in: self) }
      try write(.model, at: folder + SitePaths.page, to: &sink) { page.fill(&$0, in: $1) }
    }
    language = languages[0]
    return share
  }

  /// What an entry's files are made of, in the first language.
  func page(of entry: Entry, _ files: EntryFiles) -> ModelPage {
    let download = DownloadRecord.file(entry, updatedAtFallback: options.updatedAtFallback)
    let page = ModelPage(entry, files, download: download, in: index)
    page.render(in: self)
    return page
  }

  /// Writes all that is made of the index, and ends the downloads: to be called once, last.
  ///
  /// `remember` is given what the site remembers of itself, piece by piece; all but the sheets, which its index gives
  /// away as they come.
  public mutating func finish<Sink: PageSink & ~Copyable>(
    to sink: inout Sink, remember: (SiteMemory.Part, [UInt8]) -> Void = { _, _ in }
  ) throws(Sink.Failure) {
    try downloads.finish(to: &sink)
    let data = BrowseData(index, languages)
    var searchFiles = SearchFiles(search, data)
    search = SearchIndex()
    try searchFiles.write(to: &sink) { piece throws(Sink.Failure) in remember(.search, piece) }
    try writeShared(data, to: &sink)
    let own = try sink.takeBack(Self.ownNumber) + own.take()
    RememberedSite.write(
      of: self, own: own, downloads.sums, reviews: material.reviews.map(\.id),
      timeline: material.timeline.record[...]
    ) { remember(.site, $0) }
  }

  /// Writes what all entries share: lists, facets, people, and what tells of the whole catalog.
  mutating func writeShared<Sink: PageSink & ~Copyable>(
    _ data: BrowseData, to sink: inout Sink
  ) throws(Sink.Failure) {
    try writeAssets(to: &sink)
    for path in try data.write(to: &sink, over: standing) { keep(path) }
    try writeAPI(downloads.sums, to: &sink)
    try writeFeeds(to: &sink)
    try writeHosting(to: &sink)
    let home = HomePage(index)
    for language in languages {
      self.language = language
      try writeLists(to: &sink)
      try writeFacets(to: &sink)
      try writePeople(to: &sink)
      try writeMovedPages(to: &sink)
      try writeComparePage(to: &sink)
      try writeLifePages(to: &sink)
      try write(.home, at: SitePaths.page, to: &sink) { home.fill(&$0, in: $1) }
    }
    language = languages[0]
    try write(.notFound, at: "404.html", to: &sink) { page, site in
      let root = site.options.rootOfServedSite(site.settings)
      page["root"] = .text(root)
      page["base"] = .text(root)
      site.fillHead(&page, title: site.language("missing.window"), about: site.language("missing.about"))
    }
    try writeSitemap(to: &sink)
    try writeNotesForMachines(to: &sink)
  }

  /// Writes what all entries share and tells of the past and of reviews, and nothing else.
  mutating func writePast<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    try writeAPI(downloads.sums, to: &sink)
    try writeFeeds(to: &sink)
    for language in languages {
      self.language = language
      try writePeople(to: &sink)
      try writeChanges(to: &sink)
      try writeReviews(to: &sink)
    }
    language = languages[0]
  }

  /// Writes what every page needs, before the first of them.
  public mutating func writeAssets<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    guard !hasAssets else { return }
    hasAssets = true
    guard standing == nil else {
      return (templates.assets.map(\.path) + [material.logo?.path].compactMap(\.self)).forEach { keep($0) }
    }
    for asset in templates.assets { try sink.write(asset.bytes, to: asset.path) }
    if let logo = material.logo { try sink.write(logo.bytes, to: logo.path) }
  }

  /// Writes one page, which `fill` gives its data.
  mutating func write<Sink: FileSink & ~Copyable>(
    _ kind: PageKind, at path: String, to sink: inout Sink,
    _ fill: (inout TemplateData, Site) -> Void
  ) throws(Sink.Failure) {
    // Taken out of the site, which `fill` can then be handed as it is instead of a copy.
    var page = TemplateData()
    swap(&page, &self.page)
    page.removeAll()
    let folder = languageFolder
    page["root"] = .text(SitePaths.root(from: folder + path))
    page["base"] = .text(SitePaths.root(from: path))
    fill(&page, self)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64 << 10)
    let base = bases[language.tag] ?? TemplateData()
    let found = templates.render(kind, [language.data, base, page], into: &bytes)
    swap(&page, &self.page)
    if !found.isEmpty { note(found) }
    try sink.write(bytes, to: folder + path)
  }

  /// A fault of a template shows on every page; once is enough.
  public mutating func note(_ found: [Diagnostic]) {
    for problem in found where problems.count < 100 && !problems.contains(problem) {
      problems.append(problem)
    }
  }
}

/// The files beside an entry's model file.
public struct EntryFiles: Sendable {
  /// The READMEs by file name, `README.md` first.
  public let readmes: [(name: String, bytes: [UInt8])]
  /// The files below `assets/`, by path below the entry's folder.
  public let assets: [(path: String, bytes: [UInt8])]

  /// Takes files that were read.
  public init(
    readmes: [(name: String, bytes: [UInt8])] = [], assets: [(path: String, bytes: [UInt8])] = []
  ) {
    self.readmes = readmes
    self.assets = assets
  }
}
