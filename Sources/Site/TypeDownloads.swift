import Catalog

/// The downloads of whole types, which grow while entries are written.
struct TypeDownloads: Sendable {
  private var started: Set<ModelType> = []

  /// Adds an entry's records to the file of its type.
  mutating func append<Sink: PageSink & ~Copyable>(
    _ file: [UInt8], of type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    let isFirst = started.insert(type).inserted
    let path = SitePaths.download(of: type)
    try sink.append(isFirst ? Text("[\n") : Text(",\n"), to: path)
    try sink.append(DownloadRecord.records(inFile: file), to: path)
  }

  /// Ends the files; a type without entries is an empty list.
  func finish<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for type in ModelType.allCases {
      let path = SitePaths.download(of: type)
      if started.contains(type) {
        try sink.append(Text("\n]\n"), to: path)
        try sink.finish(path)
      } else {
        try sink.write(Array("[]\n".utf8), to: path)
      }
    }
  }
}
