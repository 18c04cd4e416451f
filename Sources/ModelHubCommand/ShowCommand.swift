import ArgumentParser
import Catalog
import Diagnostics
import Documents

struct ShowCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one entry.",
    discussion: """
      The name is the model's, or type/name where you want to be sure. With --json, one object {type, name, path,
      hub, model}: the blocks as the entry has them, `model` always as a list.

      EXAMPLES
        modelhub show qwen3
        modelhub show audio/whisper-large-v3 --json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The model's name, or type/name.")
  var name: String

  @Flag(help: "Print the entry as JSON.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let reader = try CatalogLocation.find(global.catalog).reader()
    let folder = try reader.find(name)
    let (entry, diagnostics) = try reader.entry(folder)
    guard let entry else {
      console.report(diagnostics)
      return .findings
    }
    if json {
      console.print(bytes: JSONWriter.file(Self.document(entry).rootNode))
    } else {
      EntrySheet(entry, path: reader.shown(folder.path)).lines(width: console.width).forEach(console.print)
    }
    return .clean
  }

  private static func document(_ entry: Entry) -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("type")
    builder.string(entry.type.rawValue)
    builder.key("name")
    builder.string(entry.name)
    builder.key("path")
    builder.string(entry.folder.path)
    builder.key("hub")
    if let hub = entry.hub.node {
      builder.copy(hub)
    } else {
      builder.beginObject()
      builder.end()
    }
    builder.key("model")
    builder.beginArray()
    for record in entry.records { builder.copy(record.node) }
    builder.end()
    builder.end()
    return builder.document()
  }
}

extension CatalogReader {
  /// The folder of the entry that a person named.
  func find(_ name: String) throws -> EntryFolder {
    let (settings, _) = try settings()
    return try index(settings.layout).0.named(name, in: self)
  }
}

extension [EntryFolder] {
  /// The entry that a person named as `name`, `type/name`, or by a path of the folder or a file in it.
  func named(_ name: String, in reader: CatalogReader) throws -> EntryFolder {
    let path = name.hasPrefix(reader.prefix + "/") ? String(name.dropFirst(reader.prefix.count + 1)) : name
    if let found = first(where: { $0.name == name || $0.id == name || $0.holds(path) }) { return found }
    let folded = ModelName.folded(name)
    if let found = first(where: { ModelName.folded($0.name) == folded }) {
      throw CommandError("There is no entry ‘\(name)’; names keep their case: ‘\(found.name)’.")
    }
    if let story = try story(of: name, in: reader) { throw CommandError(story) }
    let meant = Spelling.nearest(to: name, among: map(\.name)).map { " Did you mean ‘\($0)’?" } ?? ""
    throw CommandError("There is no entry ‘\(name)’.\(meant) `modelhub list` shows all.")
  }

  /// What became of a name that an entry once had; `nil` where none did.
  private func story(of name: String, in reader: CatalogReader) throws -> String? {
    for tombstone in try reader.tombstones().0 {
      guard let gone = tombstone.name?.value, let type = tombstone.type?.value else { continue }
      guard
        ([gone] + tombstone.aliases.map(\.value)).contains(where: { name == $0 || name == "\(type)/\($0)" })
      else { continue }
      let day = tombstone.removed.map { " on \($0.value)" } ?? ""
      let reason = tombstone.reason.map { ": \($0.value)" } ?? ""
      let other = tombstone.replacedBy.map { " Use ‘\($0.value)’ instead." } ?? ""
      return "‘\(type)/\(gone)’ was removed\(day)\(reason).\(other)"
    }
    for folder in self {
      guard let aliases = try reader.entry(folder).0?.hub.aliases.map(\.value) else { continue }
      if aliases.contains(where: { name == $0 || name == "\(folder.type)/\($0)" }) {
        return "‘\(name)’ is now ‘\(folder.id)’."
      }
    }
    return nil
  }
}

extension EntryFolder {
  fileprivate func holds(_ path: String) -> Bool {
    path == self.path || path == self.path + "/" || path.hasPrefix(self.path + "/")
  }
}
