public import Catalog
import Diagnostics
public import FileTrees

/// What a rule-by-rule look at one entry showed, before ``ValidationSession/take(_:)`` counts and weighs it.
public struct ExaminedEntry: Sendable {
  /// The entry; `nil` where its file cannot be made sense of.
  public let entry: Entry?
  let findings: [Diagnostic]
  let summary: EntrySummary?
}

/// Looks at single entries, knowing of the others no more than their names.
///
/// A value belongs to one thread; ``ValidationSession/examiners`` makes more of them.
public struct EntryExaminer {
  /// Reads the catalog.
  public var reader: CatalogReader { files.reader }

  let files: CatalogFiles
  let rules: RuleSet
  let context: CatalogContext
  let online: OnlineCheck?
  private var findings = Findings()

  init(_ files: CatalogFiles, _ rules: RuleSet, _ context: CatalogContext, online: OnlineCheck? = nil) {
    (self.files, self.rules, self.context, self.online) = (files, rules, context, online)
  }

  /// Reads an entry and applies the rules on files and entries.
  public mutating func examine(_ folder: EntryFolder) throws(FileTreeError) -> ExaminedEntry {
    let (entry, faults) = try files.reader.entry(folder)
    findings.take(faults)
    guard let entry else {
      try files.forEachFile(in: folder) { rules.check($0, &findings) }
      return ExaminedEntry(entry: nil, findings: findings.drain(), summary: nil)
    }
    let (readmes, unread) = try files.readmes(of: entry)
    findings.take(unread)
    try files.forEachFile(of: entry, readmes) { rules.check($0, &findings) }
    let checked = CheckedEntry(entry, context, readmes, parsesAll: online != nil)
    try rules.check(checked, &findings)
    if let online { findings.take(online.findings(checked)) }
    return ExaminedEntry(entry: entry, findings: findings.drain(), summary: EntrySummary(checked))
  }
}

extension ValidationSession {
  /// Makes examiners for other threads, each in its own; `nil` where there can be but one.
  public var examiners: (@Sendable () throws(FileTreeError) -> EntryExaminer)? {
    guard examiner.online == nil, let tree = examiner.reader.tree.opener,
      let names = context.names.opener(tree)
    else { return nil }
    let (rules, prefix) = (examiner.rules, examiner.reader.prefix)
    let (settings, people) = (context.settings, context.people)
    let (schemas, today) = (context.schemas, context.today)
    return { () throws(FileTreeError) in
      let context = CatalogContext(
        settings: settings, people: people, names: try names(), schemas: schemas, today: today)
      return EntryExaminer(CatalogFiles(CatalogReader(try tree(), prefix: prefix)), rules, context)
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

  func check(_ entry: CheckedEntry, _ findings: inout Findings) throws(FileTreeError) {
    for (rule, slot) in entries {
      findings.begin(slot)
      try rule.check(entry, &findings)
    }
  }
}
