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
        let outcome = built.outcome
        return .init(
          written: outcome.written, unchanged: known.files(after: outcome) - outcome.written,
          removed: outcome.removed)
      case .impossible: break
      }
    default: break
    }
    guard let built = try run(into: out, atomic: atomic) else { return nil }
    memory?.keep(built, console)
    return built.outcome
  }

  /// Brings a site up to date for what changed in the catalog, as far as only entries that are there changed.
  func update(_ known: BuildMemory.KnownSite, in out: String) throws -> Updated {
    guard let changed = entries(known.changes, try reader.settings().0.layout) else { return .impossible }
    var session = try ValidationSession(
      reader, ValidationOptions(today: options.today), changed: changed.map { $0.path + "/model.yaml" })
    let settings = session.context.settings
    let templates = try SiteTemplatesFolder.compile(templates)
    guard changed.allSatisfy(session.folders.contains),
      var update = SiteUpdate(
        of: known.memory, options(settings), settings.registry, templates, people: session.context.people)
    else { return .impossible }
    var errors = session.openingFindings
    for folder in session.folders {
      let (entry, findings) = try session.check(folder)
      errors += findings.filter { $0.severity == .error }
      guard let entry else { continue }
      guard update.take(entry, readme: try readmeForLists(of: entry)) else { return .impossible }
    }
    errors += try session.finish().findings
    guard !errors.contains(where: { $0.severity == .error }) else {
      refuse(errors)
      return .refused
    }
    guard update.takeIndex() else { return .impossible }
    let needsMaterial = update.changesShared || !known.hasSameHistory
    let material = needsMaterial ? try sources.material(for: update.index, settings) : nil
    guard update.takeMaterial(material) else { return .impossible }
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
      try update.write(entry, files(of: entry), to: &output)
    }
    // Until now, nothing has taken its place.
    guard let memory = try update.finish(to: &output) else { return .impossible }
    console.report(update.problems)
    let folders = update.ownFolders
    let outcome =
      update.changesShared ? try output.finish(keeping: Set(folders)) : try output.finishChanges()
    return .done(BuiltSite(outcome: outcome, memory: memory, ownFolders: folders), touched: output.touched)
  }

  /// The entries that paths below the catalog lie in; nothing where one lies elsewhere.
  private func entries(_ paths: [String], _ layout: CatalogLayout) -> [EntryFolder]? {
    let depth = layout == .flat ? 3 : 4
    var folders: Set<EntryFolder> = []
    for path in paths {
      let isFolder = path.split(separator: "/").count == depth
      guard let (folder, _) = EntryFolder.holding(isFolder ? path + "/model.yaml" : path, layout) else {
        return nil
      }
      folders.insert(folder)
    }
    return folders.sorted { ($0.type, $0.name) < ($1.type, $1.name) }
  }
}
