import ArgumentParser
import Authoring

struct SetCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set a field of an entry, in place.",
    discussion: """
      Only the bytes of the value change; comments and layout stay. The catalog's schema says what kind of value a field
      has: lists may be written with commas. A field is named by its keys, joined by dots; `hub.` and `model.` in front may
      be left out where only one block has it. An item of a list is [0], [key=value], [text], or [+] for a new one.
      With --json, one object {path, edits: [{start, end, text}]}, in bytes of the file as it was.

      EXAMPLES
        modelhub set qwen3 license Apache-2.0
        modelhub set qwen3 hub.tags[+] moe
        modelhub set qwen3 model_ability chat,tools,reasoning
        modelhub set whisper-large-v3 'model[engine=MLX].cache_name' whisper-mlx
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The entry, as name or type/name.") var name: String
  @Argument(help: "The field.") var field: String
  @Argument(help: "The value.") var value: String

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let editor = EntryEditor(try desk.entry(name, console), desk.editor.schemaFields)
    return try desk.apply(
      try editor.setting(field, to: value), isDryRun: edit.dryRun, asJSON: edit.json, console)
  }
}

struct UnsetCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "unset",
    abstract: "Take a field of an entry away.",
    discussion: """
      The field goes with its lines, and with what is left empty by that. See `modelhub set --help` for how fields are named.

      EXAMPLES
        modelhub unset qwen3 hub.lifecycle
        modelhub unset qwen3 hub.tags[moe]
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The entry, as name or type/name.") var name: String
  @Argument(help: "The field.") var field: String

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let editor = EntryEditor(try desk.entry(name, console), desk.editor.schemaFields)
    return try desk.apply(try editor.unsetting(field), isDryRun: edit.dryRun, asJSON: edit.json, console)
  }
}

/// What every command that changes one file takes.
struct EditOptions: ParsableArguments {
  @Flag(name: [.customShort("n"), .long], help: "Show what would change, and change nothing.")
  var dryRun = false

  @Flag(help: "Answer with one JSON object.")
  var json = false
}
