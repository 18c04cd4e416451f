public import Diagnostics
import Documents
import SourceText

/// SARIF 2.1.0, for code scanning: findings with places, fixes and fingerprints, and the rules that found them.
public struct SARIFReport: Report {
  private let options: ReportOptions
  private var rules: [String: Severity] = [:]
  private var count = 0
  private var occurrences: [Fingerprint: Int] = [:]

  /// Starts a report.
  public init(_ options: ReportOptions = ReportOptions()) {
    self.options = options
  }

  /// The finding as a result, on one line.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    var bytes = Array((count == 0 ? Self.opening : ",\n").utf8)
    count += 1
    rules[diagnostic.rule] = max(rules[diagnostic.rule] ?? .note, diagnostic.severity)
    var builder = DocumentBuilder()
    builder.addResult(diagnostic, occurrence: count(diagnostic))
    JSONWriter.appendCompact(builder.document().rootNode, to: &bytes)
    return bytes
  }

  /// The tool and its rules, which end the document.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    var bytes = Array((count == 0 ? Self.opening : "").utf8)
    bytes += Array("\n], \"columnKind\": \"utf16CodeUnits\", \"tool\": ".utf8)
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("driver")
    builder.beginObject()
    builder.member("name", "modelhub")
    builder.member("semanticVersion", options.version)
    builder.key("rules")
    builder.beginArray()
    for (id, severity) in rules.sorted(by: { $0.key < $1.key }) {
      builder.addRule(options.describe(id) ?? ReportedRule(id: id, title: id, text: id, severity: severity))
    }
    builder.end()
    builder.end()
    builder.end()
    JSONWriter.appendCompact(builder.document().rootNode, to: &bytes)
    return bytes + Array("}]}\n".utf8)
  }

  /// Results that are alike need fingerprints that are not.
  private mutating func count(_ diagnostic: Diagnostic) -> Int {
    let fingerprint = Fingerprint(diagnostic)
    occurrences[fingerprint, default: 0] += 1
    return occurrences[fingerprint] ?? 1
  }

  private static let opening = """
    {"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", \
    "version": "2.1.0", "runs": [{"results": [

    """
}

extension DocumentBuilder {
  fileprivate mutating func addResult(_ diagnostic: Diagnostic, occurrence: Int) {
    beginObject()
    member("ruleId", diagnostic.rule)
    member("level", diagnostic.severity.rawValue)
    addMessage(diagnostic.help.map { "\(diagnostic.message). \($0)" } ?? diagnostic.message, key: "message")
    key("locations")
    beginArray()
    beginObject()
    addPhysicalLocation(diagnostic.location)
    end()
    end()
    if !diagnostic.notes.isEmpty { addRelated(diagnostic.notes) }
    key("partialFingerprints")
    beginObject()
    member("modelhub/v1", "\(Fingerprint(diagnostic)):\(occurrence)")
    end()
    if let source = diagnostic.location.source, !diagnostic.fixes.isEmpty {
      addFixes(diagnostic.fixes, source)
    }
    end()
  }

  fileprivate mutating func addRule(_ rule: ReportedRule) {
    beginObject()
    member("id", rule.id)
    addMessage(rule.title + ".", key: "shortDescription")
    key("help")
    beginObject()
    member("text", rule.text)
    member("markdown", rule.text)
    end()
    if let address = rule.address { member("helpUri", address) }
    key("defaultConfiguration")
    beginObject()
    member("level", rule.severity.rawValue)
    end()
    end()
  }

  private mutating func addMessage(_ text: String, key: String) {
    self.key(key)
    beginObject()
    member("text", text)
    end()
  }

  private mutating func addRelated(_ notes: [Note]) {
    key("relatedLocations")
    beginArray()
    for (number, note) in notes.enumerated() {
      beginObject()
      member("id", number + 1)
      addMessage(note.message, key: "message")
      addPhysicalLocation(note.location)
      end()
    }
    end()
  }

  private mutating func addPhysicalLocation(_ location: Location) {
    key("physicalLocation")
    beginObject()
    addArtifact(location.path)
    if let source = location.source {
      key("region")
      addRegion(location.range, source)
    }
    end()
  }

  private mutating func addArtifact(_ path: String) {
    key("artifactLocation")
    beginObject()
    member("uri", URIPath.encoded(path))
    end()
  }

  private mutating func addRegion(_ range: Range<Int>, _ source: SourceText) {
    let (start, last) = (
      source.position(at: range.lowerBound, in: .utf16), source.position(at: range.upperBound, in: .utf16)
    )
    beginObject()
    member("startLine", start.line)
    member("startColumn", start.column)
    member("endLine", last.line)
    member("endColumn", last.column)
    member("byteOffset", range.lowerBound)
    member("byteLength", range.count)
    end()
  }

  private mutating func addFixes(_ fixes: [Fix], _ source: SourceText) {
    key("fixes")
    beginArray()
    for fix in fixes {
      beginObject()
      addMessage(fix.message, key: "description")
      key("artifactChanges")
      beginArray()
      beginObject()
      addArtifact(source.path)
      key("replacements")
      beginArray()
      for edit in fix.edits {
        beginObject()
        key("deletedRegion")
        addRegion(edit.range, source)
        addMessage(edit.replacement, key: "insertedContent")
        end()
      }
      end()
      end()
      end()
      end()
    }
    end()
  }
}

/// Paths as the path of an address.
enum URIPath {
  /// The path with everything but letters, digits, and `-._~/` percent-encoded.
  static func encoded(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (byte < 0x10 ? "0" : "") + digits
      }
    }
    return result
  }
}
