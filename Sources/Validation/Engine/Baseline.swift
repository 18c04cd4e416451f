public import Diagnostics
public import Documents
import SourceText

/// Findings that were there when a registry took up the tool, and are not to stop anybody today.
///
/// The file is `{"version": 1, "findings": [{"rule", "path", "fingerprint", "count"}]}`. A finding is known by
/// its rule, its file and the text it points at, so what is written above it does not matter. What binding rules
/// find is never in a baseline.
public struct Baseline: Sendable {
  private var counts: [Fingerprint: Int] = [:]

  /// A baseline with nothing in it.
  public init() {}

  /// The number of findings in it.
  public var count: Int { counts.values.reduce(0, +) }
  var isEmpty: Bool { counts.isEmpty }

  /// Reads a baseline.
  public static func read(_ document: Document) -> (Baseline, [Diagnostic]) {
    var baseline = Baseline()
    var faults: [Diagnostic] = []
    let root = document.rootNode
    guard root["version"]?.int == 1, let list = root["findings"], list.kind == .array else {
      let help = "`modelhub validate --write-baseline` makes the file anew."
      return (
        baseline,
        [Diagnostic("baseline", "This is no baseline", at: Location(document.source, 0..<0), help: help)]
      )
    }
    for item in list.elements {
      guard let text = item["fingerprint"]?.string, let fingerprint = Fingerprint(text),
        let count = item["count"]?.int, count > 0
      else {
        let location = Location(item.source, item.range)
        faults.append(Diagnostic("baseline", "This finding has no fingerprint or count", at: location))
        continue
      }
      baseline.counts[fingerprint, default: 0] += count
    }
    return (baseline, faults)
  }

  /// The file that holds these findings, those of binding rules left out.
  public static func file(_ findings: [Diagnostic]) -> [UInt8] {
    var counts: [Fingerprint: Int] = [:]
    var firsts: [(Fingerprint, Diagnostic)] = []
    for finding in findings.sorted() where !RuleRegistry.bindingIDs.contains(finding.rule) {
      let fingerprint = Fingerprint(finding)
      if counts[fingerprint] == nil { firsts.append((fingerprint, finding)) }
      counts[fingerprint, default: 0] += 1
    }
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("version")
    builder.number(1)
    builder.key("findings")
    builder.beginArray()
    for (fingerprint, finding) in firsts {
      builder.beginObject()
      for (key, value) in [
        ("rule", finding.rule), ("path", finding.location.path), ("fingerprint", "\(fingerprint)"),
      ] {
        builder.key(key)
        builder.string(value)
      }
      builder.key("count")
      builder.number(counts[fingerprint] ?? 1)
      builder.end()
    }
    builder.end()
    builder.end()
    return JSONWriter.file(builder.document().rootNode)
  }

  /// Takes one finding out; false where it is not in.
  mutating func take(_ diagnostic: Diagnostic) -> Bool {
    let fingerprint = Fingerprint(diagnostic)
    guard let count = counts[fingerprint] else { return false }
    counts[fingerprint] = count > 1 ? count - 1 : nil
    return true
  }
}
