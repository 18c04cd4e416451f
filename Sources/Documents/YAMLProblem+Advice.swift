import Diagnostics
import SourceText

extension YAMLProblem {
  /// The problem as a finding: libyaml's words, and what usually lies behind them.
  func fault(in source: SourceText) -> SyntaxFault {
    let bytes = source.bytes
    let offset = min(offset, bytes.count)
    var end = min(offset + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    var notes: [Note] = []
    if let contextOffset, let context {
      let place = min(contextOffset, bytes.count)
      notes.append(Note(context, at: Location(source, place..<min(place + 1, bytes.count))))
    }
    let (message, help) = explain(offset < bytes.count ? bytes[offset] : nil)
    return SyntaxFault(
      diagnostic: Diagnostic(
        "yaml-syntax", message, at: Location(source, offset..<end), help: help, notes: notes))
  }

  private func explain(_ byte: UInt8?) -> (message: String, help: String?) {
    if byte == UInt8(ascii: "\t") {
      return ("A tab cannot be used for indentation", "Replace the tab by spaces.")
    }
    if context == "while scanning a quoted scalar", problem.contains("end of stream") {
      return ("The quotes that open before are never closed", "Add the closing quote.")
    }
    let known: [(String, String, String)] = [
      (
        "mapping values are not allowed", "A ‘:’ cannot start a value here",
        "If the colon belongs to the text, put the whole value in quotes; else check the indentation."
      ),
      (
        "cannot start any token", "This character cannot start a value",
        "Put the value in quotes."
      ),
      (
        "could not find expected ':'", "Expected ‘:’ after this key",
        "Add the colon, or indent the line so that it belongs to the text above."
      ),
      (
        "did not find expected key", "Expected a key at this indentation",
        "Line it up with the keys of its mapping; text after a closing quote is not allowed."
      ),
      (
        "did not find expected '-' indicator", "Expected ‘-’ at this indentation",
        "Line it up with the other items of its list."
      ),
      (
        "expected ',' or ']'", "Expected ‘,’ or ‘]’", "Close the bracket, or put a comma between the items."
      ),
      (
        "expected ',' or '}'", "Expected ‘,’ or ‘}’", "Close the brace, or put a comma between the members."
      ),
      (
        "block sequence entries are not allowed", "A list item cannot start here",
        "Put the ‘-’ on a line of its own below the key."
      ),
      (
        "unknown escape character", "There is no such escape in double quotes",
        #"Write the backslash twice, or use single quotes, in which it is a plain character."#
      ),
      (
        "control characters are not allowed", "A control character cannot stand in a YAML file",
        #"Remove it, or write it as an escape in double quotes, such as "\x00"."#
      ),
      (
        "expected <document start>", "The document ends before this",
        "A file holds one mapping or list; check the indentation."
      ),
      (
        "undefined tag handle", "A tag cannot be used in a catalog",
        "Remove the ‘!…’; quotes make a string of anything."
      ),
    ]
    if let entry = known.first(where: { problem.contains($0.0) }) { return (entry.1, entry.2) }
    return (problem.prefix(1).uppercased() + problem.dropFirst(), nil)
  }
}
