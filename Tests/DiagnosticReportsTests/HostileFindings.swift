import Diagnostics
import SourceText

/// Findings whose every word tries to be something else.
enum HostileFindings {
  static let source = SourceText(
    path: "models/llm/a b,c:d%e&f/<模型>.yaml",
    "é🦙: \"x\"\n::error::pwned\n\u{1B}[31m\u{202E}red\u{FFFE}\nlast")

  static let texts = [
    "plain",
    "line one\nline two\r\nline three",
    "::error file=x,line=1::pwned",
    "100% :: , %0A %25",
    "]]> <script>alert(1)</script> & \"quotes\" 'single'",
    "| table | `code` **bold** [link](https://evil.example) @everyone #123 https://evil.example",
    "\u{1B}]0;title\u{07} \u{202E}reversed\u{200B} \u{FFFE}\u{FFFF} \u{0}",
    String(repeating: "long 模型 ", count: 2_000),
  ]

  static let all: [Diagnostic] =
    texts.enumerated().map { number, text in
      Diagnostic(
        "a-rule", text, severity: Severity.allCases[number % 3], at: Location(source, 2..<6), help: text,
        notes: [Note(text, at: Location(source, 8..<9))],
        fixes: [Fix(text, [TextEdit(2..<6, "🦙🦙"), TextEdit(9..<10, "'")])])
    } + [
      Diagnostic("b-rule", "A folder", at: Location(path: "models/llm/ü")),
      Diagnostic("b-rule", "An empty file", at: Location(SourceText(path: "e.yaml", ""), 0..<0)),
      Diagnostic("b-rule", "The same", at: Location(source, 0..<2)),
      Diagnostic("b-rule", "The same", at: Location(source, 0..<2)),
    ]
}
