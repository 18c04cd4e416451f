import Glibc
import ModelFacts

/// The few calls of the system that reading parts of large files takes.
///
/// Links to files are followed, since a hub's cache consists of them; links to folders are not.
enum LocalFiles {
  static func isFolder(_ path: String) -> Bool { kind(path, follow: true) == S_IFDIR }

  static func isRealFolder(_ path: String) -> Bool { kind(path, follow: false) == S_IFDIR }

  /// The size of a regular file, or of the one that a link leads to.
  static func size(of path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The names in a folder, sorted by their bytes.
  static func names(in folder: String) throws(RepositoryError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw fault("list", folder) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The bytes of a range of a file; fewer where it ends before.
  static func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw fault("read", path) }
    defer { close(file) }
    // Memory follows the file, not what is asked for.
    let count = min(range.count, max(0, (size(of: path) ?? 0) - range.lowerBound))
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          file, buffer.baseAddress?.advanced(by: filled), count - filled, range.lowerBound + filled)
      }
      if read < 0, errno == EINTR { continue }
      if read < 0 { throw fault("read", path) }
      if read == 0 { break }
      filled += read
    }
    return Array(bytes.prefix(filled))
  }

  /// A small file whole; `nil` where there is none.
  static func small(_ path: String) -> [UInt8]? {
    guard let size = size(of: path), size <= 1 << 20 else { return nil }
    do { return try read(path, 0..<size) } catch { return nil }
  }

  private static func kind(_ path: String, follow: Bool) -> mode_t? {
    var status = stat()
    let result = follow ? unsafe stat(path, &status) : unsafe lstat(path, &status)
    return result == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func fault(_ doing: String, _ path: String) -> RepositoryError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return RepositoryError(.unreachable, "Cannot \(doing) ‘\(path)’: \(reason).")
  }
}
