public import Diagnostics
import Documents
import SourceText

/// For programs: one JSON document, `{"version": 1, "findings": […], "summary": {…}}`, a finding a line.
///
/// A finding has `rule`, `severity`, `message`, `path`, and where they apply `range`, `help`, `notes`
/// (`message`, `path`, `range`) and `fixes` (`message`, `edits` of `range` and `replacement`). A range has
/// `start` and `end`, each with `offset` (bytes from 0), `line` and `column` (both from 1; columns count
/// Unicode scalars). Keys are only ever added to this.
public struct JSONReport: Report {
  private var tally = Tally()

  /// Starts a report.
  public init() {}

  /// The finding as one line.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    var bytes = Array((tally.total == 0 ? Self.opening : ",\n").utf8)
    tally.count(diagnostic)
    var builder = DocumentBuilder()
    builder.add(diagnostic)
    JSONWriter.appendCompact(builder.document().rootNode, to: &bytes)
    return bytes
  }

  /// The summary, which ends the document.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    var bytes = Array((tally.total == 0 ? Self.opening : "").utf8)
    bytes += Array("\n], \"summary\": ".utf8)
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.member("errors", tally.errors)
    builder.member("warnings", tally.warnings)
    builder.member("notes", tally.notes)
    builder.member("fixable", tally.fixable)
    if let entries = run.entries { builder.member("entries", entries) }
    builder.member("allowed", run.allowed)
    builder.member("baselined", run.baselined)
    builder.end()
    JSONWriter.appendCompact(builder.document().rootNode, to: &bytes)
    return bytes + Array("}\n".utf8)
  }

  private static let opening = "{\"version\": 1, \"findings\": [\n"
}

extension DocumentBuilder {
  mutating func member(_ name: String, _ value: Int) {
    key(name)
    number(value)
  }

  mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func add(_ diagnostic: Diagnostic) {
    beginObject()
    member("rule", diagnostic.rule)
    member("severity", diagnostic.severity.rawValue)
    member("message", diagnostic.message)
    add(diagnostic.location)
    if let help = diagnostic.help { member("help", help) }
    if !diagnostic.notes.isEmpty { add(diagnostic.notes) }
    if !diagnostic.fixes.isEmpty, let source = diagnostic.location.source {
      add(diagnostic.fixes, in: source)
    }
    end()
  }

  private mutating func add(_ location: Location) {
    member("path", location.path)
    guard let source = location.source else { return }
    key("range")
    add(location.range, in: source)
  }

  private mutating func add(_ range: Range<Int>, in source: SourceText) {
    beginObject()
    for (name, offset) in [("start", range.lowerBound), ("end", range.upperBound)] {
      let position = source.position(at: offset)
      key(name)
      beginObject()
      member("offset", offset)
      member("line", position.line)
      member("column", position.column)
      end()
    }
    end()
  }

  private mutating func add(_ notes: [Note]) {
    key("notes")
    beginArray()
    for note in notes {
      beginObject()
      member("message", note.message)
      add(note.location)
      end()
    }
    end()
  }

  private mutating func add(_ fixes: [Fix], in source: SourceText) {
    key("fixes")
    beginArray()
    for fix in fixes {
      beginObject()
      member("message", fix.message)
      key("edits")
      beginArray()
      for edit in fix.edits {
        beginObject()
        key("range")
        add(edit.range, in: source)
        member("replacement", edit.replacement)
        end()
      }
      end()
      end()
    }
    end()
  }
}
