/// Turns the trees of a library's templates into one program.
struct Compiler {
  private let templates: ParsedTemplates
  private var blocks: [ArraySlice<UInt8>: Int] = [:]
  private var program = Program()

  // Of the template being compiled.
  private var template = 0
  private var source: TemplateSource { templates[template].source }
  /// The blanks that the lines of the argument being compiled start with, and lose.
  private var margin: ArraySlice<UInt8> = []

  private init(_ templates: ParsedTemplates) {
    self.templates = templates
  }

  /// Compiles all templates, in their order.
  static func compile(_ templates: ParsedTemplates) -> Program {
    var compiler = Compiler(templates)
    for number in templates.indices {
      compiler.template = number
      let start = compiler.end
      compiler.compile(templates[number].nodes)
      compiler.program.bodies.append(start..<compiler.end)
    }
    return compiler.program
  }

  private var end: Int { program.operations.count }

  private mutating func compile(_ nodes: [Node]) {
    for node in nodes {
      switch node {
      case .text(let range): compileText(range)
      case .lineStart: emit(.lineStart, from: 0..<0)
      case .value(let name, let isRaw): emit(.value(name: add(name), isRaw: isRaw), from: name.range)
      case .section(let section): compile(section)
      case .include(let include): compile(include)
      case .block(let block): compile(block)
      }
    }
  }

  @discardableResult
  private mutating func emit(_ operation: Program.Operation, from range: Range<Int>) -> Int {
    program.operations.append(operation)
    program.origins.append(Program.Origin(template: template, range: range))
    return end - 1
  }

  private mutating func compile(_ section: Section) {
    let name = add(section.name)
    let index = emit(.lineStart, from: section.name.range)
    compile(section.body)
    program.operations[index] = .section(name: name, isInverted: section.isInverted, end: end)
  }

  private mutating func compile(_ block: Block) {
    let slot = Program.Slot(
      block: add(block: block.name), indentation: block.indentation.map { addIndentation($0) })
    program.slots.append(slot)
    let number = program.slots.count - 1
    let index = emit(.lineStart, from: block.name)
    compile(block.body)
    program.operations[index] = .block(number, end: end)
  }

  private mutating func compile(_ include: Include) {
    let index = emit(.lineStart, from: include.template)
    let indentation = include.indentation.map { addIndentation($0) }
    var arguments: [Program.Argument] = []
    for argument in include.arguments {
      let start = end
      let outer = margin
      margin = source.bytes[argument.indentation]
      compile(argument.body)
      margin = outer
      let block = add(block: argument.block)
      arguments.append(
        Program.Argument(block: block, startsLine: argument.startsLine, body: start..<end))
    }
    let first = program.arguments.count
    program.arguments += arguments
    program.inclusions.append(
      Program.Inclusion(
        template: templates.number(of: source.text(include.template)), indentation: indentation,
        arguments: first..<program.arguments.count))
    program.operations[index] = .include(program.inclusions.count - 1, end: end)
  }
}

// MARK: - Tables

extension Compiler {
  private mutating func add(_ name: Name) -> Int {
    let start = program.keys.count
    program.keys += name.parts.dropFirst().map(\.key)
    program.names.append(
      Program.Name(
        first: name.parts.first?.key ?? ".", rest: start..<program.keys.count,
        isItem: name.parts.isEmpty))
    return program.names.count - 1
  }

  private mutating func add(block name: Range<Int>) -> Int {
    let bytes = source.bytes[name]
    if let known = blocks[bytes] { return known }
    blocks[bytes] = blocks.count
    return blocks.count - 1
  }

  private mutating func addIndentation(_ blanks: Range<Int>) -> Range<Int> {
    let start = program.text.count
    program.text += source.bytes[withoutMargin(blanks)]
    return start..<program.text.count
  }

  private mutating func compileText(_ range: Range<Int>) {
    let start = program.text.count
    let startsLine = source.isLineStart(range.lowerBound)
    if margin.isEmpty {
      program.text += source.bytes[range]
    } else {
      addLines(range, startsLine: startsLine)
    }
    emit(.text(start: start, end: program.text.count, startsLine: startsLine), from: range)
  }

  /// Adds a text and takes the margin from each line that starts in it.
  private mutating func addLines(_ range: Range<Int>, startsLine: Bool) {
    var rest = startsLine ? withoutMargin(range) : range
    while let lineEnd = source.bytes[rest].firstIndex(of: .lineFeed) {
      program.text += source.bytes[rest.lowerBound...lineEnd]
      rest = withoutMargin(lineEnd + 1..<rest.upperBound)
    }
    program.text += source.bytes[rest]
  }

  private func withoutMargin(_ line: Range<Int>) -> Range<Int> {
    line.dropFirst(zip(source.bytes[line], margin).prefix { $0 == $1 }.count)
  }
}
