/// Colours code: one pass from left to right, each byte looked at a bounded number of times.
///
/// The page's style sheet knows the classes `hl-k` keyword, `hl-s` string, `hl-c` comment,
/// `hl-n` number, `hl-a` key, `hl-v` variable, `hl-h` heading or decorator, `hl-p` prompt.
struct Highlighter {
  private let language: CodeLanguage
  private let lineComment: [UInt8]
  private let blockComment: (start: [UInt8], end: [UInt8])?
  private let quotes: [UInt8]
  private let longQuotes: [UInt8]

  init(_ language: CodeLanguage) {
    self.language = language
    lineComment = Array(language.lineComment.utf8)
    blockComment = language.blockComment.map { (Array($0.start.utf8), Array($0.end.utf8)) }
    quotes = Array(language.quotes.utf8)
    longQuotes = Array(language.longQuotes.utf8)
  }

  /// Writes `code` with its tokens in spans.
  func write(_ code: Span<UInt8>, to html: inout HTMLBuffer) {
    var index = 0
    var plain = 0
    var isLineStart = true
    while index < code.count {
      if isLineStart {
        isLineStart = false
        if let token = lineToken(code, at: index) {
          html.write(text: code.extracting(plain..<token.range.lowerBound))
          write(token, of: code, to: &html)
          index = token.range.upperBound
          plain = index
          continue
        }
        if language.hasPrompts { index = endOfLine(code, from: index) }
        if index == code.count { break }
      }
      let byte = code[index]
      if byte == UInt8(ascii: "\n") {
        isLineStart = true
        index += 1
      } else if let token = token(code, at: index) {
        if let kind = token.kind {
          html.write(text: code.extracting(plain..<index))
          write((token.range, kind), of: code, to: &html)
          plain = token.range.upperBound
        }
        index = token.range.upperBound
      } else {
        index += 1
      }
    }
    html.write(text: code.extracting(plain..<code.count))
  }

  private func write(
    _ token: (range: Range<Int>, kind: StaticString), of code: Span<UInt8>, to html: inout HTMLBuffer
  ) {
    html.write("<span class=\"hl-")
    html.write(token.kind)
    html.write("\">")
    html.write(text: code.extracting(token.range))
    html.write("</span>")
  }
}

// MARK: The start of a line

extension Highlighter {
  /// A token that only the start of a line can hold.
  private func lineToken(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, kind: StaticString)? {
    var index = skipBlanks(code, from: start)
    if language.hasPrompts { return prompt(code, at: index) }
    if language.hasInstructions {
      let end = endOfWord(code, from: index)
      return isKeyword(code, index..<end) ? (index..<end, "k") : nil
    }
    if language.hasSections, index < code.count, code[index] == UInt8(ascii: "[") {
      return (index..<endOfLine(code, from: index), "h")
    }
    if language.keys == .none { return nil }
    while index + 1 < code.count, code[index] == UInt8(ascii: "-"), code[index + 1] == UInt8(ascii: " ") {
      index = skipBlanks(code, from: index + 2)
    }
    let mark = language.keys == .colon ? UInt8(ascii: ":") : UInt8(ascii: "=")
    var end = index
    while end < code.count, isWord(code[end]) || " .-/".utf8.contains(code[end]) { end += 1 }
    guard end > index, end < code.count, code[end] == mark else { return nil }
    if language.keys == .colon, end + 1 < code.count, code[end + 1] > 0x20 { return nil }
    return (index..<end, "a")
  }

  private func prompt(_ code: Span<UInt8>, at index: Int) -> (range: Range<Int>, kind: StaticString)? {
    for prompt in ["$ ", "# ", "% ", "> ", ">>> ", "... "] where matches(Array(prompt.utf8), code, at: index)
    {
      return (index..<index + prompt.utf8.count, "p")
    }
    return nil
  }
}

// MARK: Tokens

extension Highlighter {
  /// What starts at `start`: with a kind if it is coloured, nil if nothing does.
  private func token(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, kind: StaticString?)? {
    let byte = code[start]
    if isWord(byte) { return word(code, at: start) }
    if matches(lineComment, code, at: start), start == 0 || code[start - 1] <= 0x20 {
      return (start..<endOfLine(code, from: start), "c")
    }
    if let blockComment, matches(blockComment.start, code, at: start) {
      return (start..<end(of: blockComment.end, code, from: start + blockComment.start.count), "c")
    }
    if quotes.contains(byte), start == 0 || !isWord(code[start - 1]) || byte == UInt8(ascii: "`") {
      return string(code, at: start)
    }
    if byte == UInt8(ascii: "$"), language.hasVariables { return variable(code, at: start) }
    if byte == UInt8(ascii: "@"), language.hasDecorators {
      let end = endOfWord(code, from: start + 1)
      return end > start + 1 ? (start..<end, "h") : nil
    }
    return nil
  }

  private func word(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, kind: StaticString?) {
    var end = endOfWord(code, from: start)
    if code[start].isDigit {
      while end + 1 < code.count, code[end] == UInt8(ascii: "."), isWord(code[end + 1]) {
        end = endOfWord(code, from: end + 1)
      }
      return (start..<end, "n")
    }
    if end < code.count, quotes.contains(code[end]), end - start <= 2,
      language.stringPrefixes.contains(text(code, start..<end).lowercased())
    {
      return (start..<string(code, at: end).range.upperBound, "s")
    }
    return (start..<end, !language.hasInstructions && isKeyword(code, start..<end) ? "k" : nil)
  }

  private func string(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, kind: StaticString?) {
    let quote = code[start]
    if language.hasTripleQuotes, matches([quote, quote, quote], code, at: start) {
      return (start..<end(of: [quote, quote, quote], code, from: start + 3), "s")
    }
    let isLong = longQuotes.contains(quote)
    var index = start + 1
    while index < code.count, code[index] != quote, isLong || code[index] != UInt8(ascii: "\n") {
      index += code[index] == UInt8(ascii: "\\") && index + 1 < code.count && code[index + 1] != 0x0A ? 2 : 1
    }
    if index < code.count, code[index] == quote { index += 1 }
    index = min(index, code.count)
    let next = language.hasQuotedKeys ? skipBlanks(code, from: index) : code.count
    return (start..<index, next < code.count && code[next] == UInt8(ascii: ":") ? "a" : "s")
  }

  private func variable(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, kind: StaticString?)? {
    guard start + 1 < code.count else { return nil }
    var end = endOfWord(code, from: start + 1)
    if code[start + 1] == UInt8(ascii: "{") {
      end = start + 2
      while end < code.count, code[end] != UInt8(ascii: "}"), code[end] != UInt8(ascii: "\n") { end += 1 }
      if end < code.count, code[end] == UInt8(ascii: "}") { end += 1 }
    }
    return end > start + 1 ? (start..<end, "v") : nil
  }
}

// MARK: Bytes

extension Highlighter {
  /// Control characters count too, which the page shows as the replacement character.
  private func isWord(_ byte: UInt8) -> Bool {
    byte.isWordPart || byte == UInt8(ascii: "_") || byte == 0x7F
      || (byte < 0x20 && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\n"))
  }

  private func endOfWord(_ code: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < code.count, isWord(code[index]) { index += 1 }
    return index
  }

  private func endOfLine(_ code: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < code.count, code[index] != UInt8(ascii: "\n") { index += 1 }
    return index
  }

  private func skipBlanks(_ code: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < code.count, code[index] == UInt8(ascii: " ") || code[index] == UInt8(ascii: "\t") {
      index += 1
    }
    return index
  }

  private func matches(_ pattern: [UInt8], _ code: Span<UInt8>, at start: Int) -> Bool {
    guard !pattern.isEmpty, start + pattern.count <= code.count else { return false }
    for offset in pattern.indices where code[start + offset] != pattern[offset] { return false }
    return true
  }

  /// Behind the next `pattern`, or the end of the code.
  private func end(of pattern: [UInt8], _ code: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < code.count {
      if matches(pattern, code, at: index) { return index + pattern.count }
      index += 1
    }
    return code.count
  }

  /// Whether a word is a keyword; longer ones than any keyword are not even looked up.
  private func isKeyword(_ code: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard (2...12).contains(range.count) else { return false }
    let word = text(code, range)
    return language.keywords.contains(language.hasInstructions ? word.lowercased() : word)
  }

  private func text(_ code: Span<UInt8>, _ range: Range<Int>) -> String {
    unsafe code.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
