import Diagnostics
import FileTrees

/// Something that is checked.
///
/// A rule is a value without state, stands in a file of its own, and is listed in ``RuleRegistry/all``.
public protocol Rule: Sendable {
  /// What it is.
  var page: RulePage { get }
  /// What it looks at; nothing where the readers of files make its findings on their way.
  var scope: RuleScope { get }
}

extension Rule {
  /// Nothing, unless the rule is one on files, entries or catalogs.
  public var scope: RuleScope { RuleScope() }
}

/// A rule by what it looks at.
///
/// To ask a value whether it conforms to a protocol makes the runtime search all conformances there are, which took a
/// quarter of a run over one entry; so rules say it themselves.
public struct RuleScope: Sendable {
  var file: (any FileRule)?
  var entry: (any EntryRule)?
  var catalog: (any CatalogRule)?
}

/// A rule that looks at the bytes of one file.
protocol FileRule: Rule {
  func check(_ file: CheckedFile, _ findings: inout Findings)
}

extension FileRule {
  var scope: RuleScope { RuleScope(file: self) }
}

/// A rule that looks at one entry, with its READMEs and what the registry knows up front.
protocol EntryRule: Rule {
  func check(_ entry: CheckedEntry, _ findings: inout Findings) throws(FileTreeError)
}

extension EntryRule {
  var scope: RuleScope { RuleScope(entry: self) }
}

/// A rule that looks at the settings, the people, and all entries together.
protocol CatalogRule: Rule {
  /// Whether it says anything of entries; where not, a run over some entries has no use for it.
  var isAboutEntries: Bool { get }
  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError)
}

extension CatalogRule {
  var isAboutEntries: Bool { true }
  var scope: RuleScope { RuleScope(catalog: self) }
}

extension EntryRule where Self: CatalogRule {
  var scope: RuleScope { RuleScope(entry: self, catalog: self) }
}

/// A rule whose findings the readers of files and folders make on their way.
protocol ReaderRule: Rule {}
