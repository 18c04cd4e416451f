public import Catalog
public import Diagnostics
public import FileTrees

/// One run over a catalog, an entry at a time: make it, `check` each of its folders, `finish`.
///
/// The findings of each step come sorted. Nothing of an entry but its summary is kept.
public struct ValidationSession {
  /// What is known up front.
  public let context: CatalogContext
  /// The entries to check, sorted by type and name.
  public let folders: [EntryFolder]
  /// What the settings, the people and the folders' names gave to say.
  public let openingFindings: [Diagnostic]
  /// What was counted so far.
  public private(set) var totals = ValidationTotals()

  private let files: CatalogFiles
  private let rules: RuleSet
  private let isWhole: Bool
  private let online: OnlineCheck?
  private var filter: FindingFilter
  private var summaries: [EntrySummary] = []
  private var findings = Findings()

  /// Reads the settings, the people, and the names of all entries.
  ///
  /// `changed` are the paths of files, below the catalog's root, that differ from a state that was in order: only
  /// what they bear on is checked. Without it everything is. `online` is asked for what is outside of the catalog.
  public init(
    _ reader: CatalogReader, _ options: ValidationOptions, changed: [String]? = nil,
    online: (any OnlineWorld)? = nil
  ) throws(FileTreeError) {
    let (settings, settingsFaults) = try reader.settings()
    let (people, peopleFaults) = try reader.people()
    let (index, indexFaults) = try reader.index(settings.layout)
    let names = NameIndex(index)
    let touched = try changed.flatMap { paths throws(FileTreeError) in
      try ChangedFiles(paths, names, reader).folders
    }
    let types = touched.map { Set($0.map(\.type)) } ?? Set(ModelType.allCases)
    let schemas = try ModelSchemas(reader, of: types)
    context = CatalogContext(
      settings: settings, people: people, names: names, schemas: schemas, today: options.today)
    let files = CatalogFiles(reader)
    let rules = RuleSet(options.rules, settings)
    self.files = files
    self.rules = rules
    self.online = online.map(OnlineCheck.init)
    filter = FindingFilter(rules, options, prefix: reader.prefix)

    folders = touched ?? index
    isWhole = touched == nil

    var findings = Findings()
    findings.take(settingsFaults + peopleFaults + indexFaults + schemas.faults + (try reader.tombstones().1))
    if isWhole {
      try files.forEachRegistryFile { rules.check($0, &findings) }
    }
    var opening = filter.pass(findings.drain())
    if let changed, !isWhole {
      let shown = Set(changed.map(reader.shown))
      opening = opening.filter { shown.contains($0.location.path) }
    }
    openingFindings = opening
    totals.count(opening)
  }

  /// Reads and checks one entry; no entry where its file cannot be made sense of.
  public mutating func check(
    _ folder: EntryFolder
  ) throws(FileTreeError) -> (entry: Entry?, findings: [Diagnostic]) {
    let (entry, faults) = try files.reader.entry(folder)
    findings.take(faults)
    var checked: CheckedEntry?
    if let entry {
      let (readmes, faults) = try files.readmes(of: entry)
      findings.take(faults)
      try files.forEachFile(of: entry, readmes) { rules.check($0, &findings) }
      let whole = CheckedEntry(entry, context, readmes, parsesAll: online != nil)
      rules.check(whole, &findings)
      if let online { findings.take(online.findings(whole)) }
      checked = whole
    } else {
      try files.forEachFile(in: folder) { rules.check($0, &findings) }
    }
    totals.entries += 1
    let drained = findings.drain()
    let found = entry.map { filter.pass(drained, of: $0) } ?? filter.pass(drained)
    totals.count(found)
    if let checked {
      summaries.append(EntrySummary(checked, errors: found.count { $0.severity == .error }))
    }
    return (entry, found)
  }

  /// Checks what only all entries together can show.
  ///
  /// There is a catalog where the run saw every entry and found no error.
  public mutating func finish() throws(FileTreeError) -> (catalog: ValidatedCatalog?, findings: [Diagnostic])
  {
    let checked = Set(folders)
    let entries = isWhole ? summaries : try files.completed(summaries, context)
    let survey = CatalogSurvey(context: context, entries: entries, reader: files.reader)
    try rules.check(survey, &findings)
    var drained = findings.drain()
    if !isWhole {
      let paths = Set((checked.union(entries.map(\.folder))).map { files.reader.shown($0.path) })
      drained = drained.filter { ([$0.location] + $0.notes.map(\.location)).contains { $0.isBelow(paths) } }
    }
    let (last, unused) = filter.passLast(drained)
    let found = try last + filter.pass(files.findings(ofUnused: unused))
    totals.count(found)
    totals.take(filter)
    guard isWhole, totals.errors == 0, totals.entries == folders.count else { return (nil, found) }
    return (ValidatedCatalog(reader: files.reader, context: context, entries: summaries), found)
  }
}

extension Location {
  /// Tells whether the path is one of some folders, or lies in one of them.
  fileprivate func isBelow(_ folders: Set<String>) -> Bool {
    var path = path[...]
    while true {
      if folders.contains(String(path)) { return true }
      guard let slash = path.lastIndex(of: "/") else { return false }
      path = path[..<slash]
    }
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
