import CLibGit2

/// An object store that shows certain folders as empty, and knows of nothing else.
///
/// Set before the others in the handle that a push uses, and in no other: what it hides is never sent, since it is
/// part of what the remote says that it holds.
@safe final class EmptiedFolders {
  private let trees: Set<ObjectID>

  private init(_ trees: Set<ObjectID>) {
    self.trees = trees
  }

  /// Adds such a store to a repository's own.
  static func add(_ trees: Set<ObjectID>, to core: RepositoryCore) throws(GitStoreError) {
    let backend = unsafe EmptiedFolders(trees).allocate()
    // Far above the priorities of libgit2's own.
    let result = unsafe git_odb_add_backend(core.objects, backend, 1000)
    if result < 0 { unsafe Self.free(backend) }
    try check(result, "leave out what the remote has")
  }

  private func allocate() -> UnsafeMutablePointer<git_odb_backend> {
    let box = UnsafeMutablePointer<modelhub_odb_backend>.allocate(capacity: 1)
    unsafe box.initialize(to: modelhub_odb_backend())
    unsafe box.pointee.owner = Unmanaged.passRetained(self).toOpaque()
    unsafe git_odb_init_backend(&box.pointee.parent, UInt32(GIT_ODB_BACKEND_VERSION))
    unsafe box.pointee.parent.read = { data, size, kind, backend, id in
      guard let data = unsafe data, unsafe EmptiedFolders.isHidden(id, by: backend, size, kind) else {
        return GIT_ENOTFOUND.rawValue
      }
      // Nothing has to be copied, but libgit2 frees what it gets.
      unsafe data.pointee = unsafe git_odb_backend_data_alloc(backend, 1)
      return unsafe data.pointee == nil ? -1 : 0
    }
    unsafe box.pointee.parent.read_header = { size, kind, backend, id in
      unsafe EmptiedFolders.isHidden(id, by: backend, size, kind) ? 0 : GIT_ENOTFOUND.rawValue
    }
    unsafe box.pointee.parent.free = { unsafe EmptiedFolders.free($0) }
    return unsafe UnsafeMutableRawPointer(box).assumingMemoryBound(to: git_odb_backend.self)
  }

  /// Whether an object is shown as an empty folder; then its size and kind are set.
  private static func isHidden(
    _ id: UnsafePointer<git_oid>?, by backend: UnsafeMutablePointer<git_odb_backend>?,
    _ size: UnsafeMutablePointer<Int>?, _ kind: UnsafeMutablePointer<git_object_t>?
  ) -> Bool {
    guard let id = unsafe id?.pointee, let backend = unsafe backend else { return false }
    let box = unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: modelhub_odb_backend.self)
    guard let owner = unsafe box.pointee.owner,
      unsafe Unmanaged<EmptiedFolders>.fromOpaque(owner).takeUnretainedValue().trees.contains(ObjectID(id))
    else { return false }
    unsafe size?.pointee = 0
    unsafe kind?.pointee = GIT_OBJECT_TREE
    return true
  }

  private static func free(_ backend: UnsafeMutablePointer<git_odb_backend>?) {
    guard let backend = unsafe backend else { return }
    let box = unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: modelhub_odb_backend.self)
    if let owner = unsafe box.pointee.owner { unsafe Unmanaged<EmptiedFolders>.fromOpaque(owner).release() }
    unsafe box.deallocate()
  }
}
