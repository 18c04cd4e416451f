public import DiagnosticReports
import Diagnostics

extension RulePage {
  /// The rule as reports describe it; `address` is that of the page of all rules, ending in `/`.
  public func reported(at address: String? = nil) -> ReportedRule {
    ReportedRule(
      id: id, title: title, text: "\(what)\n\n\(why)", severity: severity,
      address: address.map { "\($0)\(id)/" })
  }
}
