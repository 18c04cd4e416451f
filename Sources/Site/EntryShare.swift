public import Catalog

/// An entry's part of what it shares with others: of its type's download, of searches, and of what is remembered.
public struct EntryShare: Sendable {
  let type: ModelType
  /// Its place in the lists, where they have it.
  let place: Int?
  let download: [UInt8]
  /// What it is found by, where it is in the lists; see ``ModelTerms/records(isDeprecated:)``.
  let terms: [UInt8]
  let own: OwnFiles

  init(_ page: ModelPage, terms: [UInt8], in site: Site) {
    (type, place, download, self.terms) = (page.entry.type, page.place, page.download, terms)
    own = OwnFiles(page, in: site)
  }
}

extension Site {
  /// Writes the own files of an entry, and gives back its part of what it shares with others; nothing of an entry that
  /// the site's readers may not see.
  ///
  /// Copies of a site can do this for different entries at the same time. Of a site that is built in parts, one has
  /// what is shared: it wants that of all entries, and the own files of some.
  public mutating func render<Sink: FileSink & ~Copyable>(
    _ entry: Entry, _ files: EntryFiles, hasOwnFiles: Bool = true, to sink: inout Sink
  ) throws(Sink.Failure) -> EntryShare? {
    guard options.shows(entry) else { return nil }
    if !hasOwnFiles { return share(of: page(of: entry, files)) }
    return try writeOwnFiles(of: entry, files, to: &sink)
  }
}
