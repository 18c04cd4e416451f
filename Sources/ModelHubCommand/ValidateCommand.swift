import ArgumentParser
import Catalog
import DiagnosticReports
import Diagnostics
import Documents
import FileTrees
import SourceText
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
        modelhub validate models/llm/qwen3          that entry, and what concerns all
        modelhub validate --changed-since main      only what a branch changed
        modelhub validate --fix                     mend what can be mended safely
        modelhub validate --format sarif > findings.sarif
        modelhub validate --ref review/llm/qwen3    a branch, without a checkout
        modelhub validate --online llm/qwen3        whether what it names is there
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Entries to check, as name, type/name, or a path; without any, everything.")
  var entries: [String] = []

  @Option(help: "The output format.")
  var format: ReportFormat = .text

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @Flag(help: "Mend what can be mended safely, then show what is left.")
  var fix = false

  @Option(help: ArgumentHelp("Check a branch, tag or commit instead of the files on disk.", valueName: "ref"))
  var ref: String?

  @Option(help: ArgumentHelp("Check only what differs from where this branch began.", valueName: "ref"))
  var changedSince: String?

  @Flag(help: "Also ask the hubs and web servers whether what entries point to is there; slow, and so off.")
  var online = false

  @Option(help: ArgumentHelp("Leave out the findings that this file lists.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Write a baseline of today's findings to a file.", valueName: "file"))
  var writeBaseline: String?

  func validate() throws {
    if fix, ref != nil { throw ValidationError("--fix mends files on disk; it cannot be used with --ref.") }
    if !entries.isEmpty, changedSince != nil {
      throw ValidationError("Name entries or use --changed-since, not both.")
    }
  }

  func perform(_ console: Console) throws -> Outcome {
    let location = try CatalogLocation.find(global.catalog, ref: ref)
    let reader = try location.reader(ref: ref)
    var options = ValidationOptions(today: Today.date)
    if let baseline { options.baseline = try read(baseline, console) }
    if fix { try mend(reader, location, options, console) }
    let shown = ReportOptions(
      colors: console.colorsOutput, width: console.width ?? 110, fixCommand: "modelhub validate --fix",
      explainCommand: "modelhub explain")
    var report = format.makeReport(shown)
    var all: [Diagnostic] = []
    let totals = try check(reader, location, options, console) { finding in
      if writeBaseline != nil { all.append(finding) }
      console.print(bytes: report.add(finding))
    }
    if let path = writeBaseline { try write(all, to: path, console) }
    console.print(
      bytes: report.finish(
        ReportedRun(entries: totals.entries, allowed: totals.allowed, baselined: totals.baselined)))
    return totals.errors > 0 || (strict && totals.warnings > 0) ? .findings : .clean
  }

  private func check(
    _ reader: CatalogReader, _ location: CatalogLocation, _ options: ValidationOptions, _ console: Console,
    report: (Diagnostic) -> Void
  ) throws -> ValidationTotals {
    let changed = try changedSince.map { try location.changes(since: $0, ref: ref) }
    let kept = online ? try KeptWorld() : nil
    // Answers are kept where the run ends early as well: nobody is to be asked twice.
    defer { kept?.keep(console) }
    var session = try ValidationSession(reader, options, changed: changed, online: kept?.world)
    let asked = try entries.map { try session.context.names.all().named($0, in: reader) }
    session.openingFindings.forEach(report)
    let folders = entries.isEmpty ? session.folders : asked
    for (done, folder) in folders.enumerated() {
      console.progress("checking", done + 1, of: folders.count)
      try session.check(folder).findings.forEach(report)
    }
    try session.finish().findings.forEach(report)
    return session.totals
  }

  private func mend(
    _ reader: CatalogReader, _ location: CatalogLocation, _ options: ValidationOptions, _ console: Console
  ) throws {
    let mending = Mending(reader, in: SourceFolder(location.path), options)
    let outcome = try mending.run { console.progress("mending", $0, of: $1) }
    for file in outcome.files { console.say("mended \(reader.shown(file))") }
  }

  private func read(_ path: String, _ console: Console) throws -> Baseline {
    guard let bytes = try FolderTree.readFile(path) else { throw CommandError("There is no file ‘\(path)’.") }
    let result = DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json, limits: .aggregate)
    guard let document = result.document else {
      console.report(result.diagnostics)
      throw CommandError("The baseline ‘\(path)’ cannot be read.")
    }
    let (baseline, faults) = Baseline.read(document)
    console.report(faults)
    return baseline
  }

  private func write(_ findings: [Diagnostic], to path: String, _ console: Console) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    try SourceFolder(folder).write(Baseline.file(findings), to: name)
    console.say("\(path): use it with --baseline \(path)")
  }
}
