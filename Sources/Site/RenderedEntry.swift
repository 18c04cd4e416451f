public import Catalog

/// An entry's files, rendered and not yet written, and its part of what it shares with others.
public struct RenderedEntry: Sendable {
  let share: EntryShare
  fileprivate(set) var files: [(path: String, bytes: [UInt8])]

  /// Takes out the files: whoever does so writes them, and the site what is shared.
  public mutating func takeFiles() -> [(path: String, bytes: [UInt8])] {
    defer { files = [] }
    return files
  }
}

extension Site {
  /// Renders an entry's own files; nothing of an entry that the site's readers may not see.
  ///
  /// Copies of a site can do this for different entries at the same time. Of a site that is built in parts, one has
  /// what is shared: it wants that of all entries, and the own files of some.
  public mutating func render(
    _ entry: Entry, _ files: EntryFiles, hasOwnFiles: Bool = true
  ) -> RenderedEntry? {
    guard options.shows(entry) else { return nil }
    if !hasOwnFiles { return RenderedEntry(share: share(of: page(of: entry, files)), files: []) }
    var buffer = PageBuffer()
    let share = writeOwnFiles(of: entry, files, to: &buffer)
    return RenderedEntry(share: share, files: buffer.files)
  }

  /// Writes what was rendered, and the entry's part of what it shares with others.
  public mutating func write<Sink: PageSink & ~Copyable>(
    _ rendered: RenderedEntry, to sink: inout Sink
  ) throws(Sink.Failure) {
    try writeAssets(to: &sink)
    for file in rendered.files { try sink.write(file.bytes, to: file.path) }
    try write(rendered.share, to: &sink)
  }
}

/// Holds the files of one entry, which come whole.
private struct PageBuffer: PageSink {
  var files: [(path: String, bytes: [UInt8])] = []

  mutating func write(_ bytes: [UInt8], to path: String) { files.append((path, bytes)) }

  mutating func append(_ bytes: ArraySlice<UInt8>, to path: String) { write(Array(bytes), to: path) }

  mutating func finish(_ path: String) {}

  mutating func setAside(_ bytes: [UInt8], as number: Int) {}

  mutating func takeBack(_ number: Int) -> [UInt8] { [] }

  func read(_ path: String) -> [UInt8]? { nil }

  func size(of path: String) -> Int? { nil }

  func read(_ path: String, _ range: Range<Int>) -> [UInt8] { [] }

  mutating func remove(_ path: String) {}
}
