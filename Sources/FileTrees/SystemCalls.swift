import Glibc

/// The few calls of the system that reading and writing take, with their faults as ``FileTreeError``.
enum SystemCalls {
  static func fault(_ doing: String, _ path: String) -> FileTreeError {
    let reason = unsafe String(cString: strerror(errno))
    return FileTreeError(.system, path, "Cannot \(doing) ‘\(path)’: \(reason.lowercased()).")
  }

  /// The whole file, or `nil` where there is none; links are not followed at the last step.
  static func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    if file < 0 {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw fault("read", path)
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw fault("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileTreeError(.system, path, "‘\(path)’ is no regular file.")
    }
    guard status.st_size <= limit else {
      throw FileTreeError(
        .tooLarge, path, "‘\(path)’ has \(status.st_size) bytes; at most \(limit) are read.")
    }
    return try readAll(file, path, expected: Int(status.st_size), limit: limit)
  }

  /// Reads to the end: the size that a file claims is only a hint.
  static func readAll(
    _ file: Int32, _ path: String, expected: Int, limit: Int
  ) throws(FileTreeError) -> [UInt8] {
    var failed = false
    // A byte more is asked for: a file that gives all but that one ends where it claims to.
    var bytes = unsafe [UInt8](unsafeUninitializedCapacity: expected + 1) { buffer, count in
      repeat {
        let read = unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: count), expected + 1 - count)
        if read < 0, errno == EINTR { continue }
        if read < 0 { failed = true }
        if read <= 0 { break }
        count += read
      } while count < expected
    }
    if failed { throw fault("read", path) }
    guard bytes.count > expected else { return bytes }
    var more = [UInt8](repeating: 0, count: 4096)
    while true {
      guard bytes.count <= limit else {
        throw FileTreeError(.tooLarge, path, "‘\(path)’ grows while it is read.")
      }
      let read = unsafe Glibc.read(file, &more, more.count)
      if read < 0, errno == EINTR { continue }
      if read < 0 { throw fault("read", path) }
      if read == 0 { return bytes }
      bytes.append(contentsOf: more[0..<read])
    }
  }

  /// The names in a folder that are wanted, sorted; `nil` where there is no such folder.
  static func list(
    _ path: String, where isWanted: ((ArraySlice<UInt8>) -> Bool)? = nil
  ) throws(FileTreeError) -> [FileEntry]? {
    guard let folder = unsafe opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw fault("list", path)
    }
    defer { unsafe closedir(folder) }
    var entries: [FileEntry] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name == "." || name == ".." || isWanted?(Array(name.utf8)[...]) == false { continue }
      entries.append(FileEntry(name: name, kind: unsafe kind(Int(entry.pointee.d_type), path + "/" + name)))
    }
    return entries.sorted { isOrderedByBytes($0.name, $1.name) }
  }

  /// Some file systems do not tell a name's kind in the listing.
  private static func kind(_ type: Int, _ path: String) -> FileKind {
    switch type {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): kind(at: path) ?? .other
    default: .other
    }
  }

  /// What a path is, links not followed; `nil` where there is nothing.
  static func kind(at path: String) -> FileKind? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Makes a folder and those that lead to it.
  static func makeFolder(_ path: String) throws(FileTreeError) {
    if unsafe path.isEmpty || mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw fault("make the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw fault("make the folder", path) }
  }

  static func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(FileTreeError) {
    try writeAll(bytes[...], to: file, path)
  }

  static func writeAll(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws(FileTreeError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw fault("write", path) }
      written += count
    }
  }

  /// Writes a file whole or not at all: to a temporary name beside it, then renamed.
  static func write(_ bytes: [UInt8], to path: String) throws(FileTreeError) {
    try writeAside(bytes, of: path)
    try place(path)
  }

  /// The name of a file that is not yet whole, or not yet in its place.
  static func temporary(for path: String) -> String { path + ".new~" }

  /// Puts a file that was written beside its place there.
  static func place(_ path: String) throws(FileTreeError) {
    let temporary = temporary(for: path)
    guard unsafe rename(temporary, path) == 0 else {
      let error = fault("write", path)
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  /// Writes a file under the temporary name beside its place.
  static func writeAside(_ bytes: [UInt8], of path: String) throws(FileTreeError) {
    try create(temporary(for: path), bytes, meaning: path)
  }

  /// Writes a file that nobody reads before all are written.
  static func writeInPlace(_ bytes: [UInt8], to path: String) throws(FileTreeError) {
    try create(path, bytes, meaning: path)
  }

  /// Writes a file whole, or leaves none; `path` is the one to name in a fault.
  private static func create(
    _ name: String, _ bytes: [UInt8], meaning path: String
  ) throws(FileTreeError) {
    let file = unsafe open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw fault("write", path) }
    do {
      try writeAll(bytes, to: file, path)
    } catch {
      close(file)
      _ = unsafe unlink(name)
      throw error
    }
    guard close(file) == 0 else {
      let error = fault("write", path)
      _ = unsafe unlink(name)
      throw error
    }
  }
}

extension SystemCalls {
  /// Adds to the end of a file, which need not be there yet.
  static func append(_ bytes: [UInt8], to path: String) throws(FileTreeError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw fault("write", path) }
    defer { close(file) }
    try writeAll(bytes, to: file, path)
  }

  /// Some bytes of a file that has them.
  static func read(_ path: String, _ range: Range<Int>) throws(FileTreeError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw fault("read", path) }
    defer { close(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let read = unsafe pread(
          file, buffer.baseAddress?.advanced(by: count), range.count - count, range.lowerBound + count)
        if read < 0, errno == EINTR { continue }
        if read <= 0 { break }
        count += read
      }
    }
    guard bytes.count == range.count else {
      throw FileTreeError(.system, path, "‘\(path)’ was cut short while it was read; run this again.")
    }
    return bytes
  }

  /// The size of a regular file, or `nil`.
  static func size(of path: String) -> Int? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  static func remove(_ path: String) throws(FileTreeError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw fault("remove", path) }
  }

  static func removeFolder(_ path: String) throws(FileTreeError) {
    guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw fault("remove the folder", path) }
  }

  static func move(_ path: String, to target: String) throws(FileTreeError) {
    guard unsafe rename(path, target) == 0 else { throw fault("move", path) }
  }
}
