import ArgumentParser
import Catalog
import FileTrees
import Upstream

struct ImportCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make entries of the models in a checkout of Xinference.",
    discussion: """
      Takes either layout: one file a model (since 3.5.0), or one array a type. An entry that differs is left alone
      unless you say --update; then its records are changed in place, and comments, `hub:` and README stay.

      EXAMPLES
        modelhub import ../inference
        modelhub import ../inference --type llm --type embedding --update
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The checkout: the folder that holds xinference/.")
  var upstream: String

  @Option(
    name: .customLong("type"), help: ArgumentHelp("Only this type; may be repeated.", valueName: "type"))
  var types: [ModelType] = []

  @Flag(help: "Bring entries that differ to upstream's records.")
  var update = false

  @Flag(help: "One JSON object a model: {type, name, outcome}.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let location = try CatalogLocation.find(global.catalog)
    let tree = try UpstreamTree(FolderTree(upstream), prefix: upstream)
    let catalog = try location.reader()
    let (settings, _) = try catalog.settings()
    var counts: [ImportedEntry.Outcome: Int] = [:]
    let diagnostics = try Importer.run(
      tree, into: catalog, settings.layout, SourceFolder(location.path),
      types: types.isEmpty ? ModelType.allCases : types, updating: update,
      progress: { console.progress("importing", $0, of: $1) }
    ) { entry in
      counts[entry.outcome, default: 0] += 1
      if json || entry.outcome != .unchanged && entry.outcome != .created { show(entry, console) }
    }
    console.report(diagnostics)
    let words = ImportedEntry.Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    console.say(
      "\(tree.layout.rawValue) layout: \(words.isEmpty ? "no models" : words.joined(separator: ", "))")
    if counts[.differing] != nil {
      console.say("Say --update to bring those that differ to upstream's records.")
    }
    let isClean = diagnostics.isEmpty && counts[.unreadable] == nil && counts[.differing] == nil
    return isClean ? .clean : .findings
  }

  private func show(_ entry: ImportedEntry, _ console: Console) {
    let folder = entry.folder
    guard json else { return console.print("\(entry.outcome.rawValue)  \(folder.id)") }
    var line = Array("{\"type\": \"\(folder.type.rawValue)\", \"name\": ".utf8)
    JSONText.append(folder.name, to: &line)
    line += Array(", \"outcome\": \"\(entry.outcome.rawValue)\"}\n".utf8)
    console.print(bytes: line)
  }
}
