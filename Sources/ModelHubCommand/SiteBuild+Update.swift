import Catalog
import Diagnostics
import FileTrees
import Site
import Timeline
import Validation

extension SiteBuild {
  /// How an update ended.
  enum Updated {
    /// The site is what a build would make it; of the paths, stamps changed.
    case done(BuiltSite, touched: Set<String>)
    /// Findings stand in the way, and have been shown.
    case refused
    /// It takes a build; nothing was written.
    case impossible
  }

  /// Does what there is to do in a folder; nothing where findings stand in the way, which have been shown then.
  ///
  /// With `atomic` the folder changes to the new site in one step.
  func run(
    into out: String, atomic: Bool = false, _ memory: inout BuildMemory?
  ) throws -> OutputFolder.Outcome? {
    switch try memory?.look() {
    case .nothing(let outcome):
      try StagedFolder.clear(beside: out)
      return outcome
    case .changes(let known) where !atomic:
      switch try update(known, in: out) {
      case .refused: return nil
      case .done(let built, let touched):
        memory?.keep(built, touching: touched, of: known, console)
        return known.outcome(built.outcome)
      case .impossible: break
      }
    default: break
    }
    let files = memory?.files
    guard let built = try run(into: out, atomic: atomic, remember: { files?.append($1, to: $0) }) else {
      return nil
    }
    memory?.keep(built, files, console)
    return built.outcome
  }

  /// Brings a site up to date for what changed in the catalog, as far as only entries changed.
  func update(_ known: BuildMemory.KnownSite, in out: String) throws -> Updated {
    let settings = try reader.settings().0
    // The site was built with them.
    let templates = try SiteTemplatesFolder.compile(templates, areChecked: true)
    guard
      var update = SiteUpdate(
        of: known.memory, options(settings), settings.registry, templates, people: try reader.people().0),
      let changed = try ChangedEntries(known.changes, of: update, reader, settings.layout)
    else { return .impossible }
    var session = try ValidationSession(
      reader, ValidationOptions(today: options.today), changed: changed.all.map { $0.path + "/model.yaml" })
    var errors = session.openingFindings
    for folder in session.folders {
      let (entry, findings) = try session.check(folder)
      errors += findings.filter { $0.severity == .error }
      guard let entry else { continue }
      let readme = try reader.readmeForLists(of: entry, options)
      guard update.take(entry, readme: readme) else { return .impossible }
    }
    errors += try session.finish().findings
    guard !errors.contains(where: { $0.severity == .error }) else {
      refuse(errors)
      return .refused
    }
    for folder in changed.gone { update.drop(folder.type, folder.name) }
    guard update.takeIndex() else { return .impossible }
    let material =
      update.extent == .all || !known.hasSameHistory
      ? try sources.changing(for: update.index, settings, continuing: update.timeline) : nil
    guard update.takeMaterial(material, hasSamePast: known.hasSameHistory) else { return .impossible }
    return try write(&update, into: out, settings.layout)
  }

  private func write(
    _ update: inout SiteUpdate, into out: String, _ layout: CatalogLayout
  ) throws -> Updated {
    var output = try OutputFolder(StagedFolder(out, always: false).path)
    for (done, id) in update.entries.enumerated() {
      console.progress("rendering", done + 1, of: update.entries.count)
      let folder = EntryFolder(type: id.type, name: id.name, layout: layout)
      guard let entry = try reader.entry(folder).0 else { continue }
      try update.write(entry, reader.files(of: entry), to: &output)
    }
    // Until now, nothing has taken its place.
    guard let memory = try update.finish(to: &output) else { return .impossible }
    console.report(update.problems)
    let folders = update.ownFolders
    let outcome =
      switch update.extent {
      case .entries: try output.finish(only: [])
      case .past: try output.finish(only: update.pastFolders)
      case .all where update.leavesAllNames: try output.finish(only: [])
      case .all: try output.finish(keeping: update.keptPaths)
      }
    return .done(BuiltSite(outcome: outcome, memory: memory, ownFolders: folders), touched: output.touched)
  }
}

/// The entries that changes of files are about.
private struct ChangedEntries {
  /// Those that are there.
  private(set) var there: Set<EntryFolder> = []
  /// Those that are not there any more.
  private(set) var gone: Set<EntryFolder> = []

  var all: [EntryFolder] { there.union(gone).sorted() }

  /// Takes paths below the catalog's root, of files that differ and of folders in which names came or went; nothing
  /// where one is about more than entries.
  init?(
    _ paths: [String], of site: SiteUpdate, _ reader: CatalogReader, _ layout: CatalogLayout
  ) throws(FileTreeError) {
    let depth = layout == .flat ? 3 : 4
    for path in paths {
      let parts = path.split(separator: "/")
      if parts.count >= depth {
        let file = parts.count == depth ? path + "/model.yaml" : path
        guard let (folder, _) = EntryFolder.holding(file, layout) else { return nil }
        if try reader.tree.entries(in: folder.path).isEmpty {
          gone.insert(folder)
        } else {
          there.insert(folder)
        }
      } else {
        guard parts.first == "models", parts.count == depth - 1,
          let type = ModelType(rawValue: String(parts[1]))
        else { return nil }
        try compareNames(in: path, type, site, reader, layout)
      }
    }
  }

  /// Compares the names in a folder of entries with those that the site was made of.
  private mutating func compareNames(
    in path: String, _ type: ModelType, _ site: SiteUpdate, _ reader: CatalogReader, _ layout: CatalogLayout
  ) throws(FileTreeError) {
    func folder(_ name: String) -> EntryFolder { EntryFolder(type: type, name: name, layout: layout) }
    let known = site.names(of: type).filter { folder($0).path.hasPrefix(path + "/") }
    let names = try reader.tree.entries(in: path).filter { $0.kind == .folder }.map(\.name)
    for name in names where ModelName.isValid(name) && !known.contains(name) { there.insert(folder(name)) }
    for name in known.subtracting(names) { gone.insert(folder(name)) }
  }
}
