import ArgumentParser
import Catalog
import Documents

struct ListCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the catalog's entries.",
    discussion: """
      A line for each entry: type, name, abilities, sizes in billions of parameters, context in tokens, and the
      day of the last change. Filters narrow the list; each may be given several times (any of the values fits).

      EXAMPLES
        modelhub list --type llm --ability tools
        modelhub list --tag moe --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var filter: EntryFilter

  @Flag(
    help: "One JSON array of {type, name, visibility, abilities, sizes, formats, context_length, updated_at}."
  )
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let reader = try CatalogLocation.find(global.catalog).reader()
    let (settings, _) = try reader.settings()
    let (folders, _) = try reader.index(settings.layout)
    var rows: [EntrySummary] = []
    var unreadable = 0
    for (index, folder) in folders.enumerated()
    where filter.types.isEmpty || filter.types.contains(folder.type) {
      console.progress("reading", index + 1, of: folders.count)
      guard let entry = try reader.entry(folder).0 else {
        unreadable += 1
        continue
      }
      let summary = EntrySummary(entry)
      if filter.accepts(summary) { rows.append(summary) }
    }
    if json {
      console.print(bytes: JSONWriter.file(EntrySummary.document(rows).rootNode))
    } else {
      var table = TextTable(["TYPE", "NAME", "SIZES", "CONTEXT", "CHANGED", "ABILITIES"])
      for row in rows { table.add(row.columns) }
      if !rows.isEmpty { table.lines(width: console.width).forEach(console.print) }
      console.say(rows.count == 1 ? "1 entry" : "\(rows.count) entries")
    }
    if unreadable > 0 { console.say("\(unreadable) entries cannot be read; `modelhub validate` says why.") }
    return .clean
  }
}

/// The filters of `list`.
struct EntryFilter: ParsableArguments {
  @Option(name: .customLong("type"), help: ArgumentHelp("Only this type.", valueName: "type"))
  var types: [ModelType] = []

  @Option(
    name: .customLong("ability"), help: ArgumentHelp("Only entries with this ability.", valueName: "word"))
  var abilities: [String] = []

  @Option(
    name: .customLong("format"), help: ArgumentHelp("Only entries in this format.", valueName: "format"))
  var formats: [String] = []

  @Option(name: .customLong("tag"), help: ArgumentHelp("Only entries with this tag.", valueName: "tag"))
  var tags: [String] = []

  @Option(
    name: .customLong("maintainer"), help: ArgumentHelp("Only entries of this person.", valueName: "login"))
  var maintainers: [String] = []

  @Option(name: .customLong("visibility"), help: "Only entries that are public, unlisted or private.")
  var visibilities: [Visibility] = []

  @Flag(help: "Only featured entries.")
  var featured = false

  func accepts(_ entry: EntrySummary) -> Bool {
    func meets(_ wanted: [String], _ has: [String]) -> Bool {
      wanted.isEmpty || wanted.contains(where: has.contains)
    }
    return meets(abilities, entry.abilities) && meets(formats, entry.formats) && meets(tags, entry.tags)
      && meets(maintainers, entry.maintainers)
      && (visibilities.isEmpty || visibilities.contains(entry.visibility))
      && (!featured || entry.isFeatured)
  }
}
