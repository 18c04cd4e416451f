/// Reads a pattern as ECMA-262's grammar with the `u` flag has it.
struct Parser {
  private let scalars: [Unicode.Scalar]
  /// The byte offset of each scalar, and of the end.
  private let offsets: [Int]
  private(set) var index = 0
  private var depth = 0
  var syntax = Syntax()
  private(set) var groupsByName: [String: [Int]] = [:]
  /// Group numbers referred to, with the byte offsets of the references; checked when all groups are known.
  var references: [(offset: Int, number: Int)] = []
  /// Property escapes already looked up, which costs a walk over all of Unicode.
  var properties: [String: ScalarSet] = [:]

  private init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
    var offsets: [Int] = []
    var offset = 0
    for scalar in scalars {
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    self.offsets = offsets + [offset]
  }

  /// The tree of a pattern, or the first thing wrong with it.
  static func parse(_ pattern: String) throws(PatternError) -> Syntax {
    let names = Parser(pattern).groupNames()
    var parser = Parser(pattern)
    parser.groupsByName = names
    parser.syntax.root = try parser.disjunction().term
    if parser.index < parser.scalars.count {
      throw parser.failure("This ‘)’ closes nothing; write ‘\\)’ for the character itself.")
    }
    try parser.checkReferences()
    return parser.syntax
  }
}

// MARK: - Reading characters

extension Parser {
  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    index + distance < scalars.count ? scalars[index + distance] : nil
  }

  /// The byte offset of the next character.
  var offset: Int { offsets[index] }

  func scalar(at index: Int) -> Unicode.Scalar { scalars[index] }

  func offset(of index: Int) -> Int { offsets[index] }

  mutating func advance(_ count: Int = 1) { index += count }

  /// Goes back to a character read before.
  mutating func rewind(to earlier: Int) { index = earlier }

  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars.count - index >= wanted.count,
      scalars[index..<index + wanted.count].elementsEqual(wanted)
    else { return false }
    index += wanted.count
    return true
  }

  func failure(at index: Int? = nil, _ message: String) -> PatternError {
    PatternError(at: offsets[index ?? self.index], message)
  }

  /// A decimal number, stopped at a size that no repetition can have.
  mutating func decimal() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1 << 40)
      advance()
    }
    return value
  }
}

// MARK: - Alternatives and terms

extension Parser {
  typealias Part = (term: Term, names: Set<String>)

  mutating func disjunction() throws(PatternError) -> Part {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limit.nesting else {
      throw PatternError(.limit, at: offset, "Groups are nested more than \(Limit.nesting) deep.")
    }
    var part = try alternative()
    var alternatives = [part.term]
    while take("|") {
      let other = try alternative()
      alternatives.append(other.term)
      part.names.formUnion(other.names)
    }
    return (alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives), part.names)
  }

  private mutating func alternative() throws(PatternError) -> Part {
    var terms: [Term] = []
    var names: Set<String> = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = index
      let part = try quantified()
      if let twice = names.intersection(part.names).min() {
        throw failure(
          at: start, "The group name ‘\(twice)’ is used twice; only different alternatives may share it.")
      }
      names.formUnion(part.names)
      terms.append(part.term)
    }
    return (terms.count == 1 ? terms[0] : terms.isEmpty ? .empty : .sequence(terms), names)
  }

  private mutating func quantified() throws(PatternError) -> Part {
    let firstCapture = syntax.captures
    let part = try atom()
    let quantifierStart = index
    guard let (minimum, maximum) = try quantifier() else { return part }
    switch part.term {
    case .assertion, .look:
      throw failure(
        at: quantifierStart, "An assertion cannot be repeated; put it into a group ‘(?:…)’ if it must be.")
    default: break
    }
    if let maximum, maximum < minimum {
      throw failure(at: quantifierStart, "The numbers of this repetition are the wrong way round.")
    }
    let isLazy = take("?")
    if let scalar = next, "*+?".unicodeScalars.contains(scalar) {
      throw failure("Nothing to repeat: ‘\(scalar)’ follows another repetition.")
    }
    let repetition = Repetition(
      minimum: minimum, maximum: maximum, isLazy: isLazy, captures: firstCapture..<syntax.captures)
    return (.repetition(part.term, repetition), part.names)
  }

  private mutating func quantifier() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = index
    guard take("{") else { return nil }
    let advice =
      "After ‘{’ a count such as {2}, {2,} or {2,5} is expected; write ‘\\{’ for the character itself."
    guard let minimum = decimal() else { throw failure(at: start, advice) }
    var maximum: Int? = minimum
    if take(",") { maximum = decimal() }
    guard take("}") else { throw failure(at: start, advice) }
    return (minimum, maximum)
  }

  private mutating func atom() throws(PatternError) -> Part {
    guard let scalar = next else { return (.empty, []) }
    switch scalar {
    case "(": return try group()
    case "[": return (.set(try characterClass()), [])
    case "\\": return (try escape(), [])
    case "^":
      advance()
      return (.assertion(.start), [])
    case "$":
      advance()
      return (.assertion(.end), [])
    case ".":
      advance()
      return (.set(ScalarSet.lineTerminator.inverted), [])
    case "*", "+", "?", "{":
      throw failure(
        "There is nothing for ‘\(scalar)’ to repeat; write ‘\\\(scalar)’ for the character itself.")
    case "]", "}":
      throw failure("A lone ‘\(scalar)’ must be written ‘\\\(scalar)’.")
    default:
      advance()
      return (.set(ScalarSet(scalar.value)), [])
    }
  }
}
