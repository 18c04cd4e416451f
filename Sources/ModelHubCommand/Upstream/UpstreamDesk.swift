import Catalog
import ChildProcesses
import Diagnostics
import FileTrees
import GitStore
import Upstream
import Validation

/// A catalog and upstream, as the commands about upstream put them side by side.
struct UpstreamDesk {
  let location: CatalogLocation
  let catalog: CatalogReader
  let settings: HubSettings
  let source: UpstreamSource
  let lock: UpstreamLock?
  /// Entries that were removed since the lock was last written.
  let removed: Set<String>
  /// What there is to say about the lock.
  let findings: [Diagnostic]
  private let history: CatalogHistory?

  /// Opens both sides; `published` takes the catalog as its published branch has it, where there is one.
  init(_ global: GlobalOptions, _ options: UpstreamOptions, published: Bool, _ console: Console) throws {
    location = try CatalogLocation.find(global.catalog, ref: options.ref)
    let onDisk = try location.reader(ref: options.ref)
    let (standing, _) = try onDisk.settings()
    let history = try CatalogHistory(location, options.ref ?? (published ? standing.policy.branch : nil))
    self.history = history
    let reader = try published && options.ref == nil && history != nil
      ? location.reader(ref: history?.tip) : onDisk
    catalog = reader
    settings = try reader.settings().0
    let (document, faults) = try reader.document(UpstreamLock.path)
    let (lock, more) = UpstreamLock.decode(document)
    self.lock = lock
    findings = faults + more
    source = try UpstreamSource.open(options, reader, settings, lock, console)
    if let earlier = history?.reconciled {
      removed = try UpstreamComparison.removed(
        from: location.reader(ref: earlier), to: reader, settings.layout)
    } else {
      removed = []
    }
  }

  var comparison: UpstreamComparison {
    UpstreamComparison(
      catalog, settings.layout, upstream: source.tree, base: source.base, removed: removed)
  }

  /// The ids of names given as `qwen3` or `llm/qwen3`; nil for all.
  func ids(_ names: [String]) throws -> Set<String>? {
    if names.isEmpty { return nil }
    let (folders, _) = try catalog.index(settings.layout)
    var ids: Set<String> = []
    for name in names {
      if name.contains("/") {
        ids.insert(name)
        continue
      }
      let found = folders.filter { $0.name == name }.map(\.id) + removed.filter { $0.hasSuffix("/\(name)") }
      guard !found.isEmpty else {
        throw CommandError("The catalog has no entry ‘\(name)’. Of another model say the type too: llm/\(name).")
      }
      ids.formUnion(found)
    }
    return ids
  }

  /// What a plan takes into account.
  func planOptions(_ names: [String]) throws -> PlanOptions {
    let target = PlanTarget(
      repository: settings.upstream.repository, branch: settings.upstream.branch, commit: source.commit,
      layout: source.tree.layout)
    var options = PlanOptions(target: target, settings: settings.upstream, day: Today.date)
    options.only = try ids(names)
    let invalid = try self.invalid(options.only)
    options.isValid = { !invalid.contains($0.id) }
    let (history, layout, base) = (self.history, settings.layout, settings.registry.baseURL)
    options.approvedAt = { _ in history?.time }
    options.credit = { type, name in
      var credit = history?.credit(layout.path(type: type, name: name)) ?? Credit()
      credit.page = base.map { "\($0)models/detail/\(name)/" }
      return credit
    }
    return options
  }

  /// The entries with errors.
  private func invalid(_ only: Set<String>?) throws -> Set<String> {
    var session = try ValidationSession(catalog, ValidationOptions(today: Today.date))
    var invalid: Set<String> = []
    for folder in session.folders where only?.contains(folder.id) ?? true {
      let findings = try session.check(folder).findings
      if findings.contains(where: { $0.severity == .error }) { invalid.insert(folder.id) }
    }
    return invalid
  }
}

/// What git knows of the catalog's changes.
struct CatalogHistory {
  /// The commit that the catalog is taken from.
  let tip: String
  /// When it was made, in seconds since 1970.
  let time: Int
  /// The commit that last wrote the lock.
  let reconciled: String?
  private let workFolder: String
  private let folder: String

  /// Nil where the catalog is in no repository, or the repository has no commit yet.
  init?(_ location: CatalogLocation, _ ref: String?) throws {
    guard let repository = try Self.repository(around: location) else { return nil }
    folder = try location.folder(in: repository)
    workFolder = repository.workTree ?? repository.gitFolder
    // In a checkout of a pull request there is no branch of that name.
    guard let tip = try Self.first(of: [ref, "HEAD"].compactMap(\.self), in: repository) else { return nil }
    self.tip = tip.hex
    time = Int(try repository.commit(tip).committer.seconds)
    reconciled = Self.last(folder.appendingPath(UpstreamLock.path), tip.hex, "%H", in: workFolder)
  }

  private static func repository(around location: CatalogLocation) throws(GitStoreError) -> Repository? {
    do throws(GitStoreError) {
      return try Repository.discover(from: FolderTree(location.path).exists ? location.path : ".")
    } catch {
      guard error.code == .notARepository else { throw error }
      return nil
    }
  }

  private static func first(
    of names: [String], in repository: borrowing Repository
  ) throws(GitStoreError) -> ObjectID? {
    for name in names {
      do throws(GitStoreError) { return try repository.resolve(name).commit } catch {
        guard error.code == .notFound || error.code == .unbornBranch else { throw error }
      }
    }
    return nil
  }

  /// Who submitted and approved the last change of an entry, by the merge that published it.
  func credit(_ path: String) -> Credit {
    let full = folder.appendingPath(path)
    guard let text = Self.last(full, tip, "%H%n%B", in: workFolder) else { return Credit() }
    let lines = text.split(separator: "\n")
    func values(_ key: String) -> [String] {
      lines.filter { $0.hasPrefix("\(key): ") }.map { String($0.dropFirst(key.count + 2)) }
    }
    var credit = Credit(approvers: values("Approved-by"), review: values("Review-Id").first)
    let submitted = credit.review == nil ? lines.first.map(String.init) : values("Review-Head").first
    credit.submitter = submitted.flatMap { Self.git(["show", "-s", "--format=%an", $0], in: workFolder) }
    return credit
  }

  private static func last(_ path: String, _ tip: String, _ format: String, in folder: String) -> String? {
    git(["log", "-1", "--first-parent", "-m", "--format=\(format)", tip, "--", ":(top)\(path)"], in: folder)
  }

  private static func git(_ arguments: [String], in folder: String) -> String? {
    guard let done = try? Command("git", arguments, folder: folder).run(), done.status.isSuccess else { return nil }
    let text = String(done.outputText.reversed().drop { $0.isNewline }.reversed())
    return text.isEmpty ? nil : text
  }
}
