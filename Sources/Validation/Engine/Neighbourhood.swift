import Catalog
import FileTrees

/// The entries that a run over some of them has to know as well.
///
/// These are what the checked ones are replaced by and link to, and what may name one of them that is private, or
/// have one of their aliases.
struct Neighbourhood {
  private let files: CatalogFiles
  private let context: CatalogContext
  /// What is known of each entry, the checked ones among them.
  private(set) var summaries: [EntryFolder: EntrySummary]
  /// The aliases of which all entries are known that have them, in the form in which they are compared.
  let aliases: Set<String>

  /// Looks around the checked entries.
  ///
  /// `earlier` is a state of the catalog that was in order: what was an alias or private there already is not looked
  /// for again in all other entries.
  init(
    of checked: [EntrySummary], _ files: CatalogFiles, _ context: CatalogContext,
    since earlier: CatalogReader?
  ) throws(FileTreeError) {
    (self.files, self.context) = (files, context)
    summaries = Dictionary(checked.map { ($0.folder, $0) }, uniquingKeysWith: { first, _ in first })
    var news = News()
    for summary in checked { try news.take(summary, since: earlier) }
    aliases = Set(news.aliases.map(ModelName.folded))
    for summary in checked { try addTargets(of: summary) }
    let scan = ReferenceScan(news.names, aliases: news.aliases)
    for folder in try scan.hits(among: context.names, files.reader) { try add(folder) }
  }

  private mutating func addTargets(of summary: EntrySummary) throws(FileTreeError) {
    // Replacements may lead on and on, and back.
    var next = summary.replacedBy
    while let mention = next, let folder = try context.names.folder(referredToAs: mention.text) {
      next = try add(folder)?.replacedBy
    }
    for reference in summary.references {
      if let folder = try context.names.folder(at: reference.target) { try add(folder) }
    }
  }

  /// Reads an entry; gives its summary where it was not known before.
  @discardableResult
  private mutating func add(_ folder: EntryFolder) throws(FileTreeError) -> EntrySummary? {
    guard summaries[folder] == nil, let entry = try files.reader.entry(folder).0 else { return nil }
    let checked = CheckedEntry(entry, context, try files.readmes(of: entry).readmes)
    summaries[folder] = EntrySummary(checked)
    return summaries[folder]
  }
}

/// The words of entries that others may clash with, and did not before.
private struct News {
  private(set) var names: [String] = []
  private(set) var aliases: [String] = []

  mutating func take(_ summary: EntrySummary, since earlier: CatalogReader?) throws(FileTreeError) {
    guard summary.visibility == .private || !summary.aliases.isEmpty else { return }
    let old = try earlier?.entry(summary.folder).0?.hub
    if summary.visibility == .private, old?.effectiveVisibility != .private {
      names.append(summary.folder.name)
    }
    let known = Set(old?.aliases.map(\.value) ?? [])
    aliases += summary.aliases.map(\.text).filter { !known.contains($0) }
  }
}
