import Catalog
import DiagnosticReports
import Diagnostics
public import FileTrees
public import Site
import SourceText
import Validation

extension OutputFolder: PageSink {}

/// One build: every entry is checked and counted in a first walk, and rendered in a second.
struct SiteBuild {
  private let reader: CatalogReader
  private let templates: SiteTemplates
  private let options: SiteOptions
  private let console: Console
  private let sources: MaterialSource

  init(
    _ location: CatalogLocation, ref: String? = nil, _ templates: SiteTemplates, _ options: SiteOptions,
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
  /// With `atomic` the folder changes to the new site in one step.
  func run(into out: String, atomic: Bool = false) throws -> OutputFolder.Outcome? {
    guard let (catalog, index, hidden) = try check() else { return nil }
    let material = try sources.material(for: index, hidden: hidden, catalog.settings)
    let staged = try StagedFolder(out, always: atomic)
    var output = try OutputFolder(staged.path, isUnseen: staged.isUnseen)
    var site = Site(index, catalog.settings.registry, templates, material)
    for (done, summary) in catalog.entries.enumerated() {
      console.progress("rendering", done + 1, of: catalog.entries.count)
      guard let entry = try catalog.entry(summary), index.shows(entry) else { continue }
      try site.write(entry, files(of: entry), to: &output)
    }
    try site.finish(to: &output)
    console.report(site.problems)
    let outcome = try output.finish()
    try staged.settle()
    return outcome
  }

  /// Checks and indexes all entries; with the index come the names of those that its readers may not see.
  private func check() throws -> (ValidatedCatalog, SiteIndex, hidden: Set<String>)? {
    var session = try ValidationSession(reader, ValidationOptions(today: options.today))
    if let group = options.audience { try requireGroup(group, session.context.settings) }
    var options = options
    options.sourceFolder = "\(session.context.settings.policy.branch)/catalog/"
    var index = SiteIndex(options, people: session.context.people)
    var errors = session.openingFindings
    var hidden: Set<String> = []
    let folders = session.context.names.folders
    for (done, folder) in folders.enumerated() {
      console.progress("checking", done + 1, of: folders.count)
      let (entry, findings) = try session.check(folder)
      errors += findings.filter { $0.severity == .error }
      if let entry, !index.shows(entry) { hidden.insert(entry.name) }
      if let entry { index.add(entry, readme: index.needsReadme(entry) ? try readme(of: entry) : nil) }
    }
    let (catalog, findings) = try session.finish()
    guard let catalog else {
      console.report((errors + findings).filter { $0.severity == .error })
      console.fail("The catalog has errors, so nothing was built. `modelhub validate` shows every finding.")
      return nil
    }
    index.finish()
    return (catalog, index, hidden)
  }

  private func requireGroup(_ group: String, _ settings: HubSettings) throws {
    let groups = settings.audiences.map(\.name.value)
    guard !groups.contains(group) else { return }
    let meant = Spelling.nearest(to: group, among: groups).map { " Did you mean ‘\($0)’?" } ?? ""
    throw CommandError("hub.yaml has no audience ‘\(group)’.\(meant)")
  }

  private func readme(of entry: Entry) throws -> [UInt8]? {
    try entry.readmes.first.flatMap { try reader.tree.read("\(entry.folder.path)/\($0)") }
  }

  private func files(of entry: Entry) throws -> EntryFiles {
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
