import ArgumentParser
import Catalog
import Changes
import Documents
import FileTrees
import Upstream

struct UpstreamPullCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Take over what upstream changed, field by field.",
    discussion: """
      Upstream's changes since the commit of upstream.lock.yaml come into the entries on disk; `hub:`, comments and READMEs
      stay. A field that both changed is listed with its values and left as it is, until you settle it with --ours PLACE or
      --theirs PLACE, where PLACE is the field, the model, or both: 'llm/qwen3:[qwen3].context_length'. The lock
      moves on once nothing is left to settle. What is written is yours to look at and to submit.

      EXAMPLES
        modelhub upstream pull --upstream ../inference
        modelhub upstream pull --theirs llm/qwen3
        modelhub review submit sync-2026-11 catalog/models catalog/upstream.lock.yaml \\
          -m "Follow upstream"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: UpstreamOptions

  @Argument(help: "Entries, as name or type/name; all where there are none.")
  var names: [String] = []

  @Flag(name: .customLong("new"), help: "Make entries of models that are new upstream.")
  var includesNew = false

  @Option(help: ArgumentHelp("Where both changed, the catalog's value.", valueName: "place"))
  var ours: [String] = []

  @Option(help: ArgumentHelp("Where both changed, upstream's value.", valueName: "place"))
  var theirs: [String] = []

  @Flag(help: "Only say what would be written.")
  var dryRun = false

  @Flag(help: "One JSON array of {type, name, outcome, changes, conflicts}.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    guard options.ref == nil else {
      throw CommandError("A pull writes to the files on disk; leave out --ref.")
    }
    let desk = try UpstreamDesk(global, options, names, published: false, console)
    guard let commit = desk.source.commit else {
      throw CommandError("A pull needs upstream's commit for the lock; name a git repository, or OWNER/REPO.")
    }
    var pullOptions = PullOptions(lock: lock(commit, desk))
    pullOptions.only = desk.only
    pullOptions.includesNew = includesNew
    pullOptions.settle = { id, field in side(for: ["\(id):\(field)", field.description]) }
    pullOptions.settleModel = { id in side(for: [id, String(id.split(separator: "/").last ?? "")]) }
    let pull = try UpstreamPull.plan(desk.comparison, pullOptions)
    if json {
      console.print(bytes: JSONWriter.file(Self.document(pull).rootNode))
    } else {
      for model in pull.models { show(model, console) }
    }
    if !dryRun { try write(pull, desk) }
    console.flush()
    let hasErrors = console.reportsErrors(desk.findings + pull.findings)
    let open = pull.models.count { $0.outcome == .conflicting }
    console.say(summary(pull, open: open))
    return open > 0 || hasErrors ? .findings : .clean
  }

  private func lock(_ commit: String, _ desk: UpstreamDesk) -> UpstreamLock {
    // A release is known by its commit, so another commit is none until somebody says so.
    UpstreamLock(
      repository: desk.settings.upstream.repository, commit: commit,
      release: desk.lock?.commit == commit ? desk.lock?.release : nil, date: desk.source.day,
      layout: desk.source.tree.layout)
  }

  private func side(for places: [String]) -> MergeSide? {
    if places.contains(where: ours.contains) { return .ours }
    return places.contains(where: theirs.contains) ? .theirs : nil
  }

  private func show(_ model: PulledModel, _ console: Console) {
    console.print("\(model.outcome.rawValue)  \(model.drift.id)")
    for change in model.changes { console.print("  \(change.sentence)") }
    for conflict in model.conflicts {
      console.print("  ! \(conflict.field)")
      console.print("      base      \(FieldChange.words(conflict.base))")
      console.print("      ours      \(FieldChange.words(conflict.ours))")
      console.print("      upstream  \(FieldChange.words(conflict.theirs))")
    }
    if model.outcome == .conflicting, model.conflicts.isEmpty {
      console.print("  ! settle it with --ours \(model.drift.id) or --theirs \(model.drift.id)")
    }
  }

  private static func document(_ pull: UpstreamPull) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for model in pull.models {
      builder.beginObject()
      for (key, value) in [
        ("type", model.drift.type.rawValue), ("name", model.drift.name), ("outcome", model.outcome.rawValue),
      ] {
        builder.key(key)
        builder.string(value)
      }
      builder.key("changes")
      builder.beginArray()
      for change in model.changes { change.add(to: &builder) }
      builder.end()
      builder.key("conflicts")
      builder.beginArray()
      for conflict in model.conflicts { builder.string(conflict.field.description) }
      builder.end()
      builder.end()
    }
    builder.end()
    return builder.document()
  }

  private func write(_ pull: UpstreamPull, _ desk: UpstreamDesk) throws {
    let folder = SourceFolder(desk.location.path)
    for model in pull.models {
      if let file = model.file { try folder.write(file.bytes, to: file.path) }
      if model.outcome == .removed {
        let entry = EntryFolder(type: model.drift.type, name: model.drift.name, layout: desk.settings.layout)
        try remove(entry.path, FolderTree(desk.location.path), folder)
      }
    }
    if let lock = pull.lock { try folder.write(lock, to: UpstreamLock.path) }
  }

  private func remove(_ path: String, _ tree: FolderTree, _ folder: SourceFolder) throws {
    for entry in try tree.entries(in: path) {
      let inner = "\(path)/\(entry.name)"
      if entry.kind == .folder { try remove(inner, tree, folder) } else { try folder.remove(inner) }
    }
  }

  private func summary(_ pull: UpstreamPull, open: Int) -> String {
    let changed = pull.models.count - open
    let words = changed == 1 ? "1 entry changed" : "\(changed) entries changed"
    if open > 0 {
      return "\(words); \(open) to settle with --ours or --theirs, and the lock stays where it is"
    }
    return pull.lock == nil ? "\(words); the lock stays where it is" : "\(words); in step with upstream"
  }
}
