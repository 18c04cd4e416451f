import ArgumentParser
import Catalog
import Documents
import Review

struct MineCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "mine",
    abstract: "List the entries that you look after, and the reviews that concern you.",
    discussion: """
      EXAMPLES
        modelhub mine
        modelhub mine --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Flag(help: "One JSON object {login, entries, reviews}.") var json = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let login = try desk.actor().login
    let items = try desk.registry.inbox().filter {
      $0.waits(for: login) || $0.state.contributors.contains(login)
    }
    let entries = try desk.entries(maintainedBy: login)
    if json {
      console.print(bytes: JSONWriter.file(document(login, entries, items).rootNode))
      return .clean
    }
    for entry in entries { console.print(entry) }
    if !entries.isEmpty, !items.isEmpty { console.print("") }
    InboxText(items, reader: login, now: Int64(Today.seconds)).print(to: console)
    console.say(entries.count == 1 ? "1 entry" : "\(entries.count) entries")
    return .clean
  }

  private func document(_ login: String, _ entries: [String], _ items: [InboxItem]) -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("login")
    builder.string(login)
    builder.key("entries")
    builder.beginArray()
    for entry in entries { builder.string(entry) }
    builder.end()
    builder.key("reviews")
    builder.copy(ReviewDocument.list(items).rootNode)
    builder.end()
    return builder.document()
  }
}

extension ReviewDesk {
  /// The ids of the entries on disk that name somebody among their maintainers, sorted.
  fileprivate func entries(maintainedBy login: String) throws -> [String] {
    let reader = try catalogReader()
    let layout = try registry.authority(at: registry.main()).layout
    return try reader.index(layout).0.filter { folder in
      try reader.entry(folder).0?.hub.maintainers.contains { $0.value == login } ?? false
    }.map(\.id)
  }
}
