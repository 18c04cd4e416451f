import CLibGit2

extension ObjectID {
  /// The id that a file of these bytes has, in any repository.
  public static func ofBlob(_ bytes: [UInt8]) throws(GitStoreError) -> ObjectID {
    try Library.start()
    var raw = git_oid()
    let result = unsafe bytes.withUnsafeBytes { buffer in
      unsafe git_odb_hash(&raw, buffer.baseAddress, buffer.count, GIT_OBJECT_BLOB)
    }
    try check(result, "name a file's content")
    return ObjectID(raw)
  }
}
