import DiagnosticReports
import Diagnostics
import Glibc

/// Where a command's words go: results to standard output, progress and errors to standard error.
final class Console {
  /// Whether standard output takes colours.
  let colorsOutput: Bool
  /// Whether standard error takes colours.
  let colorsErrors: Bool
  /// The columns of the terminal, or `nil` where output goes elsewhere.
  let width: Int?

  private let quiet: Bool
  private let showsProgress: Bool
  private var output: [UInt8] = []
  private var progressLength = 0
  private var lastProgress: ContinuousClock.Instant?

  init(quiet: Bool, color: ColorChoice) {
    self.quiet = quiet
    let isPlain = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
    func colors(_ file: Int32) -> Bool {
      switch color {
      case .always: true
      case .never: false
      case .auto: !isPlain && isatty(file) == 1 && Self.hasTerminalType
      }
    }
    colorsOutput = colors(1)
    colorsErrors = colors(2)
    width = isatty(1) == 1 ? Self.terminalWidth() : nil
    showsProgress = !quiet && isatty(2) == 1 && Self.hasTerminalType
  }

  /// Adds a line to the results.
  func print(_ line: String) {
    output.append(contentsOf: line.utf8)
    output.append(UInt8(ascii: "\n"))
    if output.count > 1 << 16 { flush() }
  }

  /// Adds bytes to the results as they are.
  func print(bytes: [UInt8]) {
    output.append(contentsOf: bytes)
    if output.count > 1 << 16 { flush() }
  }

  /// Shows findings to a person, on standard error, where results are something else.
  func report(_ diagnostics: [Diagnostic]) {
    var report = TextReport(ReportOptions(colors: colorsErrors, width: width ?? 110))
    clearProgress()
    for diagnostic in diagnostics { Self.write(report.add(diagnostic), to: 2) }
  }

  /// Says something about the work, on standard error; silent under `--quiet`.
  func say(_ line: String) {
    if quiet { return }
    clearProgress()
    Self.write(Array("\(line)\n".utf8), to: 2)
  }

  /// Says that the command cannot do its job.
  func fail(_ message: String) {
    clearProgress()
    let label = colorsErrors ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    Self.write(Array("modelhub: \(label) \(message)\n".utf8), to: 2)
  }

  /// Shows how far the work is, in one line that the next call overwrites; only on a terminal.
  func progress(_ what: String, _ done: Int, of total: Int?) {
    guard showsProgress else { return }
    let now = ContinuousClock.now
    if let last = lastProgress, now - last < .milliseconds(80), done != total { return }
    lastProgress = now
    let line = total.map { "\(what) \(done)/\($0)" } ?? "\(what) \(done)"
    let padding = String(repeating: " ", count: max(0, progressLength - line.count))
    Self.write(Array("\r\(line)\(padding)".utf8), to: 2)
    progressLength = line.count
  }

  /// Writes what has been printed so far.
  func flush() {
    clearProgress()
    if output.isEmpty { return }
    Self.write(output, to: 1)
    output.removeAll(keepingCapacity: true)
  }

  private func clearProgress() {
    if progressLength == 0 { return }
    Self.write(Array("\r\(String(repeating: " ", count: progressLength))\r".utf8), to: 2)
    progressLength = 0
  }

  private static let hasTerminalType: Bool =
    unsafe getenv("TERM").map {
      unsafe String(cString: $0) != "dumb"
    } ?? false

  private static func terminalWidth() -> Int? {
    var size = winsize()
    guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all bytes; a reader that has gone away ends the output quietly.
  private static func write(_ bytes: [UInt8], to file: Int32) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      written += count
    }
  }
}
