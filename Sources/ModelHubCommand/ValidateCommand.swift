import ArgumentParser
import Catalog
import DiagnosticReports
import Diagnostics
import Validation

struct ValidateCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check every file of the catalog; all findings in one run.",
    discussion: """
      Each finding names its file, line and column, what is wrong, and what to do. `modelhub explain RULE` tells why.
      The exit code is 1 where there is an error; with --strict also where there is a warning.

      EXAMPLES
        modelhub validate
        modelhub validate models/llm/qwen3          only that entry, and what concerns all entries
        modelhub validate --format json > findings.json
        modelhub validate --ref review/llm/qwen3    a branch or commit, without a checkout
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Entries to check, as name, type/name, or a path; without any, everything.")
  var entries: [String] = []

  @Option(help: "The output format.")
  var format: ReportFormat = .text

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @Option(help: ArgumentHelp("Check a branch, tag or commit instead of the files on disk.", valueName: "ref"))
  var ref: String?

  func perform(_ console: Console) throws -> Outcome {
    let location = try CatalogLocation.find(global.catalog, ref: ref)
    let reader = try location.reader(ref: ref)
    let options = ReportOptions(
      colors: console.colorsOutput, width: console.width ?? 110, explainCommand: "modelhub explain")
    var report = format.makeReport(options)
    let totals = try run(reader, ValidationOptions(today: Today.date), console) { finding in
      console.print(bytes: report.add(finding))
    }
    console.print(bytes: report.finish(ReportedRun(entries: totals.entries)))
    return totals.errors > 0 || (strict && totals.warnings > 0) ? .findings : .clean
  }

  private func run(
    _ reader: CatalogReader, _ options: ValidationOptions, _ console: Console,
    report: (Diagnostic) -> Void
  ) throws -> ValidationTotals {
    if entries.isEmpty {
      let progress = { (done: Int, total: Int) in console.progress("checking", done, of: total) }
      return try Validator.run(reader, options, progress: progress, report: report).totals
    }
    var session = try ValidationSession(reader, options)
    let asked = try entries.map { try session.context.names.folders.named($0, in: reader) }
    session.openingFindings.forEach(report)
    for folder in asked { try session.check(folder).findings.forEach(report) }
    try session.finish().findings.forEach(report)
    return session.totals
  }
}
