import Catalog
import FileTrees
import GitStore
import Review
import Site
import Timeline

/// Gathers the reviews that a site's readers may see, from the references of a repository; nothing is fetched.
final class ReviewSource {
  /// More reviews than this nobody looks through; those that changed last are kept.
  private static let most = 300

  private let registry: Registry
  private let repository: Repository
  private let folder: String
  private let layout: CatalogLayout
  private let sight: ReviewSight

  /// Looks at the reviews of a repository.
  init(_ repository: borrowing Repository, folder: String, _ settings: HubSettings, _ sight: ReviewSight)
    throws
  {
    let branch = settings.policy.branch
    let home = try Self.home(in: repository, branch)
    registry = Registry(repository.shared(), folder: folder, branch: branch, home: home)
    self.repository = repository.shared()
    (self.folder, self.sight, layout) = (folder, sight, settings.layout)
  }

  /// Reviews live where commands look for them: at `origin`, as far as its copies are here, or else here.
  private static func home(in repository: borrowing Repository, _ branch: String) throws -> ReviewHome {
    let copy = try repository.reference("refs/remotes/origin/\(branch)")
    let logs = try repository.references(under: "refs/modelhub/remotes/origin/reviews/")
    return copy != nil && !logs.isEmpty ? .remote("origin") : .here
  }

  func reviews() throws -> [SiteReview] {
    if try registry.loggedReviews().isEmpty { return [] }
    var reviews: [SiteReview] = []
    for item in try registry.inbox(.all) where item.distrust == nil && item.state.phase != .draft {
      guard reviews.count < Self.most else { break }
      if let review = try review(item.state.id) { reviews.append(review) }
    }
    return reviews
  }

  private func review(_ id: ReviewID) throws -> SiteReview? {
    guard let page = try page(of: id) else { return nil }
    let state = page.state
    if sight.isSecret(id.description) || !state.subjects.allSatisfy({ isVisible($0) }) { return nil }
    guard let subjects = try subjects(of: page) else { return nil }
    let votes = state.votes.map { remark($0) }
    let threads = state.threads.map { thread($0) }
    return SiteReview(
      id: id.description, title: sight.public(state.text.title), text: sight.public(state.text.body),
      state: state.phase.rawValue, isOpen: state.phase.isOpen, submitter: state.submitter,
      submittedAt: Int(state.submittedAt), changedAt: Int(state.changedAt), waits: Self.waits(page),
      checks: Self.checks(state), votes: votes,
      threads: threads, subjects: subjects)
  }

  /// A review's page; nothing where its log cannot be believed.
  private func page(of id: ReviewID) throws -> ReviewPage? {
    do {
      return try registry.page(of: id)
    } catch {
      if error.code == .refused { return nil }
      throw error
    }
  }

  /// Whether readers may know that a review touches this.
  private func isVisible(_ subject: Subject) -> Bool {
    switch subject {
    case .entry(_, let name): !sight.isSecret(name)
    case .person(let login): sight.showsPerson(login)
    case .upstreamLock, .file: true
    }
  }

  private static func checks(_ state: ReviewState) -> SiteReview.Checks? {
    guard let findings = state.proposal?.findings else { return nil }
    return SiteReview.Checks(errors: findings.errors, warnings: findings.warnings)
  }

  private static func waits(_ page: ReviewPage) -> [String] {
    switch page.state.phase {
    case .changesRequested: ["an answer from who submitted it"]
    case .submitted, .approved: page.waits.map(\.what)
    default: []
    }
  }

  private func remark(_ vote: Vote) -> SiteReview.Remark {
    let deed =
      switch vote.kind {
      case .approval: "approved"
      case .changes: "asked"
      case .override: "overrode"
      }
    return SiteReview.Remark(
      login: vote.login, seconds: Int(vote.time), deed: deed, text: sight.public(vote.text.text))
  }

  private func thread(_ thread: CommentThread) -> SiteReview.Thread {
    let place = thread.anchor.map { anchor in
      switch anchor.place {
      case .line(let line): "\(anchor.path), line \(line)"
      case .field(let field): "\(anchor.path), \(field)"
      case nil: anchor.path
      }
    }
    return SiteReview.Thread(
      place: place.map(sight.public),
      remarks: thread.remarks.enumerated().map { number, remark in
        SiteReview.Remark(
          login: remark.login, seconds: Int(remark.time), deed: number == 0 ? "commented" : "answered",
          text: sight.public(remark.text.text))
      }, settledBy: thread.resolvedBy)
  }
}

// MARK: - What a review changes

extension ReviewSource {
  /// What a review changes, by entry and file; nothing where readers may not see all of it.
  private func subjects(of page: ReviewPage) throws -> [SiteReview.Subject]? {
    let files = try changedFiles(of: page)
    var subjects: [SiteReview.Subject] = []
    var entries: [(folder: EntryFolder, files: [(name: String, file: ChangedFile)])] = []
    let prefix = folder.isEmpty ? "" : folder + "/"
    for file in files {
      guard file.path.hasPrefix(prefix) else { continue }
      let path = String(file.path.dropFirst(prefix.count))
      if let (entry, name) = EntryFolder.holding(path, layout) {
        if entries.last?.folder != entry { entries.append((entry, [])) }
        entries[entries.count - 1].files.append((name, file))
      } else {
        if path.hasPrefix("people/"), !sight.showsPerson(String(path.dropFirst(7).prefix { $0 != "." })) {
          return nil
        }
        subjects.append(.init(name: path, kind: file.kind, entry: nil, fields: []))
      }
    }
    for (entry, files) in entries {
      guard let subject = try subject(entry, files) else { return nil }
      subjects.append(subject)
    }
    return subjects.sorted { $0.name < $1.name }
  }

  /// The files that a review changes, or that its merge changed on the published branch.
  private func changedFiles(of page: ReviewPage) throws -> [ChangedFile] {
    var (before, after): (ObjectID?, ObjectID?)
    if let merge = page.state.publication {
      (before, after) = (try repository.commit(merge).parents.first, merge)
    } else if let head = page.head {
      (before, after) = (try repository.mergeBases(registry.main(), head).min(), head)
    }
    guard let before, let after else { return [] }
    var differences = repository.diff(
      try repository.commit(before).tree, try repository.commit(after).tree, limit: 10_000)
    var files: [ChangedFile] = []
    while let change = try differences.next() {
      files.append(.init(path: "\(change.path)", old: change.old?.id, new: change.new?.id))
    }
    return files
  }

  private func subject(
    _ folder: EntryFolder, _ files: [(name: String, file: ChangedFile)]
  ) throws -> SiteReview.Subject? {
    guard !sight.isSecret(folder.name) else { return nil }
    var (old, new): (Entry?, Entry?)
    var fields: [EntryChange.Field] = []
    var kind = EntryChange.Kind.changed
    for (name, file) in files {
      guard name == "model.yaml" || name == "model.json" else {
        fields.append(.init(path: name, kind: file.kind.rawValue))
        continue
      }
      if let id = file.old {
        guard let entry = try entry(id, name, folder), sight.lists(entry) else { return nil }
        old = entry
      }
      if let id = file.new {
        guard let entry = try entry(id, name, folder), sight.lists(entry) else { return nil }
        new = entry
      }
      kind = old == nil ? .added : new == nil ? .removed : .changed
    }
    // Of an entry whose model file stays, the catalog of today has to vouch.
    guard old != nil || new != nil || sight.knows(folder.name) else { return nil }
    if let old, let new {
      fields = EntryChange.Field.differences(from: old, to: new, knows: sight.knows) + fields
    }
    return SiteReview.Subject(
      name: folder.id, kind: kind, entry: folder.name,
      fields: kind == .changed ? Array(fields.prefix(200)) : [])
  }

  private func entry(_ id: ObjectID, _ name: String, _ folder: EntryFolder) throws -> Entry? {
    do {
      return EntryVersion.read(try repository.blob(id, limit: 4 << 20), named: name, in: folder)
    } catch {
      if error.code == .tooLarge || error.code == .notFound { return nil }
      throw error
    }
  }
}

/// A file that a review changes.
private struct ChangedFile {
  let path: String
  let old: ObjectID?
  let new: ObjectID?

  var kind: EntryChange.Kind { old == nil ? .added : new == nil ? .removed : .changed }
}

/// What the readers of a site may know of a review.
struct ReviewSight {
  /// The names of the entries that they may not see.
  let hidden: Set<String>
  /// The logins of people whom the catalog knows and the site has no page of.
  let hiddenPeople: Set<String>
  /// Whether there is an entry of a name that they may see.
  let knows: (String) -> Bool
  /// Whether lists would have a version of an entry.
  let lists: (Entry) -> Bool

  func showsPerson(_ login: String) -> Bool { !hiddenPeople.contains(login) }

  /// Whether a text names what readers may not see.
  func isSecret(_ text: String) -> Bool {
    if hidden.isEmpty, hiddenPeople.isEmpty { return false }
    let folded = text.lowercased()
    return (hidden.union(hiddenPeople)).contains { folded.contains($0.lowercased()) }
  }

  /// A text as readers may see it.
  func `public`(_ text: String) -> String { isSecret(text) ? "" : text }
}
