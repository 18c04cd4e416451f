import Catalog
import DiagnosticReports
import Diagnostics
public import FileTrees
import Jobs
public import Site
import SourceText
import Timeline
import Validation

extension OutputFolder: PageSink {}

/// A site that was built.
struct BuiltSite {
  let outcome: OutputFolder.Outcome
  /// What the site remembers now, as far as that has not been written yet.
  var memory = SiteMemory()
  /// Folders of files that are each an entry's own.
  let ownFolders: [String]
}

/// One build: every entry is checked and counted in a first walk, and rendered in a second.
struct SiteBuild {
  let reader: CatalogReader
  let templates: [String: SourceText]
  let options: SiteOptions
  let console: Console
  /// The catalog's folder as links into the registry's repository name it.
  private let catalogFolder: String
  let sources: MaterialSource
  /// How many entries are rendered at the same time.
  var jobs = 1
  /// The part of the site that is built.
  var part = SitePart.whole

  init(
    _ location: CatalogLocation, ref: String? = nil, _ templates: [String: SourceText],
    _ options: SiteOptions,
    _ console: Console
  ) throws {
    reader = try location.reader(ref: ref)
    catalogFolder = location.folderInRepository
    sources = MaterialSource(location: location, ref: ref, reader: reader, console: console)
    self.templates = templates
    self.options = options
    self.console = console
  }

  /// Builds into a folder; nothing where findings stand in the way, which have been shown then.
  ///
  /// With `atomic` the folder changes to the new site in one step. `remember` is given what the site remembers of
  /// itself, piece by piece.
  func run(
    into out: String, atomic: Bool = false, remember: (SiteMemory.Part, [UInt8]) -> Void
  ) throws -> BuiltSite? {
    Heap.giveLongArraysPages()
    let templates = try SiteTemplatesFolder.compile(templates)
    guard let (catalog, index) = try check(remember) else { return nil }
    Heap.trim()
    let material = try sources.material(for: index, catalog.settings)
    let staged = try StagedFolder(out, always: atomic)
    var output = try OutputFolder(staged.path, isUnseen: staged.isUnseen)
    var site = Site(index, catalog.settings.registry, templates, material)
    // Of what was read so far, the index is what stays.
    Heap.trim()
    try render(catalog, &site, to: &output)
    Heap.trim()
    if part.isFirst { try site.finish(to: &output, remember: remember) }
    console.report(site.problems)
    let outcome = try output.finish()
    try staged.settle()
    return BuiltSite(outcome: outcome, ownFolders: site.ownFolders)
  }

  /// Writes what is the entries' own, and what they have in common as far as it is in this part.
  private func render(
    _ catalog: ValidatedCatalog, _ site: inout Site, to output: inout OutputFolder
  ) throws {
    // Before the first page that needs them.
    if part.isFirst { try site.writeAssets(to: &output) }
    let (folders, part) = (catalog.folders, part)
    let alone = EntryRenderer(reader, site, output.part)
    let render = OrderedJobs(count: jobs, prepare: alone.opener) { (renderer: inout EntryRenderer, number) in
      guard part.isFirst || part.has(number) else { return WrittenEntry?.none }
      return try renderer.render(folders[number], hasOwnFiles: part.has(number))
    }
    var done = 0
    try render.run(folders.count, alone: alone) { written in
      done += 1
      console.progress("rendering", done, of: folders.count)
      guard let written else { return }
      output.take(written.files)
      site.note(written.problems)
      if part.isFirst { try site.write(written.share, to: &output) }
    }
  }

  /// Checks and indexes all entries.
  private func check(
    _ remember: (SiteMemory.Part, [UInt8]) -> Void
  ) throws -> (ValidatedCatalog, SiteIndex)? {
    var session = try ValidationSession(reader, ValidationOptions(today: options.today))
    if let group = options.audience { try requireGroup(group, session.context.settings) }
    let options = options(session.context.settings)
    var index = SiteIndex(options, people: session.context.people)
    var errors = session.openingFindings
    let folders = session.folders
    let examine = OrderedJobs(count: jobs, prepare: session.examiners) {
      (examiner: inout EntryExaminer, number) in
      let examined = try examiner.examine(folders[number])
      let sheet = try examined.entry.map { entry in
        IndexSheet(entry, readme: try examiner.reader.readmeForLists(of: entry, options), options)
      }
      return (examined, sheet)
    }
    var done = 0
    try examine.run(folders.count, alone: session.examiner) { examined, sheet in
      done += 1
      console.progress("checking", done, of: folders.count)
      errors += session.take(examined).filter { $0.severity == .error }
      if let sheet { index.add(sheet) }
      remember(.sheets, index.takeSheets())
    }
    let (catalog, findings) = try session.finish()
    guard let catalog else {
      refuse(errors + findings)
      return nil
    }
    index.finish()
    return (catalog, index)
  }

  /// Shows the errors that keep a catalog from being built.
  func refuse(_ findings: [Diagnostic]) {
    console.report(findings.filter { $0.severity == .error })
    console.fail("The catalog has errors, so nothing was built. `modelhub validate` shows every finding.")
  }

  /// The options as the registry's settings complete them.
  func options(_ settings: HubSettings) -> SiteOptions {
    var options = options
    options.sourceFolder = "\(settings.policy.branch)/\(catalogFolder)/"
    return options
  }

  private func requireGroup(_ group: String, _ settings: HubSettings) throws {
    let groups = settings.audiences.map(\.name.value)
    guard !groups.contains(group) else { return }
    let meant = Spelling.nearest(to: group, among: groups).map { " Did you mean ‘\($0)’?" } ?? ""
    throw CommandError("hub.yaml has no audience ‘\(group)’.\(meant)")
  }
}
