import ArgumentParser
import DiagnosticReports
import Diagnostics
import Documents
import FileTrees
import JSONSchema
import SourceText

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Work with JSON Schemas, draft 2020-12.",
    subcommands: [SchemaValidateCommand.self])
}

struct SchemaValidateCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check any JSON or YAML file against a JSON Schema.",
    discussion: """
      Draft 2020-12, complete. Nothing is ever fetched: what a $ref names is looked for among the files below the
      folders given with --resources. Formats are notes unless --format-assertion makes them binding.

      EXAMPLES
        modelhub schema validate --schema person.schema.json people/ada.yaml
        modelhub schema validate --schema s.json \\
          --resources https://example.org/schemas/=schemas data/*.json
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("The schema, as JSON or YAML.", valueName: "file"))
  var schema: String

  @Option(
    help: ArgumentHelp("Schemas that references may name: a base URI, ‘=’, a folder.", valueName: "base=dir"))
  var resources: [String] = []

  @Flag(help: "Refuse values that do not have the format that the schema names.")
  var formatAssertion = false

  @Option(help: "The output format.")
  var format: ReportFormat = .text

  @Argument(help: "The files to check.")
  var instances: [String]

  func perform(_ console: Console) throws -> Outcome {
    let compiled = try compile(console)
    var report = format.makeReport(ReportOptions(colors: console.colorsOutput, width: console.width ?? 110))
    var isClean = true
    for path in instances {
      let (document, faults) = try read(path)
      var findings = faults
      if let document {
        findings += compiled.failures(in: document.rootNode).map { $0.diagnostic(rule: "schema") }
      }
      isClean = isClean && findings.isEmpty
      for finding in findings { console.print(bytes: report.add(finding)) }
    }
    console.print(bytes: report.finish(ReportedRun()))
    return isClean ? .clean : .findings
  }

  private func compile(_ console: Console) throws -> Schema {
    var registry = SchemaRegistry()
    for resource in resources { try add(resource, to: &registry) }
    let (document, faults) = try read(schema)
    guard let document else {
      console.report(faults)
      throw CommandError("The schema ‘\(schema)’ cannot be read.")
    }
    // The file's own place is its base; an `$id` inside takes over.
    let base = "file:///" + schema.drop { $0 == "/" }
    let clashes = registry.add(document, at: base)
    let (compiled, problems) = registry.compile(base, options: SchemaOptions(assertsFormats: formatAssertion))
    guard let compiled else {
      console.report(clashes + problems)
      throw CommandError("The schema ‘\(schema)’ cannot be used.")
    }
    return compiled
  }

  private func add(_ resource: String, to registry: inout SchemaRegistry) throws {
    guard let equals = resource.lastIndex(of: "="), equals != resource.startIndex else {
      throw CommandError("‘\(resource)’ is no BASE=DIR; write a base URI, ‘=’, and a folder.")
    }
    let base = resource[..<equals]
    let root = String(resource[resource.index(after: equals)...])
    guard FolderTree(root).exists else { throw CommandError("There is no folder ‘\(root)’.") }
    func walk(_ folder: String) throws {
      for entry in try FolderTree(root).entries(in: folder) {
        let path = folder.appendingPath(entry.name)
        if entry.kind == .folder { try walk(path) }
        guard entry.kind == .file, DocumentFormat(path: path) != nil else { continue }
        if let document = try read("\(root)/\(path)").0 {
          registry.add(document, at: base + (base.hasSuffix("/") ? "" : "/") + path)
        }
      }
    }
    try walk("")
  }

  private func read(_ path: String) throws -> (Document?, [Diagnostic]) {
    guard let bytes = try FolderTree.readFile(path) else { throw CommandError("There is no file ‘\(path)’.") }
    let source = SourceText(path: path, bytes: bytes)
    return DocumentReader.read(source, as: DocumentFormat(path: path) ?? .json, limits: .aggregate)
  }
}
