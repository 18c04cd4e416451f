import ChildProcesses
import GitStore
import Synchronization
import TestSupport
import Testing

/// A way to reach a bare repository.
enum Way: String, CaseIterable, CustomTestStringConvertible {
  case path, file, http, ssh

  var testDescription: String { rawValue }
}

/// A bare repository, reachable in one way, and a clone that git made of it.
final class RemoteFixture {
  let folder: TemporaryFolder
  let bare: GitFixture
  let clone: GitFixture
  let address: String
  var access = RemoteAccess()
  private(set) var credentials: Credentials?
  private let servers: [AnyObject]

  init(_ way: Way) throws {
    folder = try TemporaryFolder()
    bare = try GitFixture(["--bare"], in: folder, named: "origin.git")
    let seed = try GitFixture(in: folder, named: "seed")
    try seed.write("one\n", to: "models/a.yaml")
    try seed.commitAll("one")
    try seed.git("push", "-q", bare.path, "main")
    // The server answers to a user who must have sent a name.
    try bare.git("config", "http.receivepack", "true")
    switch way {
    case .path:
      (address, servers) = (bare.path, [])
    case .file:
      (address, servers) = ("file://\(bare.path)", [])
    case .http:
      let server = try HTTPGitServer(root: folder.path)
      (address, servers) = (server.url("origin.git"), [server])
      let credentials = Credentials(user: server.user, secret: server.secret)
      access.credentials = { _ in credentials }
      self.credentials = credentials
    case .ssh:
      let server = try SSHServer()
      (address, servers) = (server.url(bare.path), [server])
      access.sshCommand = server.sshCommand
      access.sshKeyFile = server.key.path
    }
    access.environment = GitFixture.environment
    try seed.git("clone", "-q", bare.path, "\(folder.path)/clone")
    clone = GitFixture(existing: "clone", in: folder)
    try clone.git("config", "remote.origin.url", address)
  }

  /// A new commit on top of a branch of the bare repository, made by somebody else.
  func moveRemote(_ branch: String = "main") throws -> ObjectID {
    let tree = try bare.git("rev-parse", "\(branch)^{tree}")
    let commit = try bare.git("commit-tree", "-m", "by somebody else", "-p", branch, tree)
    try bare.git("update-ref", "refs/heads/\(branch)", commit)
    return try #require(ObjectID(hex: commit))
  }

  /// A new commit in the clone that nothing names.
  func commit(_ text: String, on parent: String, in repository: borrowing Repository) throws -> ObjectID {
    let parentID = try clone.id(parent)
    var edits = TreeEdits()
    edits.put(try repository.createBlob(Array(text.utf8)), at: TreePath("models/\(text.hashed).yaml"))
    let tree = try repository.apply(edits, to: repository.commit(parentID).tree)
    let stamp = Stamp(Identity(name: "Ada", email: "ada@example.org"), seconds: 1_700_000_500)
    return try repository.createCommit(
      CommitDraft(tree: tree, parents: [parentID], author: stamp, committer: stamp, message: text))
  }
}

extension String {
  fileprivate var hashed: String {
    String(
      utf8.reduce(into: UInt64(14_695_981_039_346_656_037)) { $0 = ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
  }
}

/// What a transfer told of its progress.
final class Told: Sendable {
  private let heard = Mutex<[TransferProgress]>([])

  func add(_ progress: TransferProgress) { heard.withLock { $0.append(progress) } }
  var all: [TransferProgress] { heard.withLock { $0 } }
}
