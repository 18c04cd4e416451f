import FoundationEssentials
import Glibc

/// A new folder that is deleted with all it holds when the last reference goes.
public final class TemporaryFolder: Sendable {
  /// The path, without links and without a `/` at its end.
  public let path: String

  /// Makes the folder where the system keeps such things; in memory, where there is such a place, if asked.
  ///
  /// Memory is for tests that make and delete thousands of files: ext4 is slow to give names out again.
  public init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let base = unsafe inMemory && access(memory, W_OK | X_OK) == 0 ? memory : "/tmp"
    var template = Array("\(base)/modelhub-test-XXXXXX".utf8CString)
    guard let made = unsafe mkdtemp(&template) else { throw TestSupportError("mkdtemp failed: \(errno)") }
    path = unsafe String(cString: made)
  }

  deinit {
    // What cannot be deleted stays in the system's temporary folder; no test depends on it.
    do { try FileManager.default.removeItem(atPath: path) } catch {}
  }

  /// Writes a file below the folder, making the folders it lies in.
  @discardableResult
  public func write(_ text: String, to file: String, mode: UInt32 = 0o644) throws -> String {
    try write(Array(text.utf8), to: file, mode: mode)
  }

  /// Writes a file below the folder, making the folders it lies in.
  @discardableResult
  public func write(_ bytes: [UInt8], to file: String, mode: UInt32 = 0o644) throws -> String {
    let target = "\(path)/\(file)"
    try makeFolder(String(file.dropLast(file.split(separator: "/").last?.count ?? 0)))
    let descriptor = unsafe open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw TestSupportError("cannot write \(target): errno \(errno)") }
    defer { _ = close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw TestSupportError("cannot write \(target): errno \(errno)") }
      rest = rest.dropFirst(count)
    }
    return target
  }

  /// Makes a folder below the folder, and those it lies in; gives back its whole path.
  @discardableResult
  public func makeFolder(_ folder: String) throws -> String {
    var current = path
    for name in folder.split(separator: "/") {
      current += "/\(name)"
      guard unsafe mkdir(current, 0o755) == 0 || errno == EEXIST else {
        throw TestSupportError("cannot make \(current): errno \(errno)")
      }
    }
    return current
  }

  /// Reads a file below the folder.
  public func read(_ file: String) throws -> [UInt8] {
    let descriptor = unsafe open("\(path)/\(file)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TestSupportError("cannot read \(path)/\(file): errno \(errno)") }
    defer { _ = close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while case let count = unsafe Glibc.read(descriptor, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}

/// A test's surroundings could not be set up.
public struct TestSupportError: Error, CustomStringConvertible {
  /// What failed.
  public let description: String

  /// Takes the words for it.
  public init(_ description: String) {
    self.description = description
  }
}

extension TemporaryFolder {
  /// Makes a symbolic link below the folder.
  public func link(_ file: String, to destination: String) throws {
    guard unsafe symlink(destination, "\(path)/\(file)") == 0 else {
      throw TestSupportError("cannot link \(path)/\(file): errno \(errno)")
    }
  }
}
