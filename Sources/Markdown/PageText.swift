extension PageWriter {
  mutating func text(_ text: Span<UInt8>) {
    if isInCodeBlock { return writeCode(text) }
    writeWords(text)
    plain.append(text)
    heading?.words.append(text)
    if paragraph?.hasWords == false, !isInLink {
      for index in text.indices where text[index].isWordPart {
        paragraph?.hasWords = true
        break
      }
    }
  }

  mutating func endBlock() { if !isAtLineStart { write { $0.write("\n") } } }

  /// Whether nothing stands on the line yet, be it only the heading whose tag is still to come.
  var isAtLineStart: Bool {
    (buffer.last ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n") && heading?.start != buffer.count
  }

  /// Writes text that is not part of the prose; what does not fit is cut off.
  mutating func writeWords(_ text: Span<UInt8>) {
    let start = buffer.count
    // A parser drops a line break at the start of a <pre>: one more keeps the author's.
    if start == preStart, heading?.start != start, !text.isEmpty, text[0] == UInt8(ascii: "\n") {
      write { $0.write("\n") }
    }
    write { $0.write(text: text) }
    if !isDone || buffer.count > start { return }
    // No byte takes more than five when it is escaped.
    var fitting = min(text.count, max(room - start, 0) / 5)
    while fitting > 0, fitting < text.count, text[fitting] & 0xC0 == 0x80 { fitting -= 1 }
    buffer.write(text: text.extracting(0..<fitting))
  }
}

// MARK: Code blocks

extension PageWriter {
  mutating func openCode(language: [UInt8]) {
    plain.endLine()
    let name = CodeLanguage.className(language)
    write {
      $0.write("<pre tabindex=\"0\"><code")
      if !name.isEmpty { $0.write("class", "language-\(name)") }
      $0.write(">")
    }
    push(.codeBlock)
    isInCodeBlock = true
    code = CodeLanguage.highlighter(named: name).map { ($0, []) }
  }

  /// Keeps code that is to be highlighted until it is complete.
  private mutating func writeCode(_ text: Span<UInt8>) {
    if code == nil { return writeWords(text) }
    unsafe text.withUnsafeBufferPointer { unsafe code?.text.append(contentsOf: $0) }
  }

  mutating func closeCodeBlock() {
    if let (highlighter, text) = code {
      code = nil
      let start = buffer.count
      write { highlighter.write(text.span, to: &$0) }
      if isDone, buffer.count == start { writeWords(text.span) }
    }
    isInCodeBlock = false
    buffer.write("</code></pre>")
  }
}
