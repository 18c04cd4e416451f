import ArgumentParser
import Catalog
import Diagnostics
import FileTrees
import Upstream

struct ExportCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the entries as the files that Xinference reads.",
    discussion: """
      `split` and `aggregate` are the two layouts of Xinference's repository; `download` is what its “Update” button
      fetches, one array a type. Private entries stay behind. With --like, order and layout come from an upstream
      tree: what was imported and not changed comes back byte for byte.

      EXAMPLES
        modelhub export out --layout split --like ../inference
        modelhub export out --layout download
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder to write to: a new or empty one, or a checkout of Xinference.")
  var out: String

  @Option(help: "The layout: split, aggregate or download.")
  var layout: ExportLayout = .split

  @Option(help: ArgumentHelp("Take order and layout from this tree.", valueName: "upstream"))
  var like: String?

  @Option(
    help: ArgumentHelp("Export a branch, tag or commit instead of the files on disk.", valueName: "ref"))
  var ref: String?

  func perform(_ console: Console) throws -> Outcome {
    let location = try CatalogLocation.find(global.catalog, ref: ref)
    let reader = try location.reader(ref: ref)
    let (settings, _) = try reader.settings()
    let tree = try like.map { try UpstreamTree(FolderTree($0), prefix: $0) }
    var options = ExportOptions(layout, like: tree)
    options.day = Today.date
    let report = try Exporter.run(
      reader, settings.layout, into: SourceFolder(out), options
    ) { console.progress("exporting", $0, of: $1) }
    console.report(report.findings)
    let files = "\(report.written.count) files written, \(report.unchanged) unchanged"
    console.say("\(out): \(report.entries) entries, \(files)")
    if report.leftOut > 0 { console.say("\(report.leftOut) private or expired entries left out.") }
    return report.findings.contains { $0.severity == .error } ? .findings : .clean
  }
}
