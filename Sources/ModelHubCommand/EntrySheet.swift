import Catalog
import Documents

/// An entry as a terminal shows it.
struct EntrySheet {
  private let entry: Entry
  private let path: String

  init(_ entry: Entry, path: String) {
    self.entry = entry
    self.path = path
  }

  func lines(width: Int?) -> [String] {
    var lines = ["\(entry.name) — \(entry.type.rawValue)"]
    if let description = entry.records.lazy.compactMap(\.description).first { lines += ["", description] }
    lines.append("")
    var facts = TextTable(["", ""])
    for (name, value) in self.facts where !value.isEmpty { facts.add([name, value]) }
    lines += facts.lines(width: width, header: false)
    for record in entry.records { lines += specLines(record, width) }
    return lines
  }

  private var facts: [(String, String)] {
    let summary = EntrySummary(entry)
    let lifecycle = entry.hub.lifecycle
    return [
      ("abilities", summary.abilities.joined(separator: ", ")),
      ("languages", unique(entry.records.flatMap(\.languages)).joined(separator: ", ")),
      ("context", summary.contextLength.map { "\($0) tokens" } ?? ""),
      ("licence", entry.hub.license?.value ?? ""),
      ("maintainers", summary.maintainers.joined(separator: ", ")),
      ("tags", summary.tags.joined(separator: ", ")),
      ("visibility", summary.visibility == .public ? "" : summary.visibility.rawValue),
      ("deprecated", lifecycle?.deprecated?.value.description ?? ""),
      ("replaced by", lifecycle?.replacedBy?.value ?? ""),
      ("expires", lifecycle?.expires?.value.description ?? ""),
      ("changed", summary.updatedAt.map { CalendarDate(secondsSince1970: $0).description } ?? ""),
      ("files", ([path] + entry.readmes).joined(separator: ", ")),
    ]
  }

  private func specLines(_ record: ModelRecord, _ width: Int?) -> [String] {
    var table = TextTable(["SIZE", "FORMAT", "HUB", "ID", "QUANTIZATIONS"])
    for spec in record.specs {
      for source in spec.sources {
        table.add([
          spec.size.map { $0.replacing("_", with: ".") + "B" } ?? "", spec.format ?? "", source.hubName,
          source.id ?? "", source.quantizations.joined(separator: " "),
        ])
      }
    }
    let heading = record.engine.map { ["", "engine \($0)"] } ?? [""]
    return heading + table.lines(width: width)
  }
}
