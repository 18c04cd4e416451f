public import Diagnostics

/// A rule as reports describe it.
public struct ReportedRule: Sendable {
  /// The rule's id.
  public var id: String
  /// The rule as one sentence without a full stop.
  public var title: String
  /// What it does and why, as Markdown.
  public var text: String
  /// Its severity where nothing says otherwise.
  public var severity: Severity
  /// The web address of its page.
  public var address: String?

  /// Describes a rule.
  public init(id: String, title: String, text: String, severity: Severity, address: String? = nil) {
    self.id = id
    self.title = title
    self.text = text
    self.severity = severity
    self.address = address
  }
}
