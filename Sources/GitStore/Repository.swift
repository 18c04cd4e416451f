import CLibGit2

/// One open git repository.
///
/// A value of this type belongs to one thread at a time; open the repository once more for another
/// thread. Nothing here touches the work tree or the index, except where a function says so.
public struct Repository: ~Copyable {
  let core: RepositoryCore

  init(_ core: RepositoryCore) {
    self.core = core
  }

  /// Opens the repository whose work tree or git folder is exactly `path`.
  ///
  /// `quarantine` lists further object folders to read from. A hook finds them in
  /// `GIT_OBJECT_DIRECTORY`, where git keeps what was pushed until the hook agrees.
  public static func open(at path: String, quarantine: [String] = []) throws(GitStoreError) -> Repository {
    let core = try RepositoryCore(path: path, flags: GIT_REPOSITORY_OPEN_NO_SEARCH)
    for folder in quarantine { try core.addObjects(at: folder) }
    return Repository(core)
  }

  /// Opens the repository that `path` lies in, looking upwards as git does, up to the border of a file system.
  public static func discover(from path: String) throws(GitStoreError) -> Repository {
    Repository(try RepositoryCore(path: path, flags: git_repository_open_flag_t(0)))
  }

  /// Makes a new bare repository, and the folders that lead to it.
  ///
  /// HEAD will name `branch`. An existing repository is refused, not opened.
  public static func create(bareAt path: String, branch: String = "main") throws(GitStoreError) -> Repository
  {
    try Library.start()
    let core = try unsafe RepositoryCore(
      Handle(free: git_repository_free, "create a repository at \(path)") { pointer in
        var options = unsafe git_repository_init_options()
        unsafe git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
        unsafe options.flags =
          GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
          | GIT_REPOSITORY_INIT_MKPATH.rawValue
        return unsafe branch.withCString { branch in
          unsafe options.initial_head = branch
          return unsafe git_repository_init_ext(&pointer, path, &options)
        }
      })
    return Repository(core)
  }

  /// The git folder, with a `/` at its end.
  public var gitFolder: String { unsafe core.string(git_repository_path) ?? "" }

  /// The git folder that all work trees share, with a `/` at its end.
  public var commonFolder: String { unsafe core.string(git_repository_commondir) ?? "" }

  /// The work tree, with a `/` at its end; nil in a bare repository.
  public var workTree: String? { unsafe core.string(git_repository_workdir) }

  /// Whether the repository has no work tree.
  public var isBare: Bool { unsafe git_repository_is_bare(core.pointer) == 1 }

  /// Whether the clone lacks the older part of its history.
  public var isShallow: Bool { unsafe git_repository_is_shallow(core.pointer) == 1 }

  /// Whether objects may be missing because the clone asked its remote to leave some out.
  public var isPartial: Bool { core.isPartial }
}

/// Owns the handle of a repository.
///
/// Walks hold on to it, so that none outlives the repository it reads.
@safe final class RepositoryCore {
  private static let treeBytesLimit = 32 << 20
  private static let commitLimit = 256

  private let repository: Handle
  private let database: Handle
  let isPartial: Bool
  /// Large trees that were read: comparing many commits reads the same ones over and over.
  private(set) var trees: [ObjectID: Tree] = [:]
  private var treeBytes = 0
  /// Commits that were read.
  private(set) var commits: [ObjectID: Commit] = [:]

  var pointer: OpaquePointer { unsafe repository.pointer }
  var objects: OpaquePointer { unsafe database.pointer }

  convenience init(path: String, flags: git_repository_open_flag_t) throws(GitStoreError) {
    try Library.start()
    let handle: Handle
    do throws(GitStoreError) {
      handle = try unsafe Handle(free: git_repository_free, "open the repository at \(path)") { pointer in
        unsafe git_repository_open_ext(&pointer, path, flags.rawValue, nil)
      }
    } catch {
      throw error.explained(opening: path)
    }
    try self.init(handle)
  }

  init(_ handle: consuming Handle) throws(GitStoreError) {
    let repository = handle
    let pointer = unsafe repository.pointer
    try unsafe addWorkTreeSettings(pointer)
    let remotes = try unsafe settings(under: "remote.", of: pointer)
    isPartial = remotes.contains { $0.name.hasSuffix(".promisor") }
    database = try unsafe Handle(free: git_odb_free, "open the objects of the repository") {
      unsafe git_repository_odb(&$0, pointer)
    }
    self.repository = repository
  }

  /// Keeps a commit in memory, within limits: whoever follows a line of them comes back to the last few.
  func remember(_ commit: Commit, of size: Int) {
    guard size <= 16 << 10 else { return }
    if commits.count >= Self.commitLimit { commits = [:] }
    commits[commit.id] = commit
  }

  /// Keeps a tree in memory, within limits.
  func remember(_ tree: Tree, as id: ObjectID) {
    // libgit2 keeps smaller ones itself.
    guard tree.bytes.count > 4096 else { return }
    treeBytes += tree.bytes.count
    if treeBytes > Self.treeBytesLimit {
      trees = [:]
      treeBytes = tree.bytes.count
    }
    trees[id] = tree
  }

  func addObjects(at folder: String) throws(GitStoreError) {
    try check(unsafe git_odb_add_disk_alternate(objects, folder), "read objects from \(folder)")
  }

  func string(_ property: (OpaquePointer?) -> UnsafePointer<CChar>?) -> String? {
    guard let text = unsafe property(pointer) else { return nil }
    return unsafe String(cString: text)
  }
}

extension GitStoreError {
  /// The same fault in words that help somebody who wanted to open `path`.
  fileprivate func explained(opening path: String) -> GitStoreError {
    if sentence.contains("objectformat") {
      return GitStoreError(
        .unsupportedRepository,
        "The repository at \(path) names its objects by SHA-256, which libgit2 cannot read.",
        advice: "Convert it to SHA-1 with `git fast-export` and `git fast-import` into a new repository.")
    }
    if sentence.contains("unsupported extension") || sentence.contains("unsupported repository version") {
      return GitStoreError(
        .unsupportedRepository, sentence, advice: "Open it with a newer git, or remove the extension.")
    }
    // Debian's libgit2 reports the lack of a permission as the lack of the setting.
    switch sentence.contains("safe.directory") ? .foreignOwner : code {
    case .notFound:
      return GitStoreError(
        .notARepository, "There is no git repository at \(path).",
        advice: "Run `git init` there, or give another path.")
    case .foreignOwner:
      return GitStoreError(
        .foreignOwner, "The repository at \(path) belongs to another user.",
        advice: "If you trust it, run `git config --global --add safe.directory \(path)`.")
    default:
      return self
    }
  }
}
