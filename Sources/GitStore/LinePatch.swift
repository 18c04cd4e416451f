import CLibGit2

/// What two versions of a file differ in, as a patch that `git apply` takes.
public enum LinePatch {
  /// The patch of one file; `nil` as a version is a file that is not there.
  ///
  /// Three lines around each change, and no line that a smaller patch would leave out.
  public static func text(
    from old: [UInt8]?, to new: [UInt8]?, path: TreePath
  ) throws(GitStoreError) -> [UInt8] {
    try Library.start()
    let name = path.description
    let patch = try unsafe Handle(free: { unsafe git_patch_free($0) }, "compare two versions of \(name)") {
      pointer in
      var options = unsafe git_diff_options()
      unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
      unsafe options.flags = GIT_DIFF_FORCE_TEXT.rawValue | GIT_DIFF_MINIMAL.rawValue
      unsafe options.max_size = -1
      return unsafe withBytes(old) { old, oldCount in
        unsafe withBytes(new) { new, newCount in
          unsafe git_patch_from_buffers(&pointer, old, oldCount, name, new, newCount, name, &options)
        }
      }
    }
    var buffer = unsafe git_buf()
    defer { unsafe git_buf_dispose(&buffer) }
    try check(unsafe git_patch_to_buf(&buffer, patch.pointer), "write the patch of \(name)")
    return unsafe Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }
}

/// A file that is there has an address, even where it is empty.
private func withBytes(_ bytes: [UInt8]?, _ body: (UnsafeRawPointer?, Int) -> Int32) -> Int32 {
  guard let bytes else { return body(nil, 0) }
  let padded = bytes.isEmpty ? [0] : bytes
  return unsafe padded.withUnsafeBytes { unsafe body($0.baseAddress, bytes.count) }
}
