import CLibGit2
import Synchronization

/// The settings of libgit2 that hold for the whole process.
enum Library {
  /// Starts the library at the first use and says whether it is there.
  ///
  /// `extensions.worktreeConfig` is declared as known because its one effect, another configuration
  /// file, is handled by `Repository`. Names of objects are not recomputed at each read: git itself
  /// does not, what comes from a remote is hashed on arrival, and it halves the speed.
  private static let started: Int32 = {
    let count = git_libgit2_init()
    guard count > 0 else { return count }
    let failed = unsafe "worktreeconfig".withCString { name in
      var names: [UnsafePointer<CChar>?] = unsafe [name]
      return unsafe modelhub_git_set_extensions(&names, 1)
    }
    return min(failed, modelhub_git_set_strict_hash_verification(0), SocketStream.register(), 0)
  }()

  static func start() throws(GitStoreError) {
    try check(started, "start libgit2")
  }

  private static let trusted = Mutex<String?>(nil)

  /// Trusts, for HTTPS in the whole process, the authorities whose certificates are in a file.
  static func trust(_ file: String) throws(GitStoreError) {
    try start()
    let fault = trusted.withLock { trusted -> LibraryFault? in
      // Setting it anew would take it from under other transfers.
      if trusted == file { return nil }
      let result = unsafe modelhub_git_set_certificates(file, nil)
      if result == 0 { trusted = file }
      return result < 0 ? LibraryFault(result) : nil
    }
    if let fault { throw GitStoreError(fault, during: "read the certificates in \(file)") }
  }
}

/// Owns one object of libgit2 and frees it.
@safe struct Handle: ~Copyable {
  let pointer: OpaquePointer
  private let release: (OpaquePointer?) -> Void

  /// Takes what `make` puts into its argument; `action` completes "Could not …".
  init(
    free release: @escaping (OpaquePointer?) -> Void, _ action: @autoclosure () -> String,
    _ make: (inout OpaquePointer?) -> Int32
  ) throws(GitStoreError) {
    var pointer: OpaquePointer?
    try check(unsafe make(&pointer), action())
    guard let pointer = unsafe pointer else {
      throw GitStoreError(.unexpected, "Could not \(action()): libgit2 gave nothing back.")
    }
    unsafe self.pointer = pointer
    unsafe self.release = release
  }

  deinit {
    unsafe release(pointer)
  }
}
