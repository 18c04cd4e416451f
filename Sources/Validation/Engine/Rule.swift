import Diagnostics
import FileTrees

/// Something that is checked.
///
/// A rule is a value without state, stands in a file of its own, and is listed in ``RuleRegistry/all``.
public protocol Rule: Sendable {
  /// What it is.
  var page: RulePage { get }
}

/// A rule that looks at the bytes of one file.
protocol FileRule: Rule {
  func check(_ file: CheckedFile, _ findings: inout Findings)
}

/// A rule that looks at one entry, with its READMEs and what the registry knows up front.
protocol EntryRule: Rule {
  func check(_ entry: CheckedEntry, _ findings: inout Findings)
}

/// A rule that looks at the settings, the people, and all entries together.
protocol CatalogRule: Rule {
  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError)
}

/// A rule whose findings the readers of files and folders make on their way.
protocol ReaderRule: Rule {}
