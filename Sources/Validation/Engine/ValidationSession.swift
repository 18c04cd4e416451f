public import Catalog
public import Diagnostics
import Documents
public import FileTrees
import SourceText

/// One run over a catalog, an entry at a time: `open`, `check` for each folder, `finish`.
///
/// The findings of each step come sorted. Nothing of an entry but its summary is kept.
public struct ValidationSession {
  /// What is known up front.
  public let context: CatalogContext
  /// What the settings, the people and the folders' names gave to say.
  public let openingFindings: [Diagnostic]
  /// What was counted so far.
  public private(set) var totals = ValidationTotals()

  private let reader: CatalogReader
  private let rules: RuleSet
  private var filter: FindingFilter
  private var summaries: [EntrySummary] = []
  private var findings = Findings()

  /// Reads the settings, the people, and the names of all entries.
  public init(_ reader: CatalogReader, _ options: ValidationOptions) throws(FileTreeError) {
    self.reader = reader
    let (settings, settingsFaults) = try reader.settings()
    let (people, peopleFaults) = try reader.people()
    let (folders, indexFaults) = try reader.index(settings.layout)
    context = CatalogContext(
      settings: settings, people: people, names: NameIndex(folders), today: options.today)
    rules = RuleSet(options.rules, settings)
    filter = FindingFilter(rules, options)
    var findings = Findings()
    findings.take(settingsFaults + peopleFaults + indexFaults)
    let files = [settings.document?.source] + people.map(\.document.source)
    for case let source? in files {
      rules.check(CheckedFile(source: source, isText: true), &findings)
    }
    openingFindings = filter.pass(findings.drain(), allowing: nil)
    totals.count(openingFindings)
  }

  /// Reads and checks one entry; no entry where its file cannot be made sense of.
  public mutating func check(
    _ folder: EntryFolder
  ) throws(FileTreeError) -> (entry: Entry?, findings: [Diagnostic]) {
    let (entry, faults) = try reader.entry(folder)
    findings.take(faults)
    if let entry {
      let checked = try CheckedEntry(entry, context, readmes(of: entry))
      rules.check(checked, &findings)
    }
    totals.entries += 1
    let found = filter.pass(findings.drain(), allowing: entry)
    totals.count(found)
    if let entry {
      summaries.append(EntrySummary(entry, errors: found.count { $0.severity == .error }))
    }
    return (entry, found)
  }

  /// Checks what only all entries together can show.
  ///
  /// There is a catalog where the run saw every entry and
  /// found no error.
  public mutating func finish() throws(FileTreeError) -> (catalog: ValidatedCatalog?, findings: [Diagnostic])
  {
    let isWhole = totals.entries == context.names.folders.count
    let survey = CatalogSurvey(context: context, entries: summaries, isWhole: isWhole, reader: reader)
    try rules.check(survey, &findings)
    let found = filter.pass(findings.drain(), allowing: nil)
    totals.count(found)
    guard isWhole, totals.errors == 0 else { return (nil, found) }
    return (ValidatedCatalog(reader: reader, context: context, entries: summaries), found)
  }

  private func readmes(of entry: Entry) throws(FileTreeError) -> [SourceText] {
    var texts: [SourceText] = []
    for name in entry.readmes {
      if let text = try reader.text("\(entry.folder.path)/\(name)") { texts.append(text) }
    }
    return texts
  }
}

extension RuleSet {
  func check(_ file: CheckedFile, _ findings: inout Findings) {
    for (rule, slot) in files {
      findings.begin(slot)
      rule.check(file, &findings)
    }
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    check(CheckedFile(source: entry.entry.document.source, isText: true), &findings)
    for readme in entry.readmes { check(CheckedFile(source: readme, isText: true), &findings) }
    for (rule, slot) in entries {
      findings.begin(slot)
      rule.check(entry, &findings)
    }
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for (rule, slot) in catalogs {
      findings.begin(slot)
      try rule.check(catalog, &findings)
    }
  }
}
