import Diagnostics
import SourceText

/// YAML 1.2, the part that says the same as JSON: one document, string keys, no tags, no anchors.
///
/// Files of the usual kind are read by ``YAMLShortcut``. Of the others libyaml scans; this makes a tape of its events,
/// and a clear refusal of whatever a catalog must not hold.
struct YAMLReader {
  private let source: SourceText
  private let limits: ReadLimits
  private var tape = Tape()
  private var diagnostics: [Diagnostic] = []
  private var documents = 0
  /// For each open container: whether its next node is a key, which is never so in a sequence.
  private var awaitsKey: [Bool] = []

  init(_ source: SourceText, _ limits: ReadLimits) {
    self.source = source
    self.limits = limits
  }

  mutating func read() -> (document: Document?, diagnostics: [Diagnostic]) {
    if let tape = YAMLShortcut.read(source, limits) { return (Document(source: source, tape: tape), []) }
    return readByEvents()
  }

  /// Reads by libyaml's events, which takes any YAML, and finds the words for what is none.
  mutating func readByEvents() -> (document: Document?, diagnostics: [Diagnostic]) {
    tape.reserve(source.bytes.count / 24 + 8)
    let start = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    do throws(SyntaxFault) {
      let problem = try YAMLEvents.read(source.bytes, from: start) { event throws(SyntaxFault) in
        try take(event)
      }
      if let problem { throw problem.fault(in: source, openBracket: tape.innermostFlowStart) }
      guard documents > 0 else {
        let help = "Write the document, or remove the file."
        throw fault("empty-document", "The file holds no document", 0..<0, help: help)
      }
      var strictness = YAMLStrictness(source, tape)
      try strictness.check()
    } catch {
      return (nil, diagnostics + [error.diagnostic])
    }
    return (Document(source: source, tape: tape), diagnostics)
  }

  private mutating func take(_ event: YAMLEvent) throws(SyntaxFault) {
    switch event.kind {
    case .documentStart:
      documents += 1
      guard documents == 1 else {
        throw feature("Several documents", event.start..<event.start + 3, "Put each into a file of its own.")
      }
    case .alias:
      throw feature(
        "An alias", event.start..<event.end, "Write the value out: a catalog entry says everything in place.")
    case .scalar: try scalar(event)
    case .sequenceStart: try begin(.array, event)
    case .mappingStart: try begin(.object, event)
    case .sequenceEnd, .mappingEnd: end(event)
    default: break
    }
  }

  private mutating func begin(_ kind: NodeKind, _ event: YAMLEvent) throws(SyntaxFault) {
    try refuseProperties(of: event)
    if awaitsKey.last == true {
      throw feature("A list or mapping as a key", event.start..<event.start + 1, "Keys are plain words.")
    }
    guard tape.depth < limits.depth else { throw tooDeep(source, event.start, limits) }
    tape.begin(kind, event.style, at: event.start)
    awaitsKey.append(kind == .object)
  }

  private mutating func end(_ event: YAMLEvent) {
    guard let container = tape.innermost else { return }
    let record = tape.records[Int(container.index)]
    // A block collection's own end mark lies past the comments that follow it.
    let lastEnd = tape.endOfLastChild() ?? Int(record.start)
    tape.end(at: record.style == .flow ? event.end : lastEnd)
    awaitsKey.removeLast()
    if record.kind == .object { diagnostics += DuplicateKeys.find(in: container, of: tape, source) }
    nodeEnded()
  }

  /// In a mapping, keys and values take turns.
  private mutating func nodeEnded() {
    guard let last = awaitsKey.indices.last, let container = tape.innermost else { return }
    guard tape.records[Int(container.index)].kind == .object else { return }
    awaitsKey[last].toggle()
  }

  private mutating func scalar(_ event: YAMLEvent) throws(SyntaxFault) {
    try refuseProperties(of: event)
    let range = event.start..<max(event.start, event.end)
    let style = event.style
    let poolStart = tape.pool.count
    event.appendText(to: &tape.pool)
    var kind = NodeKind.string
    if awaitsKey.last == true {
      if style == .plain, tape.pool[poolStart...].elementsEqual("<<".utf8) {
        throw feature("A merge key", range, "Write the keys out: a catalog entry says everything in place.")
      }
    } else if style == .plain {
      kind = try resolve(poolFrom: poolStart, range)
    }
    tape.scalar(kind, style, range, poolFrom: poolStart)
    nodeEnded()
  }

  private mutating func resolve(poolFrom start: Int, _ range: Range<Int>) throws(SyntaxFault) -> NodeKind {
    switch CoreSchema.resolve(tape.pool[start...]) {
    case .string: return .string
    case .number: return .number
    case .null:
      respell("null", from: start)
      return .null
    case .bool(let value):
      respell(value ? "true" : "false", from: start)
      return .bool
    case .respelled(let text):
      respell(text, from: start)
      return .number
    case .unrepresentable:
      let help = "JSON, which Xinference reads, has no such number; put it in quotes if it is a word."
      throw fault("yaml-feature", "This number cannot be written in JSON", range, help: help)
    }
  }

  private mutating func respell(_ text: String, from start: Int) {
    tape.pool.removeSubrange(start...)
    tape.pool.append(contentsOf: text.utf8)
  }

  private func refuseProperties(of event: YAMLEvent) throws(SyntaxFault) {
    let range = event.start..<event.start + 1
    if event.hasTag {
      throw feature("A tag", range, "Remove the ‘!…’; quotes make a string of anything.")
    }
    if event.hasAnchor {
      throw feature("An anchor", range, "Remove the ‘&…’; a catalog entry says everything in place.")
    }
  }

  private func feature(_ what: String, _ range: Range<Int>, _ help: String) -> SyntaxFault {
    fault("yaml-feature", "\(what) cannot be used in a catalog", range, help: help)
  }

  private func fault(_ rule: String, _ message: String, _ range: Range<Int>, help: String) -> SyntaxFault {
    let range = range.clamped(to: 0..<source.bytes.count)
    return SyntaxFault(diagnostic: Diagnostic(rule, message, at: Location(source, range), help: help))
  }
}
