import Catalog
import DiagnosticReports
import Diagnostics
public import FileTrees
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
    var jobs = RenderingJobs(jobs, site)
    for (done, folder) in catalog.folders.enumerated() {
      console.progress("rendering", done + 1, of: catalog.folders.count)
      guard part.isFirst || part.has(done), let entry = try catalog.entry(folder), options.shows(entry)
      else { continue }
      let files = try files(of: entry)
      if jobs.isAlone, part == .whole {
        try site.write(entry, files, to: &output)
      } else {
        let rendered = jobs.add(entry, files, hasOwnFiles: part.has(done))
        for rendered in rendered { try write(rendered, &site, to: &output) }
      }
    }
    for rendered in jobs.finish() { try write(rendered, &site, to: &output) }
    site.note(jobs.problems)
  }

  /// Other parts have the files alone.
  private func write(
    _ rendered: RenderedEntry, _ site: inout Site, to output: inout OutputFolder
  ) throws(FileTreeError) {
    if part.isFirst { try site.write(rendered, to: &output) } else { try rendered.writeFiles(to: &output) }
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
    let folders = session.context.names.folders
    for (done, folder) in folders.enumerated() {
      console.progress("checking", done + 1, of: folders.count)
      let (entry, findings) = try session.check(folder)
      errors += findings.filter { $0.severity == .error }
      if let entry { index.add(IndexSheet(entry, readme: try readmeForLists(of: entry), options)) }
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
    options.sourceFolder = "\(settings.policy.branch)/catalog/"
    return options
  }

  private func requireGroup(_ group: String, _ settings: HubSettings) throws {
    let groups = settings.audiences.map(\.name.value)
    guard !groups.contains(group) else { return }
    let meant = Spelling.nearest(to: group, among: groups).map { " Did you mean ‘\($0)’?" } ?? ""
    throw CommandError("hub.yaml has no audience ‘\(group)’.\(meant)")
  }

  /// The README of an entry, where lists need it.
  func readmeForLists(of entry: Entry) throws -> [UInt8]? {
    guard options.needsReadme(entry) else { return nil }
    return try entry.readmes.first.flatMap { try reader.tree.read("\(entry.folder.path)/\($0)") }
  }

  /// The files beside an entry's model file.
  func files(of entry: Entry) throws -> EntryFiles {
    var readmes: [(name: String, bytes: [UInt8])] = []
    for name in entry.readmes {
      if let bytes = try reader.tree.read("\(entry.folder.path)/\(name)") { readmes.append((name, bytes)) }
    }
    var assets: [(path: String, bytes: [UInt8])] = []
    for path in entry.assets {
      if let bytes = try reader.tree.read("\(entry.folder.path)/\(path)") { assets.append((path, bytes)) }
    }
    return EntryFiles(readmes: readmes, assets: assets)
  }
}
