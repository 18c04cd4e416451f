import Diagnostics
import SourceText

/// The generated parts of a README: what stands between two markers.
///
/// A part opens with a line `<!-- modelhub:begin NAME -->` and closes with `<!-- modelhub:end NAME -->`; what people write
/// stands outside. Markers in code are none.
struct ReadmeBlocks {
  /// A part: its name, and the bytes between its markers' lines.
  struct Block {
    let name: String
    let range: Range<Int>
  }

  private(set) var blocks: [Block] = []
  /// Markers without their counterparts, and names that stand twice.
  private(set) var findings: [Diagnostic] = []

  init(_ source: SourceText) {
    var open: (name: String, marker: Range<Int>, start: Int)?
    var fence: Substring?
    let lines = source.lines
    for line in lines.starts.indices {
      let range = lines.range(ofLine: line, in: source.bytes)
      let text = Self.trimmed(source.text(in: range))
      if open == nil, let mark = Self.fence(text) {
        if fence == nil { fence = mark } else if text == fence { fence = nil }
        continue
      }
      guard fence == nil, let marker = Self.marker(text) else { continue }
      let after = line + 1 < lines.starts.count ? lines.starts[line + 1] : source.bytes.count
      switch (marker.isBegin, open) {
      case (true, let other?):
        report(
          "The part ‘\(other.name)’ is never closed", other.marker, source,
          "Close it by <!-- modelhub:end \(other.name) -->.")
        open = (marker.name, range, after)
      case (true, nil): open = (marker.name, range, after)
      case (false, let begun?) where begun.name == marker.name:
        if blocks.contains(where: { $0.name == marker.name }) {
          report("The part ‘\(marker.name)’ stands twice", range, source, "Remove one of them.")
        } else {
          blocks.append(Block(name: marker.name, range: begun.start..<lines.starts[line]))
        }
        open = nil
      case (false, _):
        report("This closes no part", range, source, "Remove it, or open the part before it.")
        open = nil
      }
    }
    if let open {
      report(
        "The part ‘\(open.name)’ is never closed", open.marker, source,
        "Close it by <!-- modelhub:end \(open.name) -->.")
    }
  }

  /// A part with its markers.
  static func marked(_ name: String, _ text: String) -> String {
    "<!-- modelhub:begin \(name) -->\n\(text)<!-- modelhub:end \(name) -->"
  }

  private mutating func report(_ message: String, _ range: Range<Int>, _ source: SourceText, _ help: String) {
    findings.append(Diagnostic("readme-marker", message, at: Location(source, range), help: help))
  }

  private static func marker(_ line: Substring) -> (name: String, isBegin: Bool)? {
    guard line.hasPrefix("<!--"), line.hasSuffix("-->"), line.count >= 7 else { return nil }
    let words = line.dropFirst(4).dropLast(3).split(separator: " ")
    guard words.count >= 2 else { return nil }
    switch words[0] {
    case "modelhub:begin": return (String(words[1]), true)
    case "modelhub:end": return (String(words[1]), false)
    default: return nil
    }
  }

  /// The mark that opens or closes a block of code.
  private static func fence(_ line: Substring) -> Substring? {
    for mark: Character in ["`", "~"] {
      let run = line.prefix { $0 == mark }
      if run.count >= 3 { return run }
    }
    return nil
  }

  private static func trimmed(_ text: String) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }
}
