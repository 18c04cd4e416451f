import ArgumentParser
import Authoring
import Catalog
import Documents
import FileTrees
import SourceText

struct FmtCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Lay files out as all files of a catalog are; comments stay.",
    discussion: """
      YAML gets two spaces a level and lists below their keys; scalars stay as they are spelt. JSON gets the form of
      Xinference's repository. Without names: every entry, person, and the registry's settings. With --check nothing is
      written, and the exit code is 1 where a file is laid out otherwise. With --json, one array of paths.

      EXAMPLES
        modelhub fmt
        modelhub fmt --check
        modelhub fmt qwen3 catalog/hub.yaml
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "Entries, as name or type/name, or paths of files.") var names: [String] = []

  @Flag(help: "Write nothing; fail where a file is laid out otherwise.")
  var check = false

  @Flag(help: "Answer with one JSON array of paths.")
  var json = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    var changed: [String] = []
    var hasFaults = false
    for path in try paths(desk) {
      guard let format = DocumentFormat(path: path) else { continue }
      let (document, findings) = try desk.reader.document(path)
      guard let document, findings.isEmpty else {
        console.report(findings)
        hasFaults = true
        continue
      }
      guard let bytes = CanonicalLayout.of(document, as: format) else {
        console.say("\(desk.reader.shown(path)): a comment stands where no layout can keep it; left alone")
        continue
      }
      if bytes == document.source.bytes { continue }
      changed.append(desk.reader.shown(path))
      if !check { try desk.files.write(bytes, to: path) }
    }
    if json {
      console.print(bytes: JSONWriter.file(Literal.strings(changed).document().rootNode))
    } else {
      changed.forEach(console.print)
      console.say(
        changed.isEmpty
          ? "Every file is laid out well" : "\(changed.count) \(check ? "to be laid out" : "laid out")")
    }
    return hasFaults || (check && !changed.isEmpty) ? .findings : .clean
  }

  /// The files' paths below the catalog.
  private func paths(_ desk: AuthoringDesk) throws -> [String] {
    guard names.isEmpty else { return try names.flatMap { try self.paths(named: $0, desk) } }
    var paths = [Tombstone.path, "hub.yaml"]
    paths += try desk.reader.tree.entries(in: "people").filter { $0.kind == .file }.map {
      "people/\($0.name)"
    }
    for folder in desk.editor.folders { paths += try models(folder, desk) }
    return try paths.filter { try desk.reader.tree.read($0) != nil }
  }

  private func paths(named name: String, _ desk: AuthoringDesk) throws -> [String] {
    let prefix = desk.reader.prefix + "/"
    let path = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    if try DocumentFormat(path: path) != nil && desk.reader.tree.read(path) != nil { return [path] }
    return try models(try desk.folder(name), desk)
  }

  private func models(_ folder: EntryFolder, _ desk: AuthoringDesk) throws -> [String] {
    try desk.reader.tree.entries(in: folder.path).filter {
      $0.kind == .file && DocumentFormat(path: $0.name) != nil
    }
    .map { "\(folder.path)/\($0.name)" }
  }
}
