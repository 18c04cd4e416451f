import FileTrees
import ArgumentParser
import Authoring
import Catalog
import Documents
import ModelFacts
import ModelSources

struct NewCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a new entry, out of a model's own files as far as they tell.",
    discussion: """
      A source is a folder or file of weights, an id on Hugging Face (OWNER/NAME) or ModelScope (modelscope:OWNER/NAME), a
      page's address, or another entry (entry:NAME). Name as many as the model has: plain weights, quantized copies, GGUF
      files, each hub. Of large files only the headers are read. Each value says where it came from.

      On a terminal you are asked for what no file tells, and can leave with Ctrl-D: the same command goes on where you
      left. In a script give such fields with --set, as `modelhub set` takes them. HF_TOKEN, MODELSCOPE_API_TOKEN,
      HF_ENDPOINT and MODELSCOPE_DOMAIN are heeded. With --json, one object {type, name, path, written, fields: [{record,
      field, value, from}], missing, findings}.

      EXAMPLES
        modelhub new llm QwQ-32B --from Qwen/QwQ-32B --from Qwen/QwQ-32B-AWQ \\
          --from unsloth/QwQ-32B-GGUF
        modelhub new llm my-model --from ./weights --as me/my-model \\
          --set model_lang=en,zh --set hub.license=MIT
        modelhub new embedding my-bge --from entry:bge-m3 --dry-run
        modelhub new llm my-model
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The type: llm, embedding, rerank, image, audio, video or world.") var type: ModelType
  @Argument(help: "The model's name.") var name: String

  @Option(help: ArgumentHelp("Where the weights are, or an entry to start from.", valueName: "source"))
  var from: [String] = []

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The id on a hub of a folder or file, in the order of those.", valueName: "id"))
  var ids: [String] = []

  @Option(help: ArgumentHelp("Give a field its value; may be said several times.", valueName: "field=value"))
  var set: [String] = []

  @Flag(inversion: .prefixedNo, help: "Ask for what no file tells; on a terminal as a rule.")
  var interactive: Bool?

  @Flag(help: "Forget a dialogue that was left before its end.")
  var fresh = false

  @Option(help: "The notation of the entry: yaml or json.") var format: DocumentFormat = .yaml

  @Option(
    name: .customLong("huggingface-url"), help: ArgumentHelp("Where Hugging Face is.", valueName: "url"))
  var huggingFaceURL: String?

  @Option(name: .customLong("modelscope-url"), help: ArgumentHelp("Where ModelScope is.", valueName: "url"))
  var modelScopeURL: String?

  @Flag(name: [.customShort("n"), .long], help: "Print the entry, and write nothing.")
  var dryRun = false

  @Flag(help: "Answer with one JSON object.") var json = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    try desk.editor.checkNew(name)
    let isInteractive = interactive ?? Interview.isPossible
    var dialogue = try Dialogue(type, name, sources: from, ids: ids, isKept: isInteractive)
    if isInteractive {
      if fresh { dialogue.forget() }
      guard try dialogue.open() else { return .findings }
    }
    guard var draft = try firstDraft(of: &dialogue, isInteractive, desk, console) else { return .findings }
    if !draft.records.contains(where: { $0["updated_at"] != nil }) {
      draft.setRecord("updated_at", .number(Today.seconds), .rule("now"))
      draft.setRecord("featured", .bool(false), .rule("what new entries are"))
    }
    for text in set { try apply(text, to: &draft, desk.editor.schemaFields) }
    if isInteractive, try !dialogue.complete(&draft, desk.editor.schemaFields) { return .findings }
    let missing = draft.missing(desk.editor.schemaFields)
    let report = NewEntryReport(draft, missing: missing, desk.editor.schemaFields)
    guard missing.isEmpty else {
      if json { console.print(bytes: report.json(written: [])) }
      console.fail(report.missingSentence)
      return .findings
    }
    let outcome = try write(draft, report, wasShown: isInteractive, desk, console)
    dialogue.forget()
    return outcome
  }

  /// What the sources tell; `nil` where the person left.
  ///
  /// A source that cannot be read ends a script. A person is told, and asked for another one.
  private func firstDraft(
    of dialogue: inout Dialogue, _ isInteractive: Bool, _ desk: AuthoringDesk, _ console: Console
  ) throws -> EntryDraft? {
    let job = NewEntryJob(desk, addresses, console)
    guard isInteractive else { return try job.draft(type, name, dialogue.state) }
    while true {
      do {
        return try job.draft(type, name, dialogue.state)
      } catch {
        guard try dialogue.reopen(after: "\(error)") else { return nil }
      }
    }
  }

  private var addresses: HubAddresses {
    var addresses = HubAddresses(environment: Environment.all)
    if let huggingFaceURL { addresses.move(.huggingface, to: huggingFaceURL) }
    if let modelScopeURL { addresses.move(.modelscope, to: modelScopeURL) }
    return addresses
  }

  private func apply(_ text: String, to draft: inout EntryDraft, _ fields: SchemaFields) throws {
    // A condition in brackets may hold `=` as well.
    var depth = 0
    let equals = text.firstIndex { character in
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      return character == "=" && depth == 0
    }
    guard let equals else {
      throw AuthoringError(.badValue, "‘\(text)’ is not FIELD=VALUE.")
    }
    try draft.answer(String(text[..<equals]), String(text[text.index(after: equals)...]), fields)
  }

  private func write(
    _ draft: EntryDraft, _ report: NewEntryReport, wasShown: Bool, _ desk: AuthoringDesk, _ console: Console
  ) throws -> Outcome {
    let entry = try NewEntryFiles(draft, format, desk)
    if dryRun {
      if json {
        console.print(bytes: report.json(written: []))
      } else {
        console.print(bytes: entry.files[0].bytes)
      }
      return .clean
    }
    for file in entry.files { try desk.files.write(file.bytes, to: file.path) }
    let written = entry.files.map { desk.reader.shown($0.path) }
    if json {
      console.print(bytes: report.json(written: written))
    } else {
      if !wasShown { report.lines(width: console.width).forEach(console.print) }
      written.forEach { console.say("Wrote \($0)") }
    }
    let outcome = try NewEntryCheck.run(desk, draft, console)
    if outcome == .clean {
      console.say(
        "Next: modelhub serve --watch, then modelhub review submit \(type)/\(name) -m \"Add \(name)\"")
    }
    return outcome
  }
}
