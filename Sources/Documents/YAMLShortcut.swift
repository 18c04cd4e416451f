import SourceText

/// The part of YAML that nearly every file keeps to, read in one pass and several times faster than libyaml.
///
/// Block mappings and lists, plain and quoted scalars on one line, brackets on one line, `|` blocks, comments. On
/// anything else, and on whatever looks wrong, it gives up, and libyaml has the word: this reader never reports a
/// fault, and what it makes is node for node what would be made of libyaml's events. A test holds it to that.
struct YAMLShortcut: ~Copyable {
  /// The file is not of the usual kind.
  struct GiveUp: Error {}

  let bytes: [UInt8]
  var tape = Tape()
  let source: SourceText
  let depth: Int
  /// The first byte of the line's content; the number of bytes at the end.
  private var position = 0
  /// The column of `position`; -1 at the end.
  private var column = -1

  /// The nodes of a file, or `nil` where it takes libyaml to read it.
  static func read(_ source: SourceText, _ limits: ReadLimits) -> Tape? {
    guard UsualBytes.holdsOnlyThem(source.bytes) else { return nil }
    var reader = YAMLShortcut(source, limits)
    do throws(GiveUp) {
      try reader.read()
      return reader.tape
    } catch {
      return nil
    }
  }

  private init(_ source: SourceText, _ limits: ReadLimits) {
    self.source = source
    bytes = source.bytes
    depth = limits.depth
    tape.reserve(source.bytes.count / 24 + 8)
  }

  private mutating func read() throws(GiveUp) {
    try goToContent(from: 0)
    guard column == 0 else { throw GiveUp() }
    try block()
    guard position == bytes.count else { throw GiveUp() }
  }

  // MARK: Blocks

  /// A list or mapping at the current column.
  private mutating func block() throws(GiveUp) {
    if isDash(position) {
      try list(column, isInMapping: false)
    } else {
      try mapping(column)
    }
  }

  private mutating func mapping(_ own: Int) throws(GiveUp) {
    guard tape.depth < depth else { throw GiveUp() }
    let id = NodeID(UInt32(tape.records.count))
    tape.begin(.object, .block, at: position)
    repeat {
      if isDash(position) { throw GiveUp() }
      let colon = try key(position)
      try value(colon + 1, parent: own, isInMapping: true)
    } while column == own
    guard column < own else { throw GiveUp() }
    tape.end(at: tape.endOfLastChild() ?? position)
    // A key that stands twice is reported by the other reader.
    guard DuplicateKeys.find(in: id, of: tape, source).isEmpty else { throw GiveUp() }
  }

  /// A list; one that is a mapping's value may stand at the column of the mapping's keys.
  private mutating func list(_ own: Int, isInMapping: Bool) throws(GiveUp) {
    guard tape.depth < depth else { throw GiveUp() }
    tape.begin(.array, .block, at: position)
    repeat {
      let start = skipBlanks(position + 1)
      if isEndOfLine(start) || bytes[start] == UInt8(ascii: "#") {
        try value(position + 1, parent: own, isInMapping: false)
      } else if isDash(start) || isKey(start) {
        column = own + start - position
        position = start
        try block()
      } else {
        try value(position + 1, parent: own, isInMapping: false)
      }
    } while column == own && isDash(position)
    guard column < own || (isInMapping && column == own) else { throw GiveUp() }
    tape.end(at: tape.endOfLastChild() ?? position)
  }

  /// What follows a `:` or `-`: on the line, or on the lines below, indented further.
  private mutating func value(_ start: Int, parent: Int, isInMapping: Bool) throws(GiveUp) {
    let first = skipBlanks(start)
    if isEndOfLine(first) || (bytes[first] == UInt8(ascii: "#") && first > start) {
      try goToContent(from: first)
      if column > parent { return try block() }
      guard isInMapping, column == parent, isDash(position) else { throw GiveUp() }
      return try list(parent, isInMapping: true)
    }
    let end =
      bytes[first] == UInt8(ascii: "|") ? try literal(first, parent: parent) : try restOfLine(inline(first))
    try goToContent(from: end)
    // A line that is indented further would go on with the value, or be wrong.
    guard column <= parent else { throw GiveUp() }
  }

  /// The end of the line, where nothing but a comment is left on it.
  private func restOfLine(_ start: Int) throws(GiveUp) -> Int {
    let rest = skipBlanks(start)
    guard isEndOfLine(rest) || (bytes[rest] == UInt8(ascii: "#") && rest > start) else { throw GiveUp() }
    return rest
  }

  /// Goes to the next line with more than blanks and a comment, from somewhere in a line whose rest does not count.
  private mutating func goToContent(from start: Int) throws(GiveUp) {
    var line = start
    if start > 0 {
      guard let end = endOfLine(start) else { return goToEnd() }
      line = end + 1
    }
    while line < bytes.count {
      let content = skipBlanks(line)
      guard content < bytes.count else { return goToEnd() }
      if bytes[content] == 0x0A {
        line = content + 1
      } else if bytes[content] == UInt8(ascii: "#") {
        guard let end = endOfLine(content) else { return goToEnd() }
        line = end + 1
      } else {
        position = content
        column = content - line
        // `---`, `...` and directives.
        if column == 0, [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "%")].contains(bytes[content]),
          !isDash(content)
        {
          throw GiveUp()
        }
        return
      }
    }
    goToEnd()
  }

  private mutating func goToEnd() {
    position = bytes.count
    column = -1
  }

  // MARK: Bytes

  func skipBlanks(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index
  }

  func isEndOfLine(_ index: Int) -> Bool { index >= bytes.count || bytes[index] == 0x0A }

  /// The next line break, or `nil` in the last line.
  func endOfLine(_ start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == 0x0A { return index }
      index += 1
    }
    return nil
  }

  private func isDash(_ index: Int) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: "-")
      && (index + 1 == bytes.count || bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A)
  }
}
