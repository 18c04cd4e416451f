import ArgumentParser
import Authoring
import Catalog
import Documents

struct LifecycleCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "lifecycle",
    abstract: "List what is deprecated, expiring and expired.",
    discussion: """
      The most urgent first. The exit code is 1 where an entry has expired and is still in the catalog, so that a nightly
      job can act on it. With --json, one object {as_of, within, entries: [{type, name, stage, day, days, reason,
      replaced_by, maintainers}]}.

      EXAMPLES
        modelhub lifecycle
        modelhub lifecycle --as-of 2027-01-01 --within 90
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("The day to report for; today where it is not said.", valueName: "date"))
  var asOf: CalendarDate?

  @Option(help: ArgumentHelp("How many days to look ahead.", valueName: "days"))
  var within: Int = 30

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let reader = try CatalogLocation.find(global.catalog).reader()
    let folders = try reader.index(try reader.settings().0.layout).0
    var report = LifecycleReport(asOf: asOf ?? Today.date, within: within)
    for (place, folder) in folders.enumerated() {
      console.progress("reading", place + 1, of: folders.count)
      if let entry = try reader.entry(folder).0 { report.add(entry) }
    }
    if json {
      console.print(bytes: JSONWriter.file(document(report).rootNode))
    } else {
      table(report).lines(width: console.width, header: !report.rows.isEmpty).forEach(console.print)
      let count = report.rows.count
      console.say(count == 1 ? "1 entry calls for attention" : "\(count) entries call for attention")
    }
    return report.rows.contains { $0.stage == .expired } ? .findings : .clean
  }

  private func table(_ report: LifecycleReport) -> TextTable {
    var table = TextTable(["STAGE", "DAY", "ENTRY", "MAINTAINERS", "WHY"])
    for row in report.rows {
      let instead = row.lifecycle.replacedBy.map { "use \($0.value)" }
      let why = [row.lifecycle.reason?.value, instead].compactMap { $0 }.joined(separator: "; ")
      table.add([
        row.stage.rawValue, "\(row.day)", row.folder.id, row.maintainers.joined(separator: " "), why,
      ])
    }
    return table
  }

  private func document(_ report: LifecycleReport) -> Document {
    let rows = report.rows.map { row -> Literal in
      var members: [Literal.Member] = [
        .init("type", .string(row.folder.type.rawValue)), .init("name", .string(row.folder.name)),
        .init("stage", .string(row.stage.rawValue)), .init("day", .string("\(row.day)")),
        .init("days", .number(row.days)),
      ]
      if let reason = row.lifecycle.reason { members.append(.init("reason", .string(reason.value))) }
      if let other = row.lifecycle.replacedBy { members.append(.init("replaced_by", .string(other.value))) }
      return .mapping(members + [.init("maintainers", .strings(row.maintainers))])
    }
    return Literal.mapping([
      .init("as_of", .string("\(report.day)")), .init("within", .number(within)),
      .init("entries", .list(rows)),
    ]).document()
  }
}
