import Diagnostics
import SourceText

/// Keeps secrets that were found in a file out of everything that is said about the file.
struct Redaction {
  private let sources: [String: SourceText]

  /// Takes what was found; `nil` where there is no secret in it.
  init?(_ found: [Diagnostic]) {
    var sources: [String: SourceText] = [:]
    for diagnostic in found where diagnostic.rule == Secret.id {
      if let source = diagnostic.location.source { sources[source.path] = source }
    }
    if sources.isEmpty { return nil }
    self.sources = sources
  }

  /// The finding with stars in the place of secrets, in its source lines as in its words.
  func redacted(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.rule != Secret.id, let redacted = sources[diagnostic.location.path],
      let original = diagnostic.location.source
    else { return diagnostic }
    let secrets = Self.secrets(original.bytes, redacted.bytes)
    func clean(_ text: String) -> String {
      secrets.reduce(text) { $0.replacing($1, with: String(repeating: "*", count: $1.count)) }
    }
    func clean(_ location: Location) -> Location {
      sources[location.path].map { Location($0, location.range) } ?? location
    }
    return Diagnostic(
      diagnostic.rule, clean(diagnostic.message), severity: diagnostic.severity,
      at: clean(diagnostic.location),
      help: diagnostic.help.map(clean),
      notes: diagnostic.notes.map { Note(clean($0.message), at: clean($0.location)) },
      fixes: diagnostic.fixes.map { fix in
        Fix(clean(fix.message), fix.edits.map { TextEdit($0.range, $0.replacement) })
      })
  }

  /// The texts that differ.
  private static func secrets(_ original: [UInt8], _ redacted: [UInt8]) -> [String] {
    var secrets: [String] = []
    var start: Int?
    for index in 0...original.count {
      let differs = index < original.count && original[index] != redacted[index]
      if differs {
        start = start ?? index
      } else if let begin = start {
        secrets.append(String(decoding: original[begin..<index], as: UTF8.self))
        start = nil
      }
    }
    return secrets.filter { $0.utf8.count > 3 }
  }
}
