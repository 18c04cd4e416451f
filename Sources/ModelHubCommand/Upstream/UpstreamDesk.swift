import Catalog
import Diagnostics
import FileTrees
import Upstream
import Validation

/// A catalog and upstream, as the commands about upstream put them side by side.
struct UpstreamDesk {
  let location: CatalogLocation
  let catalog: CatalogReader
  let settings: HubSettings
  let source: UpstreamSource
  let lock: UpstreamLock?
  /// What git knows of the catalog; nil where it is in no repository.
  let history: CatalogHistory?
  /// Entries that were offered once, and are gone.
  let removed: Set<String>
  /// The ids of the entries that are asked about; nil for all.
  let only: Set<String>?
  /// What there is to say about the lock.
  let findings: [Diagnostic]
  private let console: Console

  /// Opens both sides; `published` takes the catalog as its published branch has it, where there is one.
  init(
    _ global: GlobalOptions, _ options: UpstreamOptions, _ names: [String], published: Bool,
    _ console: Console
  ) throws {
    self.console = console
    location = try CatalogLocation.find(global.catalog, ref: options.ref)
    let onDisk = try location.reader(ref: options.ref)
    let history = try CatalogHistory(location, ref: options.ref, onDisk.settings().0)
    self.history = history
    if published, let history {
      catalog = try location.reader(ref: history.tip)
      console.say("The catalog as ‘\(history.name)’ has it, at \(history.tip.prefix(12)).")
    } else {
      catalog = onDisk
    }
    settings = try catalog.settings().0
    let (document, faults) = try catalog.document(UpstreamLock.path)
    let (lock, more) = UpstreamLock.decode(document)
    self.lock = lock
    findings = faults + more
    removed = try history?.removed(catalog, settings) ?? []
    only = try Self.ids(names, catalog.index(settings.layout).0, removed)
    source = try UpstreamSource.open(options, catalog, settings, lock, console)
    if let absence = source.absence { console.say(absence) }
  }

  var comparison: UpstreamComparison {
    var comparison = UpstreamComparison(
      catalog, settings.layout, upstream: source.tree, base: source.base, removed: removed)
    comparison.onModel = { [console] in console.progress("comparing", $0, of: nil) }
    return comparison
  }

  /// The ids of names given as `qwen3` or `llm/qwen3`; nil for all.
  private static func ids(
    _ names: [String], _ folders: [EntryFolder], _ removed: Set<String>
  ) throws -> Set<String>? {
    if names.isEmpty { return nil }
    let known = removed.union(folders.map(\.id))
    var ids: Set<String> = []
    for name in names {
      let found = known.filter { name.contains("/") ? $0 == name : $0.hasSuffix("/\(name)") }
      // What only upstream has is named with its type.
      guard !found.isEmpty || name.contains("/") else {
        let close = Spelling.nearest(to: name, among: folders.map(\.name).sorted())
        let advice = close.map { "Did you mean ‘\($0)’?" } ?? "`modelhub list` shows those there are."
        throw CommandError("The catalog has no entry ‘\(name)’. \(advice)")
      }
      ids.formUnion(found.isEmpty ? [name] : found)
    }
    return ids
  }

  /// What a plan takes into account.
  func planOptions() throws -> PlanOptions {
    let target = PlanTarget(
      repository: settings.upstream.repository, branch: settings.upstream.branch, commit: source.commit,
      layout: source.tree.layout)
    var options = PlanOptions(target: target, settings: settings.upstream, day: Today.date)
    options.only = only
    let (history, layout, base) = (self.history, settings.layout, settings.registry.baseURL)
    let buried = try catalog.tombstones().0
    options.approvedAt = { try history?.change(of: $0.path)?.time }
    options.credit = { type, name in
      var credit = try history?.change(of: layout.path(type: type, name: name))?.credit ?? Credit()
      credit.page = base.map { "\($0)models/detail/\(name)/" }
      credit.reason = buried.last { $0.type?.value == type && $0.name?.value == name }?.reason?.value
      return credit
    }
    let check = EntryCheck(catalog)
    options.isValid = { try check.isValid($0) }
    return options
  }
}

/// Validates entries when they are asked for: most never are, for they are upstream already.
private final class EntryCheck {
  private let catalog: CatalogReader
  private var session: ValidationSession?

  init(_ catalog: CatalogReader) {
    self.catalog = catalog
  }

  func isValid(_ folder: EntryFolder) throws -> Bool {
    if session == nil { session = try ValidationSession(catalog, ValidationOptions(today: Today.date)) }
    return try session?.check(folder).findings.allSatisfy { $0.severity < .error } ?? false
  }
}
