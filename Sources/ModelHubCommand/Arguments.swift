public import ArgumentParser
public import Catalog
public import DiagnosticReports
public import Documents
public import NewRegistry
public import Upstream

extension DocumentFormat: ExpressibleByArgument {}
extension ModelType: ExpressibleByArgument {}
extension Visibility: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}
extension ExportLayout: ExpressibleByArgument {}
extension Forge: ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
  /// Reads a day as files have it: `2026-12-01`.
  public init?(argument: String) { self.init(argument) }
}
