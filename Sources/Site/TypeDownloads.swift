import Catalog
import Digests

/// The downloads of whole types, which grow while entries are written.
struct TypeDownloads: Sendable {
  /// How long a file is, and its SHA-256.
  struct Sum: Sendable {
    let bytes: Int
    let sha256: String
  }

  /// The sums of the downloads that are ended.
  var sums: [ModelType: Sum] = [:]
  private var started: [ModelType: (hash: SHA256, bytes: Int)] = [:]

  /// Adds an entry's records to the file of its type.
  mutating func append<Sink: PageSink & ~Copyable>(
    _ file: [UInt8], of type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    try take(started[type] == nil ? Text("[\n") : Text(",\n"), of: type, to: &sink)
    try take(DownloadRecord.records(inFile: file), of: type, to: &sink)
  }

  /// Adds some entries' records as they stand one after another in the file that there is.
  mutating func append<Sink: PageSink & ~Copyable>(
    _ range: Range<Int>, of path: String, _ type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    try take(started[type] == nil ? Text("[\n") : Text(",\n"), of: type, to: &sink)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.stretch) {
      let bytes = try sink.read(path, start..<min(start + Self.stretch, range.upperBound))
      try take(bytes[...], of: type, to: &sink)
    }
  }

  /// How much of a file is taken over at once: as much as a processor has near.
  private static let stretch = 256 << 10

  /// Ends the files; a type without entries is an empty list.
  mutating func finish<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for type in ModelType.allCases { try finish(type, to: &sink) }
  }

  /// Ends the file of one type.
  mutating func finish<Sink: PageSink & ~Copyable>(
    _ type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    let path = SitePaths.download(of: type)
    if started[type] != nil {
      try take(Text("\n]\n"), of: type, to: &sink)
      try sink.finish(path)
    } else {
      let file = Array("[]\n".utf8)
      started[type] = (SHA256(file), file.count)
      try sink.write(file, to: path)
    }
    guard let (hash, bytes) = started.removeValue(forKey: type) else { return }
    sums[type] = Sum(bytes: bytes, sha256: hash.finish())
  }

  private mutating func take<Sink: PageSink & ~Copyable>(
    _ text: Text, of type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    started[type, default: (SHA256(), 0)].hash.update(text)
    started[type]?.bytes += text.count
    try sink.append(text, to: SitePaths.download(of: type))
  }
}

extension TypeDownloads.Sum {
  init(_ file: [UInt8]) {
    self.init(bytes: file.count, sha256: SHA256.hex(file))
  }
}

extension SHA256 {
  fileprivate init(_ bytes: [UInt8]) {
    self.init()
    update(bytes)
  }
}

/// The pieces that a type's download is made of anew: entries' own files, and stretches of what it was.
struct DownloadPieces {
  enum Piece {
    /// An entry's own download.
    case file([UInt8])
    /// The records of entries that stand one after another.
    case former(Range<Int>)
  }

  private(set) var all: [Piece] = []
  /// Where the last records that were passed end in the former file.
  private var end = 0

  /// How long the former file was: each record stands behind two bytes, and three end the file.
  var total: Int { end + 3 }

  /// Adds an entry's own file.
  mutating func add(_ file: [UInt8]) { all.append(.file(file)) }

  /// Goes on behind the next entry's records in the former file, and takes them where they are kept.
  mutating func pass(_ bytes: Int, isKept: Bool) {
    let start = end + 2
    end = start + bytes
    guard isKept else { return }
    if case .former(let range) = all.last, range.upperBound + 2 == start {
      all[all.count - 1] = .former(range.lowerBound..<end)
    } else {
      all.append(.former(start..<end))
    }
  }
}
