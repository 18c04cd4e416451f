/// Colours code: one pass from left to right, each byte looked at a bounded number of times.
///
/// The page's style sheet knows the classes `hl-k` keyword, `hl-s` string, `hl-c` comment,
/// `hl-n` number, `hl-a` key, `hl-v` variable, `hl-h` heading or decorator, `hl-p` prompt.
///
/// What a language is made of is laid out once, so that most bytes are passed by after one look at a table.
final class Highlighter: Sendable {
  /// A class of the page's style sheet.
  enum Colour: Sendable {
    case keyword, string, comment, number, key, variable, heading, prompt

    fileprivate var tag: StaticString {
      switch self {
      case .keyword: "<span class=\"hl-k\">"
      case .string: "<span class=\"hl-s\">"
      case .comment: "<span class=\"hl-c\">"
      case .number: "<span class=\"hl-n\">"
      case .key: "<span class=\"hl-a\">"
      case .variable: "<span class=\"hl-v\">"
      case .heading: "<span class=\"hl-h\">"
      case .prompt: "<span class=\"hl-p\">"
      }
    }
  }

  /// What a byte can be the beginning of.
  private enum Role: Sendable { case nothing, word, mark, nextLine }

  private let language: CodeLanguage
  private let roles: InlineArray<256, Role>
  private let keywords: WordSet
  private let stringPrefixes: WordSet
  private let lineComment: [UInt8]
  private let blockComment: (start: [UInt8], end: [UInt8])?
  private let quotes: [UInt8]
  private let longQuotes: [UInt8]

  init(_ language: CodeLanguage) {
    self.language = language
    keywords = WordSet(language.keywords)
    stringPrefixes = WordSet(language.stringPrefixes)
    lineComment = Array(language.lineComment.utf8)
    blockComment = language.blockComment.map { (Array($0.start.utf8), Array($0.end.utf8)) }
    quotes = Array(language.quotes.utf8)
    longQuotes = Array(language.longQuotes.utf8)
    var marks = quotes + lineComment.prefix(1) + (blockComment?.start ?? []).prefix(1)
    if language.hasVariables { marks.append(UInt8(ascii: "$")) }
    if language.hasDecorators { marks.append(UInt8(ascii: "@")) }
    var roles = InlineArray<256, Role>(repeating: .nothing)
    for byte in UInt8.min...UInt8.max where Self.isWord(byte) { roles[Int(byte)] = .word }
    for byte in marks { roles[Int(byte)] = .mark }
    roles[Int(UInt8(ascii: "\n"))] = .nextLine
    self.roles = roles
  }

  /// Control characters count too, which the page shows as the replacement character.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isWordPart || byte == UInt8(ascii: "_") || byte == 0x7F
      || (byte < 0x20 && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\n"))
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
      switch roles[Int(code[index])] {
      case .nothing: index += 1
      case .nextLine:
        isLineStart = true
        index += 1
      case .word, .mark:
        guard let token = token(code, at: index) else {
          index += 1
          continue
        }
        if let colour = token.colour {
          html.write(text: code.extracting(plain..<index))
          write((token.range, colour), of: code, to: &html)
          plain = token.range.upperBound
        }
        index = token.range.upperBound
      }
    }
    html.write(text: code.extracting(plain..<code.count))
  }

  private func write(
    _ token: (range: Range<Int>, colour: Colour), of code: Span<UInt8>, to html: inout HTMLBuffer
  ) {
    html.write(token.colour.tag)
    html.write(text: code.extracting(token.range))
    html.write("</span>")
  }
}

// MARK: The start of a line

extension Highlighter {
  /// A token that only the start of a line can hold.
  private func lineToken(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, colour: Colour)? {
    var index = skipBlanks(code, from: start)
    if language.hasPrompts { return prompt(code, at: index) }
    if language.hasInstructions {
      let end = endOfWord(code, from: index)
      return isKeyword(code, index..<end) ? (index..<end, .keyword) : nil
    }
    if language.hasSections, index < code.count, code[index] == UInt8(ascii: "[") {
      return (index..<endOfLine(code, from: index), .heading)
    }
    if language.keys == .none { return nil }
    while index + 1 < code.count, code[index] == UInt8(ascii: "-"), code[index + 1] == UInt8(ascii: " ") {
      index = skipBlanks(code, from: index + 2)
    }
    let mark = language.keys == .colon ? UInt8(ascii: ":") : UInt8(ascii: "=")
    var end = index
    while end < code.count, isWord(code[end]) || Self.isInKey(code[end]) { end += 1 }
    guard end > index, end < code.count, code[end] == mark else { return nil }
    if language.keys == .colon, end + 1 < code.count, code[end + 1] > 0x20 { return nil }
    return (index..<end, .key)
  }

  /// Whether a key can have this byte besides those of words.
  private static func isInKey(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "/")
  }

  private func prompt(_ code: Span<UInt8>, at index: Int) -> (range: Range<Int>, colour: Colour)? {
    for prompt in ["$ ", "# ", "% ", "> ", ">>> ", "... "] where matches(Array(prompt.utf8), code, at: index)
    {
      return (index..<index + prompt.utf8.count, .prompt)
    }
    return nil
  }
}

// MARK: Tokens

extension Highlighter {
  /// What starts at `start`: with a colour if it has one, nil if nothing does.
  private func token(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, colour: Colour?)? {
    let byte = code[start]
    if isWord(byte) { return word(code, at: start) }
    if matches(lineComment, code, at: start), start == 0 || code[start - 1] <= 0x20 {
      return (start..<endOfLine(code, from: start), .comment)
    }
    if let blockComment, matches(blockComment.start, code, at: start) {
      return (start..<end(of: blockComment.end, code, from: start + blockComment.start.count), .comment)
    }
    if quotes.contains(byte), start == 0 || !isWord(code[start - 1]) || byte == UInt8(ascii: "`") {
      return string(code, at: start)
    }
    if byte == UInt8(ascii: "$"), language.hasVariables { return variable(code, at: start) }
    if byte == UInt8(ascii: "@"), language.hasDecorators {
      let end = endOfWord(code, from: start + 1)
      return end > start + 1 ? (start..<end, .heading) : nil
    }
    return nil
  }

  private func word(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, colour: Colour?) {
    var end = endOfWord(code, from: start)
    if code[start].isDigit {
      while end + 1 < code.count, code[end] == UInt8(ascii: "."), isWord(code[end + 1]) {
        end = endOfWord(code, from: end + 1)
      }
      return (start..<end, .number)
    }
    if end < code.count, quotes.contains(code[end]), end - start <= 2,
      stringPrefixes.contains(code.extracting(start..<end), anyCase: true)
    {
      return (start..<string(code, at: end).range.upperBound, .string)
    }
    return (start..<end, !language.hasInstructions && isKeyword(code, start..<end) ? .keyword : nil)
  }

  private func string(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, colour: Colour?) {
    let quote = code[start]
    if language.hasTripleQuotes, matches([quote, quote, quote], code, at: start) {
      return (start..<end(of: [quote, quote, quote], code, from: start + 3), .string)
    }
    let isLong = longQuotes.contains(quote)
    var index = start + 1
    while index < code.count, code[index] != quote, isLong || code[index] != UInt8(ascii: "\n") {
      index += code[index] == UInt8(ascii: "\\") && index + 1 < code.count && code[index + 1] != 0x0A ? 2 : 1
    }
    if index < code.count, code[index] == quote { index += 1 }
    index = min(index, code.count)
    let next = language.hasQuotedKeys ? skipBlanks(code, from: index) : code.count
    return (start..<index, next < code.count && code[next] == UInt8(ascii: ":") ? .key : .string)
  }

  private func variable(_ code: Span<UInt8>, at start: Int) -> (range: Range<Int>, colour: Colour?)? {
    guard start + 1 < code.count else { return nil }
    var end = endOfWord(code, from: start + 1)
    if code[start + 1] == UInt8(ascii: "{") {
      end = start + 2
      while end < code.count, code[end] != UInt8(ascii: "}"), code[end] != UInt8(ascii: "\n") { end += 1 }
      if end < code.count, code[end] == UInt8(ascii: "}") { end += 1 }
    }
    return end > start + 1 ? (start..<end, .variable) : nil
  }
}

// MARK: Bytes

extension Highlighter {
  private func isWord(_ byte: UInt8) -> Bool { roles[Int(byte)] == .word }

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

  private func isKeyword(_ code: Span<UInt8>, _ range: Range<Int>) -> Bool {
    keywords.contains(code.extracting(range), anyCase: language.hasInstructions)
  }
}
