import Diagnostics

/// Colours by escape sequences, or none.
struct TerminalStyle {
  enum Color: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case help = "1;32"
    case strong = "1"
    case faint = "2"
  }

  let isOn: Bool

  func paint(_ text: String, _ color: Color) -> String {
    guard isOn else { return text }
    let blanks = text.prefix { $0 == " " }
    return "\(blanks)\u{1B}[\(color.rawValue)m\(text.dropFirst(blanks.count))\u{1B}[0m"
  }

  func color(of severity: Severity) -> Color {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
