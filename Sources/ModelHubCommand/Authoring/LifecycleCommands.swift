import ArgumentParser
import Authoring
import Catalog

struct DeprecateCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "deprecate",
    abstract: "Discourage the use of an entry.",
    discussion: """
      Its page says so from that day on, and where to go instead. --undo takes deprecation and expiry back.

      EXAMPLES
        modelhub deprecate qwen2 --reason superseded --replaced-by qwen3
        modelhub deprecate qwen2 --on 2027-01-01
        modelhub deprecate qwen2 --undo
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The entry, as name or type/name.") var name: String

  @Option(
    help: ArgumentHelp(
      "The first day, such as 2027-03-01; today where it is not said.", valueName: "yyyy-mm-dd"))
  var on: CalendarDate?

  @Option(help: ArgumentHelp("Why, for readers.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("The entry to use instead.", valueName: "name"))
  var replacedBy: String?

  @Flag(help: "Take deprecation and expiry back.")
  var undo = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let folder = try desk.folder(name)
    let change =
      undo
      ? try desk.editor.reviving(folder)
      : try desk.editor.deprecating(folder, from: on ?? Today.date, reason: reason, replacedBy: replacedBy)
    return try desk.apply(change, isDryRun: edit.dryRun, asJSON: edit.json, console)
  }
}

struct ExpireCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "expire",
    abstract: "Say from which day on an entry is no longer offered.",
    discussion: """
      The entry stays in the catalog; `modelhub lifecycle` lists what is due, and `modelhub remove` takes it out.

      EXAMPLES
        modelhub expire qwen2 --on 2027-03-01
        modelhub expire qwen2                      today
        modelhub expire qwen2 --undo
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The entry, as name or type/name.") var name: String

  @Option(
    help: ArgumentHelp(
      "The first day without it, such as 2027-03-01; today where it is not said.", valueName: "yyyy-mm-dd"))
  var on: CalendarDate?

  @Flag(help: "Take the expiry back; a deprecation stays.")
  var undo = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let folder = try desk.folder(name)
    let change =
      undo ? try desk.editor.prolonging(folder) : try desk.editor.expiring(folder, on: on ?? Today.date)
    return try desk.apply(change, isDryRun: edit.dryRun, asJSON: edit.json, console)
  }
}

struct RenameCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give an entry another name; the old one leads to it.",
    discussion: """
      The folder moves, the records get the new name, the old name becomes an alias whose page leads to the new one, and
      entries that name it as their replacement name it anew.

      EXAMPLES
        modelhub rename qwen3-insturct qwen3-instruct
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The entry, as name or type/name.") var name: String
  @Argument(help: "The new name.") var newName: String

  @Flag(name: [.customShort("n"), .long], help: "Show what would change, and change nothing.")
  var dryRun = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let change = try desk.editor.renaming(try desk.folder(name), to: newName)
    return try desk.apply(change, isDryRun: dryRun, console)
  }
}

struct RemoveCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take an entry out of the catalog.",
    discussion: """
      Its folder goes; removed.yaml remembers name, day and reason, so that its old address can say what became of it.
      An entry that others name as their replacement can go only with --replaced-by.

      EXAMPLES
        modelhub remove qwen2 --reason "superseded" --replaced-by qwen3
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The entry, as name or type/name.") var name: String

  @Option(
    help: ArgumentHelp("Why, for readers; what the entry says where it is not said.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("The entry to use instead.", valueName: "name"))
  var replacedBy: String?

  @Flag(name: [.customShort("n"), .long], help: "Show what would change, and change nothing.")
  var dryRun = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let change = try desk.editor.removing(
      try desk.folder(name), on: Today.date, reason: reason, replacedBy: replacedBy)
    return try desk.apply(change, isDryRun: dryRun, console)
  }
}
