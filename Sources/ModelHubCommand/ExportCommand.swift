import ArgumentParser
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
    let model = try like.map { path in
      guard let tree = try UpstreamTree(FolderTree(path), prefix: path) else {
        throw CommandError(
          "‘\(path)’ holds no models of Xinference; name the folder that holds xinference/model.")
      }
      return tree
    }
    let target = FolderTree(out)
    guard
      try !target.exists || target.entries(in: "").isEmpty || UpstreamTree(target) != nil
        || isDownload(target)
    else {
      throw CommandError(
        "‘\(out)’ holds something else; name a new or empty folder, or a checkout of Xinference.")
    }
    let exporter = Exporter(try location.reader(ref: ref), to: SourceFolder(out), like: model)
    let (files, diagnostics) = try exporter.run(layout) { console.progress("exporting", $0, of: $1) }
    console.report(diagnostics)
    console.say("\(out): \(files) files")
    return diagnostics.isEmpty ? .clean : .findings
  }

  /// An earlier export of downloads: nothing but `<type>.json`.
  private func isDownload(_ tree: FolderTree) throws -> Bool {
    try layout == .download
      && tree.entries(in: "").allSatisfy { entry in
        entry.kind == .file && entry.name.hasSuffix(".json")
          && ModelTypeName.isKnown(String(entry.name.dropLast(5)))
      }
  }
}
