public import Diagnostics

/// What a rule is, for people and for the registry: nothing here may be left out.
public struct RulePage: Sendable {
  /// The rule's id, kebab-case, as findings and settings name it.
  public let id: String
  /// How much its findings weigh where `hub.yaml` does not say otherwise.
  public let severity: Severity
  /// The rule as one sentence that says how things must be, without a full stop.
  public let title: String
  /// What it does, in a paragraph of Markdown.
  public let what: String
  /// Why that is bad, in a paragraph of Markdown.
  public let why: String
  /// Catalogs in which the rule finds something, at the marked place; at least one.
  public var failing: [RuleExample] { makeFailing() }
  /// The same as they should be; at least one.
  public var passing: [RuleExample] { makePassing() }
  /// Whether nobody can switch it off, since later stages rely on it.
  public let isBinding: Bool
  // Every run asks rules for their pages, and few of those for their examples.
  private let makeFailing: @Sendable () -> [RuleExample]
  private let makePassing: @Sendable () -> [RuleExample]

  /// Describes a rule; the first failing and the first passing example are asked for by name, so that no
  /// rule can do without.
  public init(
    _ id: String, _ severity: Severity, _ title: String, what: String, why: String,
    failing: @autoclosure @escaping @Sendable () -> RuleExample,
    passing: @autoclosure @escaping @Sendable () -> RuleExample,
    moreFailing: @autoclosure @escaping @Sendable () -> [RuleExample] = [],
    morePassing: @autoclosure @escaping @Sendable () -> [RuleExample] = [], isBinding: Bool = false
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.what = what
    self.why = why
    makeFailing = { [failing()] + moreFailing() }
    makePassing = { [passing()] + morePassing() }
    self.isBinding = isBinding
  }
}
