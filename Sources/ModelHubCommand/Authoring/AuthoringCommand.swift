import Diagnostics
import Authoring
import BundledFiles
import Catalog
import Documents
import FileTrees
import SourceText

/// A command that changes files of the catalog: what a rule or a schema refuses is exit code 1, a fault of the world 2.
protocol AuthoringCommand: CatalogCommand {
  /// Does the work at a desk with the catalog on it.
  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome
}

extension AuthoringCommand {
  func perform(_ console: Console) throws -> Outcome {
    do {
      return try author(at: try AuthoringDesk(global.catalog), console)
    } catch let error as AuthoringError {
      console.flush()
      console.fail(error.description)
      return .findings
    }
  }
}

/// The catalog of a checkout, as somebody who writes entries has it before them.
struct AuthoringDesk {
  let location: CatalogLocation
  let reader: CatalogReader
  let editor: CatalogEditor
  let files: SourceFolder

  init(_ catalog: String) throws {
    location = try CatalogLocation.find(catalog)
    reader = try location.reader()
    editor = try CatalogEditor(reader, schemas: BundledFiles.schemas)
    files = SourceFolder(location.path)
  }

  /// The entry that a person named.
  func folder(_ name: String) throws -> EntryFolder {
    do { return try reader.find(name) } catch let error as CommandError {
      throw AuthoringError(.notFound, error.description)
    }
  }

  /// An entry that can be made sense of.
  func entry(_ name: String, _ console: Console) throws -> Entry {
    let folder = try folder(name)
    let (entry, findings) = try reader.entry(folder)
    guard let entry else {
      console.report(findings)
      throw AuthoringError(.unreadable, "‘\(reader.shown(folder.path))’ cannot be read; mend it first.")
    }
    return entry
  }

  /// Writes a changed file, unless that is only to be shown, and shows the lines that differ.
  func apply(
    _ change: EntryEditor.Change, isDryRun: Bool, asJSON: Bool, _ console: Console
  ) throws -> Outcome {
    let old = try reader.text(change.path)?.bytes ?? []
    if asJSON {
      console.print(bytes: JSONWriter.file(EditReport(reader.shown(change.path), change).document.rootNode))
    } else if change.edits.isEmpty {
      console.say("\(reader.shown(change.path)) says so already")
    } else {
      console.print(reader.shown(change.path))
      ChangedLines(old, change.bytes).lines.forEach(console.print)
    }
    if !isDryRun { try files.write(change.bytes, to: change.path) }
    return .clean
  }

  /// Does what concerns several files, unless that is only to be shown.
  func apply(_ change: CatalogChange, isDryRun: Bool, _ console: Console) throws -> Outcome {
    if change.steps.isEmpty { console.say("Nothing to do") }
    change.sentences.forEach(console.print)
    if !isDryRun { try change.apply(to: files) }
    return .clean
  }
}

/// The answer of an edit with `--json`: `{path, edits: [{start, end, text}]}`, in bytes of the old file.
struct EditReport {
  let document: Document

  init(_ path: String, _ change: EntryEditor.Change) {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("path")
    builder.string(path)
    builder.key("edits")
    builder.beginArray()
    for edit in change.edits {
      builder.beginObject()
      builder.key("start")
      builder.number(edit.range.lowerBound)
      builder.key("end")
      builder.number(edit.range.upperBound)
      builder.key("text")
      builder.string(edit.replacement)
      builder.end()
    }
    builder.end()
    builder.end()
    document = builder.document()
  }
}

/// The lines in which two versions of a file differ, between those that they begin and end with alike.
struct ChangedLines {
  let lines: [String]

  init(_ old: [UInt8], _ new: [UInt8]) {
    var before = Self.split(old)[...]
    var after = Self.split(new)[...]
    while let left = before.first, let right = after.first, left == right {
      (before, after) = (before.dropFirst(), after.dropFirst())
    }
    while let left = before.last, let right = after.last, left == right {
      (before, after) = (before.dropLast(), after.dropLast())
    }
    lines = before.map { "- \(Self.text($0))" } + after.map { "+ \(Self.text($0))" }
  }

  private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String { String(decoding: line, as: UTF8.self) }
}
