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
    guard let tree = try UpstreamTree(FolderTree(upstream), prefix: upstream) else {
      throw CommandError(
        "‘\(upstream)’ holds no models of Xinference; name the folder that holds xinference/model.")
    }
    let importer = try Importer(tree, into: location.reader(), SourceFolder(location.path), update: update)
    var counts: [Importer.Outcome: Int] = [:]
    var done = 0
    let diagnostics = try importer.run(types.isEmpty ? tree.types : types) { type, name, outcome in
      counts[outcome, default: 0] += 1
      done += 1
      console.progress("importing", done, of: nil)
      if json || outcome != .unchanged && outcome != .created { show(type, name, outcome, console) }
    }
    console.report(diagnostics)
    let words = Importer.Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    console.say(
      "\(tree.layout.rawValue) layout: \(words.isEmpty ? "no models" : words.joined(separator: ", "))")
    if counts[.differing] != nil {
      console.say("Say --update to bring those that differ to upstream's records.")
    }
    let isClean = diagnostics.isEmpty && counts[.refused] == nil && counts[.differing] == nil
    return isClean ? .clean : .findings
  }

  private func show(_ type: ModelType, _ name: String, _ outcome: Importer.Outcome, _ console: Console) {
    guard json else { return console.print("\(outcome.rawValue)  \(type.rawValue)/\(name)") }
    var line = Array("{\"type\": \"\(type.rawValue)\", \"name\": ".utf8)
    JSONText.append(name, to: &line)
    line += Array(", \"outcome\": \"\(outcome.rawValue)\"}\n".utf8)
    console.print(bytes: line)
  }
}
