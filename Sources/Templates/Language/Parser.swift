/// Makes a tree of a template's tags, and settles what happens to the lines they stand on.
struct Parser {
  /// How deep tags can stand inside each other, which bounds every recursion over the tree.
  static let deepest = 64

  /// A tag that waits for its end, with what was found in it so far.
  struct Open {
    let tag: Tag
    var nodes: [Node] = []
    var arguments: [Argument] = []
    /// The blanks before the tag, if nothing else is; of an argument, its line's indentation.
    var lead: Range<Int>?
    /// Whether the rest of the tag's line is blank, and so belongs to the tag.
    var hasOwnLine = false
    var isArgument = false
    /// Where in its page's HTML the tag stands.
    var markup = Markup()
  }

  let source: TemplateSource
  let isStrict: Bool
  var stack: [Open]
  /// The end of what tags with a line of their own have taken with them.
  var taken = 0
  var markup = Markup()
  var log = ProblemLog()
  private var scanner: Scanner
  private var line: (start: Int, seen: Int)

  private init(_ source: TemplateSource, isStrict: Bool) {
    self.source = source
    self.isStrict = isStrict
    scanner = Scanner(source)
    let start = source.start..<source.start
    line = (source.start, source.start)
    stack = [Open(tag: Tag(kind: .invalid, range: start, name: start))]
  }

  /// The tree of a template as far as it could be read, and what is wrong with it.
  static func parse(
    _ source: TemplateSource, isStrict: Bool
  ) -> (nodes: [Node], problems: [TemplateProblem]) {
    var parser = Parser(source, isStrict: isStrict)
    let nodes = parser.parse()
    let problems = parser.scanner.log.problems + parser.log.problems
    return (nodes, problems.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  private mutating func parse() -> [Node] {
    while let token = scanner.next() {
      switch token {
      case .text(let range): addText(range)
      case .tag(let tag): add(tag)
      }
      if stack.count > Parser.deepest {
        report(
          stack[Parser.deepest].tag.range, "More than \(Parser.deepest - 1) tags stand inside each other",
          "Move the inner ones to a template of their own")
        stack.removeSubrange(1...)
        return stack[0].nodes
      }
    }
    while stack.count > 1 { closeUnclosed(at: source.bytes.count) }
    return stack[0].nodes
  }

  mutating func report(_ range: Range<Int>, _ message: String, _ advice: String) {
    log.add(source.problem(range, message, advice))
  }

  /// The indentation of the line of `offset`; offsets are asked for in ascending order.
  mutating func indentation(ofLineAt offset: Int) -> Range<Int> {
    while line.seen < offset {
      if source.bytes[line.seen] == .lineFeed { line.start = line.seen + 1 }
      line.seen += 1
    }
    return source.blanks(from: line.start, to: offset)
  }
}

// MARK: - Text and lines

extension Parser {
  var isInParent: Bool { stack[stack.count - 1].tag.kind == .parent }

  /// Adds a node to the innermost open tag; directly in a parent tag it has no effect.
  mutating func append(_ node: Node, at range: Range<Int>) {
    guard isInParent else {
      stack[stack.count - 1].nodes.append(node)
      return
    }
    if case .lineStart = node { return }
    let shown = source.trimmed(range)
    if isStrict, !shown.isEmpty {
      report(
        shown, "This is never shown, since a parent tag takes nothing but blocks",
        "Put it into a block, `{{$name}}…{{/name}}`, that the parent has")
    }
  }

  private mutating func addText(_ range: Range<Int>) {
    if isStrict { markup.read(source.bytes[range]) }
    let start = max(range.lowerBound, taken)
    if start < range.upperBound { append(.text(start..<range.upperBound), at: start..<range.upperBound) }
  }

  /// Takes the whole line away if the tag has it for itself, and returns the blanks before the tag.
  ///
  /// Elsewhere the tag is part of its line, which may start with it.
  mutating func takeLine(_ tag: Range<Int>) -> Range<Int>? {
    if let lead = source.lead(of: tag.lowerBound), let tail = source.tail(of: tag.upperBound) {
      trim(lead)
      taken = tail
      return lead
    }
    startLine(tag)
    return nil
  }

  mutating func startLine(_ tag: Range<Int>) {
    if source.isLineStart(tag.lowerBound) { append(.lineStart, at: tag) }
  }

  /// Takes the blanks before a tag from the text that ends with them.
  mutating func trim(_ lead: Range<Int>) {
    let last = stack.count - 1
    guard case .text(let text) = stack[last].nodes.last, text.upperBound == lead.upperBound else { return }
    stack[last].nodes.removeLast()
    if text.lowerBound < lead.lowerBound {
      stack[last].nodes.append(.text(text.lowerBound..<lead.lowerBound))
    }
  }
}
