import Glibc

/// The whole content of a small file; nil where it cannot be read.
func content(of path: String) -> [UInt8]? {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { _ = close(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe read(file, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(GitStoreError) {
  var start = 0
  while start < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
      return unsafe write(file, rest.baseAddress, rest.count)
    }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw GitStoreError(system: errno, "write \(path)") }
    start += count
  }
}

/// Makes the folders that lead to a path as far as they are not there; the code in `errno`'s terms where it cannot.
func makeFolders(leadingTo path: String) -> Int32 {
  guard let end = path.utf8.lastIndex(of: slash), end > path.startIndex else { return 0 }
  let folder = String(path[..<end])
  var code = makeFolder(folder)
  if code == ENOENT {
    code = makeFolders(leadingTo: folder)
    if code == 0 { code = makeFolder(folder) }
  }
  return code
}

private func makeFolder(_ path: String) -> Int32 {
  if unsafe mkdir(path, 0o777) == 0 { return 0 }
  guard errno == EEXIST else { return errno }
  return isFolder(path) ? 0 : ENOTDIR
}

private func isFolder(_ path: String, followingLinks: Bool = true) -> Bool {
  var status = stat()
  let found = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
  return found == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Removes a folder that holds nothing but folders; says whether it is gone.
@discardableResult
func removeEmptyFolders(at path: String) -> Bool {
  guard isFolder(path, followingLinks: false) else { return false }
  for name in names(in: path) { guard removeEmptyFolders(at: "\(path)/\(name)") else { return false } }
  return unsafe rmdir(path) == 0 || errno == ENOENT
}

/// The names in a folder; none where it cannot be read.
func names(in folder: String) -> [String] {
  guard let stream = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(stream) }
  var found: [String] = []
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if name != ".", name != ".." { found.append(name) }
  }
  return found
}

extension GitStoreError {
  /// A fault of the system, by its number; `action` completes "Could not …".
  init(system code: Int32, _ action: String) {
    let reason = unsafe String(cString: strerror(code)).lowercased()
    self.init(
      .fileSystem, "Could not \(action): \(reason).", advice: "Check the free space and the permissions.")
  }
}
