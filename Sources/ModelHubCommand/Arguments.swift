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
