public import Diagnostics
import SourceText

/// For people: a line that editors and terminals can open, the source with the place marked, and what to do.
public struct TextReport: Report {
  private let options: ReportOptions
  private let style: TerminalStyle
  private var tally = Tally()
  private var exampleRule: String?

  /// Starts a report.
  public init(_ options: ReportOptions = ReportOptions()) {
    self.options = options
    style = TerminalStyle(isOn: options.colors)
  }

  /// The finding as a paragraph with a blank line after it.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    tally.count(diagnostic)
    if exampleRule == nil || (diagnostic.severity == .error && tally.errors == 1) {
      exampleRule = diagnostic.rule
    }
    var text = heading(diagnostic)
    text += frame(diagnostic.location, "^", style.color(of: diagnostic.severity))
    for note in diagnostic.notes {
      text +=
        style.paint("  note", .note) + ": \(place(note.location)): \(PrintableText.line(note.message))\n"
      text += frame(note.location, "-", .note)
    }
    if let help = diagnostic.help { text += style.paint("  help", .help) + ": \(PrintableText.line(help))\n" }
    for fix in diagnostic.fixes {
      text += style.paint("  fix", .help) + ": \(PrintableText.line(fix.message))\n"
    }
    return Array("\(text)\n".utf8)
  }

  /// The counts, and the commands that come next.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    var text = tally.total == 0 ? "No findings" : tally.phrase
    if tally.total > 0 { text += " in \(tally.files) file\(tally.files == 1 ? "" : "s")" }
    if let entries = run.entries { text += "; \(entries) entr\(entries == 1 ? "y" : "ies") checked" }
    if run.allowed > 0 { text += "; \(run.allowed) allowed in their files" }
    if run.baselined > 0 { text += "; \(run.baselined) in the baseline" }
    text += ".\n"
    if tally.fixable > 0, let command = options.fixCommand {
      text += "\(tally.fixable) can be mended: `\(command)`\n"
    }
    if let exampleRule, let command = options.explainCommand {
      text += "More on a rule: `\(command) \(exampleRule)`\n"
    }
    return Array(text.utf8)
  }

  private func heading(_ diagnostic: Diagnostic) -> String {
    let severity = style.paint(diagnostic.severity.rawValue, style.color(of: diagnostic.severity))
    let message = style.paint(PrintableText.line(diagnostic.message), .strong)
    return "\(place(diagnostic.location)): \(severity): \(message) [\(diagnostic.rule)]\n"
  }

  private func place(_ location: Location) -> String {
    let path = PrintableText.line(location.path)
    return location.start().map { "\(path):\($0.line):\($0.column)" } ?? path
  }

  /// The source's first line of the range with the range underlined; of a longer range, how far it goes.
  private func frame(_ location: Location, _ mark: Character, _ color: TerminalStyle.Color) -> String {
    guard let source = location.source, !source.bytes.isEmpty else { return "" }
    let lines = source.lines
    let first = lines.line(at: location.range.lowerBound)
    let line = lines.range(ofLine: first, in: source.bytes)
    let lastByte = max(location.range.lowerBound, location.range.upperBound - 1)
    let last = lines.line(at: min(lastByte, source.bytes.count))
    let marked =
      location.range
      .lowerBound..<max(location.range.lowerBound, min(location.range.upperBound, line.upperBound))
    let numberWidth = max(4, String(first + 1).count)
    let shown = DisplayedLine(
      source, line: line, marked: marked, width: max(40, options.width - numberWidth - 6))
    let bar = style.paint("│", .faint)
    let number = String(repeating: " ", count: numberWidth - String(first + 1).count) + "\(first + 1)"
    let blank = String(repeating: " ", count: numberWidth)
    let indent = String(repeating: " ", count: shown.marks.lowerBound)
    let underline = style.paint(String(repeating: mark, count: shown.marks.count), color)
    let rest = last > first ? " … to line \(last + 1)" : ""
    return
      "  \(style.paint(number, .faint)) \(bar) \(shown.text)\n  \(blank) \(bar) \(indent)\(underline)\(rest)\n"
  }
}
