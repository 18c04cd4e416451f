public import Catalog
public import Diagnostics
public import FileTrees

/// Checks catalogs from beginning to end.
public enum Validator {
  /// Checks every entry, and hands on each finding as soon as it is known, in an order that depends on nothing
  /// but the files: the registry's own, then entry by entry, then those across entries.
  ///
  /// `progress` is told how many entries are done, of how many. For `changed` see ``ValidationSession``.
  public static func run(
    _ reader: CatalogReader, _ options: ValidationOptions, changed: [String]? = nil,
    online: (any OnlineWorld)? = nil,
    progress: (Int, Int) -> Void = { _, _ in }, report: (Diagnostic) -> Void
  ) throws(FileTreeError) -> (catalog: ValidatedCatalog?, totals: ValidationTotals) {
    var session = try ValidationSession(reader, options, changed: changed, online: online)
    session.openingFindings.forEach(report)
    let folders = session.folders
    for (done, folder) in folders.enumerated() {
      progress(done, folders.count)
      try session.check(folder).findings.forEach(report)
    }
    progress(folders.count, folders.count)
    let (catalog, findings) = try session.finish()
    findings.forEach(report)
    return (catalog, session.totals)
  }

  /// The same with all findings at once; for catalogs whose findings fit in memory.
  public static func check(
    _ reader: CatalogReader, _ options: ValidationOptions, changed: [String]? = nil,
    online: (any OnlineWorld)? = nil
  ) throws(FileTreeError) -> (catalog: ValidatedCatalog?, findings: [Diagnostic]) {
    var findings: [Diagnostic] = []
    let (catalog, _) = try run(reader, options, changed: changed, online: online) { findings.append($0) }
    return (catalog, findings)
  }
}
