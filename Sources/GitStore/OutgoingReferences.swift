import Glibc
import Synchronization

/// References that exist only while a push runs, because libgit2 1.5 sends nothing that has no name.
///
/// Each process has its own folder of them, so that pushes never meet; what a killed process left behind is
/// removed by the next push.
struct OutgoingReferences: ~Copyable {
  private static let folder = "refs/modelhub-outgoing/"
  private static let counter = Atomic<Int>(0)

  private let core: RepositoryCore
  private var names: [ObjectID: String] = [:]

  init(_ targets: [ObjectID], in repository: borrowing Repository) throws(GitStoreError) {
    let core = repository.core
    try Self.removeAbandoned(in: repository)
    var names: [ObjectID: String] = [:]
    for target in targets where names[target] == nil {
      let number = Self.counter.add(1, ordering: .relaxed).newValue
      let name = "\(Self.folder)\(getpid())/\(number)"
      try repository.update(name, to: target, expecting: .anything, message: "push")
      names[target] = name
    }
    self.core = core
    self.names = names
  }

  /// The name under which an object can be pushed.
  subscript(_ target: ObjectID) -> String {
    names[target] ?? ""
  }

  deinit {
    for name in names.values {
      // One that cannot be removed now is removed by a later push.
      do throws(GitStoreError) {
        try Repository(core).update(name, to: nil, expecting: .anything, message: "pushed")
      } catch {}
    }
  }

  private static func removeAbandoned(in repository: borrowing Repository) throws(GitStoreError) {
    for reference in try repository.references(under: folder) {
      let owner = reference.name.dropFirst(folder.count).prefix { $0 != "/" }
      guard let owner = pid_t(owner), kill(owner, 0) != 0, errno == ESRCH else { continue }
      try repository.update(reference.name, to: nil, expecting: .anything, message: "abandoned")
    }
  }
}
