extension YAMLShortcut {
  // MARK: Keys

  /// Tells whether a mapping's key starts here: text on one line, then a `:` that nothing touches.
  func isKey(_ start: Int) -> Bool { colon(after: start) != nil }

  /// Adds the key that starts here, and tells where its `:` is.
  mutating func key(_ start: Int) throws(GiveUp) -> Int {
    guard let colon = colon(after: start), colon > start, colon - start < 1000, bytes[colon - 1] != 0x20
    else {
      throw GiveUp()
    }
    if bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") {
      guard try quoted(start) == colon else { throw GiveUp() }
    } else {
      guard isPlainStart(start), !isMergeKey(start..<colon) else { throw GiveUp() }
      tape.scalar(.string, .plain, start..<colon, text: start..<colon)
    }
    return colon
  }

  private func isMergeKey(_ key: Range<Int>) -> Bool {
    bytes[key.lowerBound] == UInt8(ascii: "<") && bytes[key].elementsEqual("<<".utf8)
  }

  private func colon(after start: Int) -> Int? {
    var index = start
    let first = bytes[start]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      index += 1
      while index < bytes.count, bytes[index] != first {
        if bytes[index] == 0x0A { return nil }
        // An escape, as in `\"`, takes two bytes.
        index += first == UInt8(ascii: "\"") && bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      index += 1
      // `''` inside of single quotes goes on.
      return isColon(index) ? index : nil
    }
    while index < bytes.count, bytes[index] != 0x0A {
      if isColon(index) { return index }
      if bytes[index] == UInt8(ascii: "#"), index > start, bytes[index - 1] == 0x20 { return nil }
      index += 1
    }
    return nil
  }

  private func isColon(_ index: Int) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: ":")
      && (index + 1 == bytes.count || bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A)
  }

  // MARK: Values on one line

  /// Adds the value that starts here, and tells where it ends.
  mutating func inline(_ start: Int) throws(GiveUp) -> Int {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted(start)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow(start, depth: 0)
    default: return try plain(start)
    }
  }

  private mutating func plain(_ start: Int) throws(GiveUp) -> Int {
    guard isPlainStart(start) else { throw GiveUp() }
    var index = start
    var end = start
    while index < bytes.count, bytes[index] != 0x0A {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":"), isColon(index) { throw GiveUp() }
      if byte == UInt8(ascii: "#"), bytes[index - 1] == 0x20 { break }
      index += 1
      if byte != 0x20 { end = index }
    }
    try addPlain(start..<end)
    return end
  }

  private mutating func addPlain(_ range: Range<Int>) throws(GiveUp) {
    // Most values are text, which the first byte tells.
    guard CoreSchema.canBeMore(thanTextFrom: bytes[range.lowerBound]) else {
      return tape.scalar(.string, .plain, range, text: range)
    }
    switch CoreSchema.resolve(bytes[range]) {
    case .string: tape.scalar(.string, .plain, range, text: range)
    case .number: tape.scalar(.number, .plain, range, text: range)
    case .null: addRespelled("null", .null, range)
    case .bool(let value): addRespelled(value ? "true" : "false", .bool, range)
    case .respelled(let text): addRespelled(text, .number, range)
    case .unrepresentable: throw GiveUp()
    }
  }

  private mutating func addRespelled(_ text: String, _ kind: NodeKind, _ range: Range<Int>) {
    let pooled = tape.pool.count
    tape.pool.append(contentsOf: text.utf8)
    tape.scalar(kind, .plain, range, poolFrom: pooled)
  }

  /// Tells whether a plain scalar can start here.
  private func isPlainStart(_ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"),
      UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "$"),
      UInt8(ascii: "="), 0x80...:
      true
    case UInt8(ascii: "-"): index + 1 < bytes.count && bytes[index + 1] > 0x2D
    default: false
    }
  }

  /// A scalar in quotes; one that goes on in the next line is none of ours.
  private mutating func quoted(_ start: Int) throws(GiveUp) -> Int {
    let quote = bytes[start]
    let style: NodeStyle = quote == UInt8(ascii: "'") ? .singleQuoted : .doubleQuoted
    var index = start + 1
    while index < bytes.count, bytes[index] != quote, bytes[index] != UInt8(ascii: "\\"), bytes[index] != 0x0A
    {
      index += 1
    }
    guard index < bytes.count, bytes[index] != 0x0A else { throw GiveUp() }
    let isDoubled = style == .singleQuoted && index + 1 < bytes.count && bytes[index + 1] == quote
    if bytes[index] == quote, !isDoubled {
      tape.scalar(.string, style, start..<index + 1, text: start + 1..<index)
      return index + 1
    }
    return try style == .singleQuoted ? singleQuoted(start) : doubleQuoted(start)
  }

  private mutating func singleQuoted(_ start: Int) throws(GiveUp) -> Int {
    let pooled = tape.pool.count
    var index = start + 1
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "'") {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "'") else {
          tape.scalar(.string, .singleQuoted, start..<index + 1, poolFrom: pooled)
          return index + 1
        }
        index += 1
      }
      tape.pool.append(bytes[index])
      index += 1
    }
    throw GiveUp()
  }

  private mutating func doubleQuoted(_ start: Int) throws(GiveUp) -> Int {
    let pooled = tape.pool.count
    var index = start + 1
    while index + 1 < bytes.count, bytes[index] != 0x0A {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        tape.scalar(.string, .doubleQuoted, start..<index + 1, poolFrom: pooled)
        return index + 1
      case UInt8(ascii: "\\"):
        index += 1
        switch bytes[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): tape.pool.append(bytes[index])
        case UInt8(ascii: "n"): tape.pool.append(0x0A)
        case UInt8(ascii: "t"): tape.pool.append(0x09)
        default: throw GiveUp()
        }
      default: tape.pool.append(bytes[index])
      }
      index += 1
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw GiveUp() }
    tape.scalar(.string, .doubleQuoted, start..<index + 1, poolFrom: pooled)
    return index + 1
  }

  // MARK: Brackets

  private mutating func flow(_ start: Int, depth: Int) throws(GiveUp) -> Int {
    guard depth < 8 else { throw GiveUp() }
    let isList = bytes[start] == UInt8(ascii: "[")
    let id = NodeID(UInt32(tape.records.count))
    tape.begin(isList ? .array : .object, .flow, at: start)
    let closing = isList ? UInt8(ascii: "]") : UInt8(ascii: "}")
    var index = skipBlanks(start + 1)
    while index < bytes.count, bytes[index] != closing {
      if !isList { index = try flowKey(index) }
      index = skipBlanks(try flowValue(index, isKey: false, depth: depth))
      guard index < bytes.count else { throw GiveUp() }
      if bytes[index] == closing { break }
      guard bytes[index] == UInt8(ascii: ",") else { throw GiveUp() }
      index = skipBlanks(index + 1)
      guard index < bytes.count, bytes[index] != closing else { throw GiveUp() }
    }
    guard index < bytes.count else { throw GiveUp() }
    tape.end(at: index + 1)
    if !isList, !DuplicateKeys.find(in: id, of: tape, source).isEmpty { throw GiveUp() }
    return index + 1
  }

  private mutating func flowKey(_ start: Int) throws(GiveUp) -> Int {
    let end = try flowValue(start, isKey: true, depth: 8)
    guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: ":"), bytes[end + 1] == 0x20, end - start < 1000
    else {
      throw GiveUp()
    }
    return skipBlanks(end + 1)
  }

  private mutating func flowValue(_ start: Int, isKey: Bool, depth: Int) throws(GiveUp) -> Int {
    guard start < bytes.count else { throw GiveUp() }
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted(start)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard tape.depth < self.depth else { throw GiveUp() }
      return try flow(start, depth: depth + 1)
    default: break
    }
    guard isPlainStart(start) else { throw GiveUp() }
    var index = start
    var end = start
    scan: while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): break scan
      case UInt8(ascii: ":"):
        if isKey, index + 1 < bytes.count, bytes[index + 1] == 0x20 { break scan }
        // One inside of a word, as in an address, is text.
        guard !isKey, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "/") else { throw GiveUp() }
      case 0x0A, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"), UInt8(ascii: "#"),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
        throw GiveUp()
      default: break
      }
      index += 1
      if byte != 0x20 { end = index }
    }
    if isKey {
      guard end == index, !bytes[start..<end].elementsEqual("<<".utf8) else { throw GiveUp() }
      tape.scalar(.string, .plain, start..<end, text: start..<end)
    } else {
      try addPlain(start..<end)
    }
    return end
  }

  // MARK: Blocks of text

  /// A `|` block, and where the line after it starts; its text is the lines below without their indentation.
  mutating func literal(_ start: Int, parent: Int) throws(GiveUp) -> Int {
    var index = start + 1
    var chomping: UInt8?
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      chomping = bytes[index]
      index += 1
    }
    guard isEndOfLine(index), index < bytes.count else { throw GiveUp() }
    var line = index + 1
    let pooled = tape.pool.count
    var indentation: Int?
    var blankLines = 0
    var end = line
    while line < bytes.count {
      let content = skipBlanks(line)
      if content < bytes.count, bytes[content] == 0x0A {
        // Before the first line of text, blanks on a blank line may be wrong; what is indented further is text.
        guard content == line || indentation != nil else { throw GiveUp() }
        if content - line <= indentation ?? 0 {
          blankLines += 1
          line = content + 1
          end = line
          continue
        }
      }
      guard content < bytes.count else { throw GiveUp() }
      let depth = content - line
      let own = indentation ?? depth
      guard own > parent else { throw GiveUp() }
      if depth < own { break }
      indentation = own
      // The break after the line before stands for itself; each blank line adds one.
      for _ in 0..<blankLines { tape.pool.append(0x0A) }
      blankLines = 0
      let stop = endOfLine(content) ?? bytes.count
      tape.pool.append(contentsOf: bytes[line + own..<stop])
      guard stop < bytes.count else { throw GiveUp() }
      tape.pool.append(0x0A)
      line = stop + 1
      end = line
    }
    guard indentation != nil else { throw GiveUp() }
    switch chomping {
    case UInt8(ascii: "-"): tape.pool.removeLast()
    case UInt8(ascii: "+"): for _ in 0..<blankLines { tape.pool.append(0x0A) }
    default: break
    }
    tape.scalar(.string, .literal, start..<end, poolFrom: pooled)
    return end - 1
  }
}
