import ArgumentParser
import Authoring
import BundledFiles
import Catalog
import DiagnosticReports
import Documents
import FileTrees
import SourceText

struct ReadmeCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "readme",
    abstract: "Write an entry's README, or bring its generated parts up to date.",
    discussion: """
      What stands between <!-- modelhub:begin NAME --> and <!-- modelhub:end NAME --> is made from the entry; what people
      wrote stays, byte for byte. A part that was taken out stays out. Templates in readme-templates/ beside the catalog
      take the place of the program's own. With --check nothing is written, and the exit code is 1 where a part is not
      up to date. With --json, one array of {path, changed}.

      EXAMPLES
        modelhub readme qwen3
        modelhub readme qwen3 --language zh-CN       README.zh-CN.md
        modelhub readme --all --check
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The entries, as name or type/name.") var names: [String] = []

  @Flag(help: "All entries that have generated parts.")
  var all = false

  @Option(help: ArgumentHelp("Write or refresh the README in this language only.", valueName: "tag"))
  var language: String?

  @Flag(help: "Write nothing; fail where a part is not up to date.")
  var check = false

  @Flag(help: "Answer with one JSON array.")
  var json = false

  func validate() throws {
    if names.isEmpty == !all { throw ValidationError("Name entries, or say --all.") }
  }

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let writer = ReadmeWriter(try ReadmeTemplatesFolder.load(besides: desk.location))
    let home = try desk.reader.settings().0.registry.language
    let folders = all ? desk.editor.folders : try names.map(desk.folder)
    var rows: [(path: String, changed: [String])] = []
    var hasFindings = false
    for folder in folders {
      guard let entry = try desk.reader.entry(folder).0 else {
        if all { continue }
        throw AuthoringError(
          .unreadable, "‘\(folder.id)’ cannot be read; `modelhub validate \(folder.id)` says why.")
      }
      for file in files(of: entry, home) {
        let path = "\(folder.path)/\(file.name)"
        let old = try desk.reader.text(path)
        if old == nil, all { continue }
        guard
          let outcome = old.map({ writer.refreshed($0, entry, language: file.language) })
            ?? writer.newReadme(entry, language: file.language)
        else { continue }
        console.report(outcome.findings)
        if !outcome.findings.isEmpty { hasFindings = true }
        if outcome.bytes == old?.bytes { continue }
        rows.append((desk.reader.shown(path), outcome.changed))
        if !check { try desk.files.write(outcome.bytes, to: path) }
      }
    }
    report(rows, console)
    return hasFindings || (check && !rows.isEmpty) ? .findings : .clean
  }

  /// The READMEs that are meant, each with its language.
  private func files(of entry: Entry, _ home: String) -> [(name: String, language: String)] {
    func name(_ language: String) -> String { language == home ? "README.md" : "README.\(language).md" }
    if let language { return [(name(language), language)] }
    let there = entry.readmes.isEmpty ? ["README.md"] : entry.readmes
    return there.map { ($0, ReadmeWriter.language(ofFile: $0) ?? home) }
  }

  private func report(_ rows: [(path: String, changed: [String])], _ console: Console) {
    if json {
      let list = rows.map {
        Literal.mapping([.init("path", .string($0.path)), .init("changed", .strings($0.changed))])
      }
      console.print(bytes: JSONWriter.file(Literal.list(list).document().rootNode))
      return
    }
    for row in rows { console.print("\(row.path): \(row.changed.joined(separator: ", "))") }
    if rows.isEmpty { console.say("Every generated part is up to date") }
    if check, !rows.isEmpty { console.say("Not up to date; `modelhub readme` without --check makes them so") }
  }
}

/// Finds the README templates that the program comes with, and lays a registry's own over them.
enum ReadmeTemplatesFolder {
  private static let name = "readme-templates"

  static func load(besides location: CatalogLocation) throws -> ReadmeTemplates {
    var files: [String: SourceText] = [:]
    for (path, bytes) in BundledFiles.readmeTemplates.files {
      files[path] = SourceText(path: "\(name)/\(path)", bytes: bytes)
    }
    let beside = location.path.split(separator: "/").last.map {
      String(location.path.dropLast($0.count)) + name
    }
    let own = FolderTree(beside ?? name)
    for folder in try own.entries(in: "") where folder.kind == .folder {
      for file in try own.entries(in: folder.name) where file.kind == .file && !file.name.hasPrefix(".") {
        let path = "\(folder.name)/\(file.name)"
        if let bytes = try own.read(path) {
          files[path] = SourceText(path: "\(own.root)/\(path)", bytes: bytes)
        }
      }
    }
    let (templates, problems) = ReadmeTemplates.compile(files)
    guard problems.isEmpty else {
      var report = TextReport()
      throw CommandError(
        "The templates have faults.\n\(String(decoding: report.render(problems), as: UTF8.self))")
    }
    return templates
  }
}
