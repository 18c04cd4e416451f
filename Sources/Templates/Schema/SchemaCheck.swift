/// A run of a template over the kinds of its data, in place of data.
///
/// A body is run once for each state it can be entered in. A bound on the nodes visited keeps the number
/// of states, which a hostile set of templates can drive up, from mattering.
struct SchemaCheck {
  private static let mostNodes = 200_000

  /// What holds where a node stands.
  private struct State: Hashable {
    var template: Int
    /// Numbers of scopes, the innermost last, each once: an outer one of the same number is never seen.
    var stack: [Int]
    var frame: Int?
  }

  private struct Place: Hashable {
    let template: Int
    let start: Int
  }

  /// The arguments of a parent tag: the place of that tag, and the frame that holds there.
  private struct Frame: Hashable {
    let place: Place
    let outer: Int?
  }

  private struct Visit: Hashable {
    let start: Int
    let state: State
  }

  private let templates: ParsedTemplates
  private let schema: TemplateSchema
  private let scopes: SchemaScopes
  private let deepest: Int
  private var frames: [(frame: Frame, arguments: [Argument])] = []
  private var frameNumbers: [Frame: Int] = [:]
  private var visits: Set<Visit> = []
  private var depth = 0
  private var nodes = 0
  private var isComplete = true
  /// The places that have had their problem.
  private var reported: Set<Place> = []
  private var log = ProblemLog()

  init(_ templates: ParsedTemplates, _ schema: TemplateSchema, deepest: Int) {
    self.templates = templates
    self.schema = schema
    self.deepest = deepest
    scopes = SchemaScopes(schema)
  }

  mutating func problems(of template: Int) -> [TemplateProblem] {
    run(templates[template].nodes, State(template: template, stack: [scopes.root]))
    if !isComplete {
      let source = templates[template].source
      log.add(
        source.problem(
          source.start..<source.start, "This template cannot be checked to its end",
          "Let it include fewer templates inside each other"))
    }
    return log.problems
  }

  private mutating func run(_ body: [Node], _ state: State) {
    nodes += body.count
    guard depth <= deepest, nodes <= SchemaCheck.mostNodes else {
      isComplete = false
      return
    }
    depth += 1
    for node in body {
      switch node {
      case .text, .lineStart: break
      case .value(let name, let isRaw): check(name, isRaw: isRaw, state)
      case .section(let section): run(section, state)
      case .include(let include): run(include, state)
      case .block(let block): run(block, state)
      }
    }
    depth -= 1
  }

  private mutating func run(_ section: Section, _ state: State) {
    let scope = find(section.name, state)
    var state = state
    if !section.isInverted {
      // Without its item, all that the body names would be wrong only because the section is.
      guard let item = scope.map(scopes.item) else { return }
      state.stack.removeAll { $0 == item }
      state.stack.append(item)
    }
    run(section.body, state)
  }

  private mutating func run(_ include: Include, _ state: State) {
    let name = templates[state.template].source.text(include.template)
    guard let template = templates.number(of: name) else { return }
    var inner = state
    inner.template = template
    inner.frame = frame(for: include, state)
    visit(templates[template].nodes, from: -1, inner)
  }

  private mutating func run(_ block: Block, _ state: State) {
    let name = templates[state.template].source.bytes[block.name]
    var given: (argument: Argument, frame: Frame)?
    var next = state.frame
    while let number = next {
      let (frame, arguments) = frames[number]
      let bytes = templates[frame.place.template].source.bytes
      if let argument = arguments.first(where: { bytes[$0.block] == name }) { given = (argument, frame) }
      next = frame.outer
    }
    guard let (argument, frame) = given else { return run(block.body, state) }
    let inner = State(template: frame.place.template, stack: state.stack, frame: frame.outer)
    visit(argument.body, from: argument.block.lowerBound, inner)
  }

  private mutating func visit(_ body: [Node], from start: Int, _ state: State) {
    if visits.insert(Visit(start: start, state: state)).inserted { run(body, state) }
  }

  /// The frame that holds inside an include: the same as outside if no argument of it can be reached.
  private mutating func frame(for include: Include, _ state: State) -> Int? {
    let bytes = templates[state.template].source.bytes
    var free = Set(include.arguments.map { bytes[$0.block] })
    var next = state.frame
    while let number = next {
      let (frame, arguments) = frames[number]
      for argument in arguments { free.remove(templates[frame.place.template].source.bytes[argument.block]) }
      next = frame.outer
    }
    if free.isEmpty { return state.frame }
    let place = Place(template: state.template, start: include.template.lowerBound)
    let frame = Frame(place: place, outer: state.frame)
    if let known = frameNumbers[frame] { return known }
    frames.append((frame, include.arguments))
    frameNumbers[frame] = frames.count - 1
    return frames.count - 1
  }
}

// MARK: - Names

extension SchemaCheck {
  private mutating func check(_ name: Name, isRaw: Bool, _ state: State) {
    guard let scope = find(name, state) else { return }
    let kind = scopes.kind(of: scope)
    let text = templates[state.template].source.text(name.range)
    switch kind {
    case .html:
      break
    case .text where isRaw:
      report(
        name, state, "`\(text)` is a text, and only finished HTML may be shown unescaped", "Use two braces")
    case .text:
      break
    case .flag, .object:
      report(name, state, "`\(text)` is \(kind.phrase), which cannot be shown", "Use it as `{{#\(text)}}`")
    case .list:
      let advice = "Repeat `{{#\(text)}}…{{/\(text)}}` for its items"
      report(name, state, "`\(text)` is a list, which cannot be shown", advice)
    }
  }

  /// The scope that a name leads to; it is reported if it leads nowhere.
  private mutating func find(_ name: Name, _ state: State) -> Int? {
    guard let first = name.parts.first else { return state.stack.last }
    guard var scope = member(first.text, of: state.stack) else {
      let message = "`\(first.text)` is not in the data of the \(schema.title)"
      reportUnknown(first, state, message, known: state.stack)
      return nil
    }
    var path = first.text
    for part in name.parts.dropFirst() {
      guard let next = scopes.member(part.text, of: scope) else {
        let message = "`\(path)` is \(scopes.kind(of: scope).phrase) without `\(part.text)` in it"
        reportUnknown(part, state, message, known: [scope])
        return nil
      }
      scope = next
      path += ".\(part.text)"
    }
    return scope
  }

  private func member(_ name: String, of stack: [Int]) -> Int? {
    for scope in stack.reversed() {
      if let member = scopes.member(name, of: scope) { return member }
    }
    return nil
  }

  private mutating func reportUnknown(_ part: Name.Part, _ state: State, _ message: String, known: [Int]) {
    guard isNew(part.range, state) else { return }
    let names = known.flatMap { Array(scopes.names(in: $0)) }
    let otherwise = "Take one of the names that are documented for the \(schema.title)"
    let advice = Spelling.advice(for: part.text, among: names, otherwise: otherwise)
    log.add(templates[state.template].source.problem(part.range, message, advice))
  }

  private mutating func report(_ name: Name, _ state: State, _ message: String, _ advice: String) {
    guard isNew(name.range, state) else { return }
    log.add(templates[state.template].source.problem(name.range, message, advice))
  }

  /// Whether the place is met for the first time; to find its line again and again would take its time.
  private mutating func isNew(_ range: Range<Int>, _ state: State) -> Bool {
    reported.insert(Place(template: state.template, start: range.lowerBound)).inserted
  }
}
