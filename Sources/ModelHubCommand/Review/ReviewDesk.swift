import ArgumentParser
import Catalog
import Diagnostics
import FileTrees
import GitStore
import Glibc
import Review
import Validation

/// Where a review command looks for reviews.
struct ReviewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The remote where reviews live; ‘origin’ where there is one.", valueName: "name"))
  var remote: String?

  @Flag(help: "Work in this repository alone, without a remote.")
  var local = false
}

/// A command about reviews: a rule that refuses is exit code 1, a fault of the world 2.
protocol ReviewingCommand: CatalogCommand {
  var options: ReviewOptions { get }
  /// Does the work at a desk that knows what happened at the remote.
  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome
}

extension ReviewingCommand {
  func perform(_ console: Console) throws -> Outcome {
    do {
      let desk = try ReviewDesk(global, options, console)
      try desk.registry.refresh()
      return try review(at: desk, console)
    } catch let error as ReviewError where error.code == .refused {
      console.flush()
      for (review, dispute) in error.disputes {
        DisputeText(dispute, in: review).lines.forEach(console.print)
      }
      console.flush()
      console.fail(error.description)
      return .findings
    }
  }
}

/// The registry as somebody in a checkout of it works with it.
struct ReviewDesk {
  let registry: Registry
  /// The folder of the catalog below the root of the repository.
  let folder: String
  private let catalog: String
  private let console: Console

  init(_ global: GlobalOptions, _ options: ReviewOptions, _ console: Console) throws {
    let repository = try Repository.discover(from: ".")
    catalog = global.catalog
    folder = try CatalogLocation.folder(of: global.catalog, in: repository)
    self.console = console
    let names = try repository.remoteNames()
    if let asked = options.remote, !names.contains(asked) {
      throw CommandError("There is no remote ‘\(asked)’. `git remote -v` lists those there are.")
    }
    let remote = options.local ? nil : options.remote ?? (names.contains("origin") ? "origin" : nil)
    let branch = try repository.setting("modelhub.branch") ?? "main"
    let access = try RemoteAccess.ofUser(repository, console)
    registry = Registry(
      repository, folder: folder, branch: branch, home: remote.map { .remote($0) } ?? .here, access: access)
  }

  /// Who is at work.
  ///
  /// A newcomer says under which login; everybody else is known by key or address.
  func actor(login: String? = nil) throws -> Actor {
    let authority = try registry.authority(at: registry.main())
    return try registry.actor(
      login: login, under: authority, agentSocket: environmentVariable("SSH_AUTH_SOCK"),
      mayAskUser: isatty(0) == 1
    ) { Int64(Today.seconds) }
  }

  /// The review that a person named: its id, or the name of its entry.
  func id(_ name: String) throws -> ReviewID {
    if name.contains("/") {
      guard let id = ReviewID(name) else { throw CommandError(Self.badName(name)) }
      return id
    }
    let known = Set(try registry.branchedReviews() + registry.loggedReviews())
    if let id = ReviewID(name), known.contains(id) { return id }
    let entries = known.filter { $0.description.hasSuffix("/\(name)") }.sorted()
    if entries.count == 1 { return entries[0] }
    guard entries.isEmpty else {
      throw CommandError(
        "‘\(name)’ could be \(entries.map(\.description).joined(separator: " or ")). Name the type too.")
    }
    let close = Spelling.nearest(to: name, among: known.map(\.description))
    let meant =
      close.map { " Did you mean ‘\($0)’?" } ?? " `modelhub review list` shows those that are open."
    throw CommandError("There is no review ‘\(name)’.\(meant)")
  }

  static func badName(_ name: String) -> String {
    "‘\(name)’ cannot name a review. Use TYPE/NAME, people/LOGIN, or a word such as ‘sync-2026-11’."
  }

  /// The check that a submission has to pass.
  func check(
    _ catalog: any FileTree, _ changed: [String], _ published: any FileTree
  ) throws -> [Diagnostic] {
    // What it leaves alone was in order when it was published.
    var session = try ValidationSession(
      CatalogReader(catalog, prefix: folder), ValidationOptions(today: Today.date), changed: changed,
      since: CatalogReader(published, prefix: folder))
    var found = session.openingFindings
    for (index, entry) in session.folders.enumerated() {
      console.progress("checking", index + 1, of: session.folders.count)
      found += try session.check(entry).findings
    }
    return found + (try session.finish().findings)
  }

  /// The catalog as it stands on disk.
  func catalogReader() throws -> CatalogReader { try CatalogLocation.find(catalog).reader() }

  /// The entries of the catalog as it stands on disk.
  func entryFolders(_ layout: CatalogLayout) throws -> [EntryFolder] {
    try catalogReader().index(layout).0
  }

  /// A path that somebody typed, from the root of the repository; what it names need not be there.
  func treePath(_ typed: String) throws -> TreePath {
    guard let root = registry.workTree else { return TreePath(typed) }
    guard let here = CatalogLocation.realPath(".") else {
      throw CommandError("Cannot tell the current folder.")
    }
    var names = (typed.hasPrefix("/") ? typed : "\(here)/\(typed)").split(separator: "/")
    var kept: [Substring] = []
    for name in names where name != "." {
      if name == ".." { _ = kept.popLast() } else { kept.append(name) }
    }
    names = (CatalogLocation.realPath(root) ?? root).split(separator: "/")
    guard kept.starts(with: names) else { throw CommandError("‘\(typed)’ lies outside the repository.") }
    return TreePath(kept.dropFirst(names.count).joined(separator: "/"))
  }

  /// What somebody said with `-m`, in the form that events have.
  static func text(_ message: String?) throws -> EventText {
    guard let message else { return .empty }
    guard let text = EventText(message) else {
      throw CommandError("The message holds control characters, or is too long.")
    }
    return text
  }
}

/// The value of an environment variable; nil where it is not set, or empty.
func environmentVariable(_ name: String) -> String? {
  guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
  return unsafe String(cString: value)
}

extension CatalogLocation {
  /// The folder that `--catalog` names, below the root of the repository.
  static func folder(of name: String, in repository: borrowing Repository) throws -> String {
    guard repository.workTree != nil else { return name }
    return try find(name, ref: "HEAD").folder(in: repository)
  }
}

extension RemoteAccess {
  /// Remotes as the user's git reaches them: its credential helpers, its SSH.
  static func ofUser(_ repository: borrowing Repository, _ console: Console) throws -> RemoteAccess {
    var access = RemoteAccess()
    access.credentials = { request in
      do { return try Credentials.stored(for: request) } catch { return nil }
    }
    if let command = try environmentVariable("GIT_SSH_COMMAND") ?? repository.setting("core.sshCommand") {
      // Git, too, hands it to the shell.
      access.sshCommand = ["sh", "-c", "\(command) \"$@\"", "ssh"]
    } else if let program = environmentVariable("GIT_SSH") {
      access.sshCommand = [program]
    }
    return access
  }
}
