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
    started[type, default: (SHA256(), 0)].hash.update(Array(text))
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
