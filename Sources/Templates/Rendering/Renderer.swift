/// Runs a program for one page.
struct Renderer {
  /// A value on the stack, and the context it lies in.
  private struct Item {
    let context: Int
    let field: Field

    static let nothing = Item(context: 0, field: .nothing)
  }

  /// The arguments of a parent tag being rendered.
  private struct Frame {
    let arguments: Range<Int>
    /// The frame that holds where the tag stands.
    let outer: Int?
  }

  private let program: Program
  private let templates: ParsedTemplates
  private let contexts: [TemplateData]
  private let limits: TemplateLimits
  private let mostBytes: Int
  private let isStrict: Bool

  private(set) var output: [UInt8]
  private(set) var log = ProblemLog()
  /// The operations that have had their problem.
  private var reported: Set<Int> = []
  private var stack: [Item] = []
  private var frames: [Frame] = []
  private var frame: Int?
  private var indentation: [UInt8] = []
  /// Where in `indentation` the part that holds now starts.
  private var indentationStart = 0
  private var depth = 0
  private var steps = 0
  private var isStopped = false

  init(_ library: TemplateLibrary, _ contexts: [TemplateData], output: consuming [UInt8]) {
    program = library.program
    templates = library.templates
    limits = library.limits
    isStrict = library.mode == .strict
    self.contexts = contexts
    mostBytes = output.count + min(limits.bytes, .max - output.count)
    self.output = output
    for (index, context) in contexts.enumerated() {
      stack.append(Item(context: index, field: context.root))
    }
  }

  mutating func render(_ template: Int) {
    run(program.bodies[template])
  }

  private mutating func run(_ body: Range<Int>) {
    var index = body.lowerBound
    while index < body.upperBound, !isStopped {
      switch program.operations[index] {
      case .text(let start, let end, let startsLine):
        write(start..<end, startsLine: startsLine, at: index)
        index += 1
      case .lineStart:
        indent(at: index)
        index += 1
      case .value(let name, let isRaw):
        write(find(name, at: index), isRaw: isRaw, at: index)
        index += 1
      case .section(let name, let isInverted, let end):
        let item = find(name, at: index)
        if item.field.isShown != isInverted { runSection(item, isInverted, index + 1..<end) }
        index = end
      case .include(let inclusion, let end):
        runInclusion(program.inclusions[inclusion], at: index)
        index = end
      case .block(let slot, let end):
        runBlock(program.slots[slot], index + 1..<end)
        index = end
      }
    }
  }

  /// Runs a body inside the current one, unless a limit is reached.
  private mutating func runInside(_ body: Range<Int>, at operation: Int) {
    depth += 1
    steps += body.count + 1
    if depth > limits.deepest {
      stop(operation, "Templates and sections run more than \(limits.deepest) deep inside each other")
    } else if steps > limits.steps {
      stop(operation, "The page takes more than \(limits.steps) steps")
    } else {
      run(body)
    }
    depth -= 1
  }

  /// Called after what can grow without a body being entered: values, and indentation line by line.
  private mutating func checkSize(at operation: Int) {
    if output.count > mostBytes { stop(operation, "The page has more than \(limits.bytes) bytes") }
  }

  private mutating func stop(_ operation: Int, _ message: String) {
    isStopped = true
    // A limit is told even where the operation has met something else before.
    reported.remove(operation)
    report(
      operation, { _ in message },
      "See that templates which contain themselves, and lists in lists, come to an end")
  }

  /// Reports the first problem of an operation, or of one part of its name.
  private mutating func report(
    _ operation: Int, part: Int? = nil, _ message: (String) -> String, _ advice: String
  ) {
    guard reported.insert(operation).inserted else { return }
    let origin = program.origins[operation]
    let source = templates[origin.template].source
    let range = part.map { source.parts(of: origin.range)[$0] } ?? origin.range
    log.add(source.problem(range, message(source.text(range)), advice))
  }
}

// MARK: - Names and values

extension Renderer {
  private mutating func find(_ name: Int, at operation: Int) -> Item {
    let name = program.names[name]
    if name.isItem { return stack.last ?? .nothing }
    let (found, looks) = find(name.first)
    steps += looks
    guard var item = found else { return missing(operation, part: 0) }
    for index in name.rest {
      if item.field.kind == .nothing { return .nothing }
      guard let field = contexts[item.context].member(program.keys[index], of: item.field) else {
        return missing(operation, part: index - name.rest.lowerBound + 1)
      }
      item = Item(context: item.context, field: field)
    }
    return item
  }

  /// The value of a name, and how many objects were looked at for it.
  ///
  /// It changes nothing, so that no references need to be counted on what it looks at.
  private func find(_ key: TemplateKey) -> (Item?, looks: Int) {
    var index = stack.count
    while index > 0 {
      index -= 1
      let item = stack[index]
      if let field = contexts[item.context].member(key, of: item.field) {
        return (Item(context: item.context, field: field), stack.count - index)
      }
    }
    return (nil, stack.count)
  }

  private mutating func missing(_ operation: Int, part: Int) -> Item {
    if isStrict {
      report(
        operation, part: part, { "`\($0)` is not in the data of this page" },
        "Correct the name; the documentation of the page lists all of them")
    }
    return .nothing
  }

  private mutating func write(_ item: Item, isRaw: Bool, at operation: Int) {
    let field = item.field
    switch field.kind {
    case .nothing:
      return
    case .html where isRaw:
      output.append(contentsOf: contexts[item.context].pieces[Int(field.start)])
    case .text where isRaw && !isStrict:
      output.append(contexts[item.context].bytes, field.range)
    case .text:
      if isRaw {
        report(operation, { "`\($0)` is text, which is always escaped" }, "Use two braces")
      }
      output.appendEscaped(contexts[item.context].bytes, field.range)
    case .html:
      output.appendEscaped(contexts[item.context].pieces[Int(field.start)], 0..<Int(field.count))
    case .flag where !isStrict:
      output.append(contentsOf: (field.count > 0 ? "true" : "false").utf8)
    case .flag, .list, .object, .root:
      if isStrict {
        report(operation, { "`\($0)` has no text to show" }, "Use it as a section, `{{#…}}`")
      }
    }
    checkSize(at: operation)
  }
}

// MARK: - Sections, partials and blocks

extension Renderer {
  private mutating func runSection(_ item: Item, _ isInverted: Bool, _ body: Range<Int>) {
    let operation = body.lowerBound - 1
    guard !isInverted else { return runInside(body, at: operation) }
    guard item.field.kind == .list else { return run(body, on: item, at: operation) }
    for index in item.field.range where !isStopped {
      let element = contexts[item.context].closed[index]
      run(body, on: Item(context: item.context, field: element), at: operation)
    }
  }

  private mutating func run(_ body: Range<Int>, on item: Item, at operation: Int) {
    stack.append(item)
    runInside(body, at: operation)
    stack.removeLast()
  }

  private mutating func runInclusion(_ inclusion: Program.Inclusion, at operation: Int) {
    guard let template = inclusion.template else { return }
    let outer = pushIndentation(inclusion.indentation)
    if inclusion.arguments.isEmpty {
      runInside(program.bodies[template], at: operation)
    } else {
      let outerFrame = frame
      frames.append(Frame(arguments: inclusion.arguments, outer: frame))
      frame = frames.count - 1
      runInside(program.bodies[template], at: operation)
      frames.removeLast()
      frame = outerFrame
    }
    popIndentation(outer)
  }

  private mutating func runBlock(_ slot: Program.Slot, _ defaultBody: Range<Int>) {
    let operation = defaultBody.lowerBound - 1
    guard let (argument, holder) = argument(for: slot.block) else {
      return runInside(defaultBody, at: operation)
    }
    let outer = pushIndentation(slot.indentation)
    let outerFrame = frame
    frame = holder
    if !argument.startsLine, !argument.body.isEmpty { indent(at: operation) }
    runInside(argument.body, at: operation)
    frame = outerFrame
    popIndentation(outer)
  }

  /// The argument that takes the place of a block, and the frame that holds where it was written.
  ///
  /// The outermost one wins, so that a template can pass on what its own includer gives.
  private mutating func argument(for block: Int) -> (Program.Argument, Int?)? {
    var found: (Program.Argument, Int?)?
    var next = frame
    while let index = next {
      let arguments = program.arguments[frames[index].arguments]
      steps += arguments.count
      if let argument = arguments.first(where: { $0.block == block }) {
        found = (argument, frames[index].outer)
      }
      next = frames[index].outer
    }
    return found
  }
}

// MARK: - Text and indentation

extension Renderer {
  private mutating func write(_ text: Range<Int>, startsLine: Bool, at operation: Int) {
    var start = text.lowerBound
    if indentation.count > indentationStart {
      if startsLine { indent(at: operation) }
      for index in text.dropLast() where program.text[index] == .lineFeed && !isStopped {
        output.append(program.text, start..<index + 1)
        indent(at: operation)
        start = index + 1
      }
    }
    output.append(program.text, start..<text.upperBound)
    checkSize(at: operation)
  }

  private mutating func indent(at operation: Int) {
    output.append(indentation, indentationStart..<indentation.count)
    checkSize(at: operation)
  }

  /// Deepens the indentation, or drops all of it behind text, and returns what was there.
  private mutating func pushIndentation(_ added: Range<Int>?) -> (start: Int, count: Int) {
    let outer = (indentationStart, indentation.count)
    if let added {
      indentation.append(contentsOf: program.text[added])
    } else {
      indentationStart = indentation.count
    }
    return outer
  }

  private mutating func popIndentation(_ outer: (start: Int, count: Int)) {
    indentationStart = outer.start
    indentation.removeSubrange(outer.count...)
  }
}
