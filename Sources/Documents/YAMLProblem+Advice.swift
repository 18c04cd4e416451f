import Diagnostics
import SourceText

extension YAMLProblem {
  /// The problem as a finding: libyaml's words, and what usually lies behind them.
  ///
  /// `openBracket` is where the innermost `[` or `{` stands that was not closed yet.
  func fault(in source: SourceText, openBracket: Int?) -> SyntaxFault {
    let bytes = source.bytes
    if let openBracket,
      bytes[min(offset, bytes.count)...].allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) })
    {
      return SyntaxFault(
        diagnostic: Diagnostic(
          "yaml-syntax", "This bracket is never closed", at: Location(source, openBracket..<openBracket + 1),
          help: "Add the closing bracket."))
    }
    let offset = min(brokenPlace(in: bytes), bytes.count)
    var end = min(offset + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    var notes: [Note] = []
    if let contextOffset, let context, contextOffset != offset {
      let place = min(contextOffset, bytes.count)
      notes.append(Note(context, at: Location(source, place..<min(place + 1, bytes.count))))
    }
    if let line = doubtfulLine(before: offset, in: bytes) {
      let depths = (indentation(line, bytes), indentation(lineStart(offset, bytes), bytes))
      let start = line + depths.0
      notes.append(
        Note(
          "This line is indented by \(depths.0), the one at fault by \(depths.1)",
          at: Location(source, start..<min(start + 1, bytes.count))))
    }
    let (message, help) = explain(offset < bytes.count ? bytes[offset] : nil)
    return SyntaxFault(
      diagnostic: Diagnostic(
        "yaml-syntax", message, at: Location(source, offset..<end), help: help, notes: notes))
  }

  /// Where a person has to mend the file.
  ///
  /// libyaml notices some faults only on a later line: there the place is where the missing mark belongs, or
  /// where that which is not closed begins.
  private func brokenPlace(in bytes: [UInt8]) -> Int {
    if problem.contains("could not find expected ':'") || problem.contains("unexpected end of stream") {
      return contextOffset ?? offset
    }
    guard problem.contains("expected ',' or"), let contextOffset else { return offset }
    let line = lineStart(offset, bytes)
    let opening = lineStart(contextOffset, bytes)
    // A line that is indented no further than the one with the bracket no longer belongs inside it.
    guard line > opening, indentation(line, bytes) <= indentation(opening, bytes) else { return offset }
    var last = line
    while last > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[last - 1]) { last -= 1 }
    return last
  }

  private func lineStart(_ offset: Int, _ bytes: [UInt8]) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  private func indentation(_ line: Int, _ bytes: [UInt8]) -> Int {
    bytes[line...].prefix { $0 == 0x20 }.count
  }

  /// The start of an earlier line whose indentation may be what is off: of a mapping's lines libyaml takes the
  /// first for right.
  private func doubtfulLine(before offset: Int, in bytes: [UInt8]) -> Int? {
    let line = lineStart(offset, bytes)
    let depth = indentation(line, bytes)
    if problem.contains("mapping values are not allowed") {
      // The line was taken for the rest of the text before it, which starts less deep.
      return contentLines(before: line, in: bytes).first { _ in true }.flatMap {
        $0.depth < depth ? $0.start : nil
      }
    }
    guard problem.contains("did not find expected key") || problem.contains("did not find expected '-'")
    else {
      return nil
    }
    // The block that ends here starts with the first of the least deep lines that are deeper.
    let block = contentLines(before: line, in: bytes).prefix { $0.depth > depth }
    let least = block.map(\.depth).min()
    return block.last { $0.depth == least }?.start
  }

  /// The lines above that hold more than blanks or a comment, from the bottom up.
  private func contentLines(before line: Int, in bytes: [UInt8]) -> some Sequence<(start: Int, depth: Int)> {
    sequence(state: line) { start -> (start: Int, depth: Int)? in
      while start > 0 {
        start = lineStart(start - 1, bytes)
        let depth = indentation(start, bytes)
        let isContent =
          start + depth < bytes.count && ![0x0A, 0x0D, UInt8(ascii: "#")].contains(bytes[start + depth])
        if isContent { return (start, depth) }
      }
      return nil
    }
  }

  private func explain(_ byte: UInt8?) -> (message: String, help: String?) {
    if byte == UInt8(ascii: "\t") {
      return ("A tab cannot be used for indentation", "Replace the tab by spaces.")
    }
    if context == "while scanning a quoted scalar", problem.contains("end of stream") {
      return ("These quotes are never closed", "Add the closing quote.")
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
        "Add the colon and its value; text that goes on from the line above is indented further than its key."
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
