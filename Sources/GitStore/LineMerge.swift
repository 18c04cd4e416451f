import CLibGit2

/// What became of merging a text line by line.
public enum LineMerge: Hashable, Sendable {
  /// The changes of both sides in one text.
  case merged([UInt8])
  /// Both sides changed the same lines: the text with git's markers around both versions.
  case conflicted([UInt8])
  /// One of the three is no text, or larger than the limit.
  case notMergeable

  /// Merges what two texts changed since a third, as git does.
  ///
  /// The labels stand behind the markers of a conflict. Texts of more than `limit` bytes are not merged: the
  /// time can grow with the product of their sizes.
  public init(
    base: [UInt8], ours: [UInt8], theirs: [UInt8], ourLabel: String = "ours", theirLabel: String = "theirs",
    limit: Int = 4 << 20
  ) throws(GitStoreError) {
    guard [base, ours, theirs].allSatisfy({ $0.count <= limit && !$0.prefix(8000).contains(0) }) else {
      self = .notMergeable
      return
    }
    try Library.start()
    var merged = unsafe git_merge_file_result()
    defer { unsafe git_merge_file_result_free(&merged) }
    let labels = [ourLabel, theirLabel].map(singleLine)
    let result = unsafe withInput(base) { base in
      unsafe withInput(ours) { ours in
        unsafe withInput(theirs) { theirs in
          var options = unsafe git_merge_file_options()
          unsafe git_merge_file_options_init(&options, UInt32(GIT_MERGE_FILE_OPTIONS_VERSION))
          return unsafe labels[0].withCString { our in
            unsafe labels[1].withCString { their in
              unsafe options.our_label = our
              unsafe options.their_label = their
              return unsafe git_merge_file(&merged, &base, &ours, &theirs, &options)
            }
          }
        }
      }
    }
    try check(result, "merge two texts")
    let bytes = unsafe Array(UnsafeRawBufferPointer(start: merged.ptr, count: merged.len))
    self = unsafe merged.automergeable == 1 ? .merged(bytes) : .conflicted(bytes)
  }
}

private func withInput(_ bytes: [UInt8], _ body: (inout git_merge_file_input) -> Int32) -> Int32 {
  unsafe bytes.withUnsafeBytes { buffer in
    var input = unsafe git_merge_file_input()
    unsafe git_merge_file_input_init(&input, UInt32(GIT_MERGE_FILE_INPUT_VERSION))
    unsafe input.ptr = unsafe buffer.bindMemory(to: CChar.self).baseAddress
    unsafe input.size = buffer.count
    return unsafe body(&input)
  }
}
