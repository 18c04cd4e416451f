/// A repository of weights whose files can be listed and read in part.
public protocol RepositorySource {
  /// Where it is.
  var origin: RepositoryOrigin { get }
  /// Its files, sorted by the bytes of their paths.
  var files: [RepositoryFile] { get }
  /// The bytes of a range of a file; fewer where the file ends before, none where there is no such file.
  func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8]
}

/// A repository that cannot be listed or read.
public struct RepositoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of fault a caller may want to tell apart.
  public enum Code: String, Hashable, Sendable {
    /// There is no such repository, folder or file.
    case notFound
    /// It is there, and not for whoever asks.
    case notAllowed
    /// What came back makes no sense, or is too much.
    case badAnswer
    /// The network or the system failed.
    case unreachable
  }

  /// The kind of fault.
  public let code: Code
  /// A sentence that says what went wrong and what to do.
  public let description: String

  /// Makes an error.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

/// A repository in memory: what a test or a caller with the bytes at hand gives.
public struct MemoryRepository: RepositorySource, Sendable {
  /// Where it is.
  public let origin: RepositoryOrigin
  /// Its files, sorted.
  public let files: [RepositoryFile]
  private let contents: [String: [UInt8]]

  /// Takes files by path; `sizes` names files of which only the size is known.
  public init(_ origin: RepositoryOrigin, _ contents: [String: [UInt8]], sizes: [String: Int] = [:]) {
    self.origin = origin
    self.contents = contents
    let known = contents.mapValues(\.count).merging(sizes) { $1 }
    files = known.map { RepositoryFile($0.key, size: $0.value) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Reads from memory; see ``RepositorySource/read(_:_:)``.
  public func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
    guard let bytes = contents[path] else { return [] }
    return Array(bytes[range.clamped(to: 0..<bytes.count)])
  }
}

extension RepositorySource {
  /// Reads a whole file that is expected to be small; `nil` where there is none, or it has more than `limit` bytes.
  func readWhole(_ path: String, limit: Int) throws(RepositoryError) -> [UInt8]? {
    guard let file = files.first(where: { $0.path == path }), (file.size ?? 0) <= limit else { return nil }
    let bytes = try read(path, 0..<limit + 1)
    return bytes.count <= limit ? bytes : nil
  }

  /// The header of a GGUF file, read in pieces that grow until it is whole.
  func readGGUF(_ file: RepositoryFile) throws(RepositoryError) -> GGUFReading {
    var bytes = try read(file.path, 0..<64 << 10)
    while case .incomplete(let needed) = GGUFReader.read(bytes, fileSize: file.size) {
      let more = try read(file.path, bytes.count..<max(needed, 4 * bytes.count))
      if more.isEmpty { return GGUFReader.read(bytes, fileSize: bytes.count) }
      bytes += more
    }
    return GGUFReader.read(bytes, fileSize: file.size)
  }

  /// The header of a safetensors file.
  func readSafetensors(_ file: RepositoryFile) throws(RepositoryError) -> SafetensorsHeader.Reading {
    var bytes = try read(file.path, 0..<64 << 10)
    if case .incomplete(let needed) = SafetensorsHeader.read(bytes, path: file.path, fileSize: file.size) {
      bytes += try read(file.path, bytes.count..<max(needed, bytes.count))
    }
    if case .incomplete = SafetensorsHeader.read(bytes, path: file.path, fileSize: file.size) {
      return .damaged("It ends in the middle of its header: the download may be cut off.")
    }
    return SafetensorsHeader.read(bytes, path: file.path, fileSize: file.size)
  }
}
