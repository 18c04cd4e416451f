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

  /// Looks at single entries, in this thread.
  public private(set) var examiner: EntryExaminer
  private let isWhole: Bool
  private let earlier: CatalogReader?
  private var filter: FindingFilter
  private var summaries: [EntrySummary] = []
  private var findings = Findings()

  /// Reads the settings, the people, and the names of all entries.
  ///
  /// `changed` are the paths of files, below the catalog's root, that differ from a state that was in order: only
  /// what they bear on is checked. Without it everything is. `earlier` is that state, where it is at hand: it saves a
  /// look into all entries for names that were aliases, or private, there already. `online` is asked for what is outside of the catalog.
  public init(
    _ reader: CatalogReader, _ options: ValidationOptions, changed: [String]? = nil,
    since earlier: CatalogReader? = nil, online: (any OnlineWorld)? = nil
  ) throws(FileTreeError) {
    let (settings, settingsFaults) = try reader.settings()
    let (people, peopleFaults) = try reader.people()
    let names = NameIndex(reader, settings.layout)
    let scope = try changed.map { paths throws(FileTreeError) in
      try ChangedFiles(paths, names, reader, settings.layout)
    }
    let touched = scope?.folders
    let types = touched.map { Set($0.map(\.type)) } ?? Set(ModelType.allCases)
    let schemas = try ModelSchemas(reader, of: types)
    context = CatalogContext(
      settings: settings, people: people, names: names, schemas: schemas, today: options.today)
    let files = CatalogFiles(reader)
    let rules = RuleSet(options.rules, settings)
    examiner = EntryExaminer(files, rules, context, online: online.map(OnlineCheck.init))
    self.earlier = earlier
    filter = FindingFilter(rules, options, prefix: reader.prefix)

    isWhole = touched == nil
    var findings = Findings()
    if let touched {
      folders = touched
      findings.take(scope?.faults ?? [])
    } else {
      let indexFaults = try names.readAll()
      folders = names.folders
      findings.take(
        settingsFaults + peopleFaults + indexFaults + schemas.faults + (try reader.tombstones().1))
      try files.forEachRegistryFile { rules.check($0, &findings) }
    }
    openingFindings = filter.pass(findings.drain())
    totals.count(openingFindings)
  }

  /// Reads and checks one entry; no entry where its file cannot be made sense of.
  public mutating func check(
    _ folder: EntryFolder
  ) throws(FileTreeError) -> (entry: Entry?, findings: [Diagnostic]) {
    let examined = try examiner.examine(folder)
    return (examined.entry, take(examined))
  }

  /// Counts an entry that was examined, and gives the findings that are shown: entries are to be taken in the order of
  /// ``folders``.
  public mutating func take(_ examined: ExaminedEntry) -> [Diagnostic] {
    totals.entries += 1
    let found =
      examined.entry.map { filter.pass(examined.findings, of: $0) } ?? filter.pass(examined.findings)
    totals.count(found)
    if var summary = examined.summary {
      summary.errors = found.count { $0.severity == .error }
      summaries.append(summary)
    }
    return found
  }

  /// Checks what only all entries together can show.
  ///
  /// There is a catalog where the run saw every entry and found no error.
  public mutating func finish() throws(FileTreeError) -> (catalog: ValidatedCatalog?, findings: [Diagnostic])
  {
    let (files, rules) = (examiner.files, examiner.rules)
    let checked = Set(folders)
    let known = isWhole ? nil : try Neighbourhood(of: summaries, files, context, since: earlier)
    let entries = known.map { $0.summaries.values.sorted { $0.folder < $1.folder } } ?? summaries
    let subjects = isWhole ? nil : checked.union(entries.map(\.folder)).sorted()
    let survey = CatalogSurvey(
      context: context, entries: entries, subjects: subjects, aliases: known?.aliases, reader: files.reader)
    try rules.check(survey, &findings)
    var drained = findings.drain()
    if let subjects {
      let paths = Set(subjects.map { files.reader.shown($0.path) })
      drained = drained.filter { ([$0.location] + $0.notes.map(\.location)).contains { $0.isBelow(paths) } }
      try noteAllowances(for: drained, except: checked)
    }
    let (last, unused) = filter.passLast(drained)
    let found = try last + filter.pass(files.findings(ofUnused: unused))
    totals.count(found)
    totals.take(filter)
    guard isWhole, totals.errors == 0, totals.entries == folders.count else { return (nil, found) }
    return (ValidatedCatalog(reader: files.reader, context: context), found)
  }
}

extension ValidationSession {
  /// Learns what the entries allow that findings lie in, although they were not checked themselves.
  private mutating func noteAllowances(
    for findings: [Diagnostic], except checked: Set<EntryFolder>
  ) throws(FileTreeError) {
    let depth = context.settings.layout == .flat ? 3 : 4
    let start = examiner.reader.prefix.isEmpty ? 0 : examiner.reader.prefix.split(separator: "/").count
    var folders: Set<EntryFolder> = []
    for finding in findings {
      let path = finding.location.path.split(separator: "/").dropFirst(start).prefix(depth)
      if let folder = try context.names.folder(at: path.joined(separator: "/")) { folders.insert(folder) }
    }
    for folder in folders.subtracting(checked).sorted() {
      if let entry = try examiner.reader.entry(folder).0 { filter.note(allowancesOf: entry) }
    }
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
  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for (rule, slot) in catalogs where catalog.subjects == nil || rule.isAboutEntries {
      findings.begin(slot)
      try rule.check(catalog, &findings)
    }
  }
}
