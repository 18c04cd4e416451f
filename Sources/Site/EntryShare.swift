import Catalog

/// An entry's part of what it shares with others: of its type's download, of searches, and of what is remembered.
struct EntryShare: Sendable {
  let entry: Entry
  let facts: ModelFacts
  let stage: LifecycleStage
  /// Its place in the lists, where they have it.
  let place: Int?
  let download: [UInt8]
  /// The words of its READMEs.
  let words: [String]
  /// What it is found by, where it is in the lists; see ``SearchIndex/add(_:place:to:)``.
  var terms: [UInt8] = []
  let own: OwnFiles

  init(_ page: ModelPage, in site: Site) {
    (entry, facts, stage, place) = (page.entry, page.facts, page.stage, page.place)
    download = page.download
    words = page.readmes.map(\.words)
    own = OwnFiles(page, in: site)
  }
}
