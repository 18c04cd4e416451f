import ArgumentParser
import Catalog
import Changes
import Documents
import Upstream

struct UpstreamStatusCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell how each entry stands to upstream, field by field.",
    discussion: """
      `ahead`: the catalog has changed. `behind`: upstream has. `diverged`: both have; fields that both changed are
      marked with ‘!’. `unknown`: they differ, and the commit of upstream.lock.yaml is not there to tell who changed it.
      Models that say the same, but for `updated_at`, are only counted, and so are those that the catalog never had.
      The exit code is 1 where something has to be settled.

      EXAMPLES
        modelhub upstream status --upstream ../inference
        modelhub upstream status qwen3 --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: UpstreamOptions

  @Argument(help: "Entries, as name or type/name; all where there are none.")
  var names: [String] = []

  @Flag(help: "One JSON array of {type, name, state, here, there, ours, theirs, conflicts}.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let desk = try UpstreamDesk(global, options, names, published: false, console)
    var counts: [ModelDrift.State: Int] = [:]
    var data = DocumentBuilder()
    data.beginArray()
    var isOpen = false
    let findings = try desk.comparison.forEachModel(only: desk.only) { drift, _ throws(UpstreamError) in
      counts[drift.state, default: 0] += 1
      isOpen = isOpen || drift.state == .unknown || !drift.conflicts.isEmpty
      if json { drift.add(to: &data) } else { DriftText(drift).lines.forEach(console.print) }
    }
    data.end()
    if json { console.print(bytes: JSONWriter.file(data.document().rootNode)) }
    console.flush()
    let hasErrors = console.reportsErrors(desk.findings + findings)
    let words = ModelDrift.State.allCases.compactMap { state in
      counts[state].map { "\($0) \(state.rawValue)" }
    }
    console.say(words.isEmpty ? "no models" : words.joined(separator: ", "))
    return isOpen || hasErrors ? .findings : .clean
  }
}

/// A model's drift as lines: the model, and below it each field.
struct DriftText {
  let lines: [String]

  init(_ drift: ModelDrift) {
    guard drift.state != .same, drift.state != .absent else {
      lines = []
      return
    }
    let disputed = Set(drift.conflicts.map(\.field.description))
    var lines = ["\(drift.state.rawValue)  \(drift.id)\(Self.movement(drift))"]
    lines += drift.ours.map { "  \(drift.state == .unknown ? "?" : "+") \($0.sentence)" }
    lines += drift.theirs.map { "  - upstream: \($0.sentence)" }
    lines += disputed.sorted().map { "  ! both changed \($0)" }
    self.lines = lines
  }

  private static func movement(_ drift: ModelDrift) -> String {
    let here: String? = drift.here == .added ? "new here" : drift.here == .removed ? "removed here" : nil
    let there: String? =
      drift.there == .added ? "new upstream" : drift.there == .removed ? "removed upstream" : nil
    let words = [here, there].compactMap(\.self)
    return words.isEmpty ? "" : ": \(words.joined(separator: ", "))"
  }
}

extension ModelDrift {
  fileprivate func add(to builder: inout DocumentBuilder) {
    builder.beginObject()
    for (key, value) in [
      ("type", type.rawValue), ("name", name), ("state", state.rawValue), ("here", here.rawValue),
      ("there", there.rawValue),
    ] {
      builder.key(key)
      builder.string(value)
    }
    for (key, changes) in [("ours", ours), ("theirs", theirs)] {
      builder.key(key)
      builder.beginArray()
      for change in changes { change.add(to: &builder) }
      builder.end()
    }
    builder.key("conflicts")
    builder.beginArray()
    for conflict in conflicts { builder.string(conflict.field.description) }
    builder.end()
    builder.end()
  }
}
