extension Parser {
  mutating func add(_ tag: Tag) {
    switch tag.kind {
    case .invalid:
      break
    case .comment, .delimiters:
      _ = takeLine(tag.range)
    case .value, .rawValue:
      startLine(tag.range)
      if isStrict, let fault = markup.fault(ofRaw: tag.kind == .rawValue) {
        report(tag.range, fault.message, fault.advice)
      }
      append(.value(name(tag), isRaw: tag.kind == .rawValue), at: tag.range)
    case .section, .inverted:
      _ = takeLine(tag.range)
      stack.append(Open(tag: tag))
    case .partial:
      let lead = takeLine(tag.range)
      append(.include(Include(template: tag.name, indentation: lead, arguments: [])), at: tag.range)
    case .parent:
      stack.append(Open(tag: tag, lead: source.lead(of: tag.range.lowerBound), markup: markup))
    case .block:
      if isInParent { openArgument(tag) } else { openBlock(tag) }
    case .close:
      close(tag)
    }
  }

  private mutating func name(_ tag: Tag) -> Name {
    if source.bytes[tag.name].elementsEqual(".".utf8) { return Name(range: tag.name, parts: []) }
    let parts = source.parts(of: tag.name).map { part in
      Name.Part(text: source.text(part), key: TemplateKey(hashing: source.bytes[part]), range: part)
    }
    if parts.contains(where: \.range.isEmpty) {
      report(
        tag.name, "`\(source.text(tag.name))` has a dot without a name beside it",
        "Write names with single dots between them, or `.` alone for the current item")
    }
    return Name(range: tag.name, parts: parts)
  }

  private mutating func openArgument(_ tag: Tag) {
    var open = Open(tag: tag, lead: indentation(ofLineAt: tag.range.lowerBound), isArgument: true)
    if let tail = source.tail(of: tag.range.upperBound) {
      open.hasOwnLine = true
      taken = tail
    }
    markup = Markup()
    stack.append(open)
  }

  private mutating func openBlock(_ tag: Tag) {
    var open = Open(tag: tag, lead: source.lead(of: tag.range.lowerBound))
    guard let lead = open.lead else {
      stack.append(open)
      return
    }
    trim(lead)
    if let tail = source.tail(of: tag.range.upperBound) {
      open.hasOwnLine = true
      taken = tail
    } else {
      // The blanks are shown with the default content, while an argument brings its own indentation.
      open.nodes = [lead.isEmpty ? .lineStart : .text(lead)]
    }
    stack.append(open)
  }
}

// MARK: - Closing

extension Parser {
  private mutating func close(_ tag: Tag) {
    let name = source.bytes[tag.name]
    let match = stack.lastIndex { $0.tag.kind != .invalid && source.bytes[$0.tag.name] == name }
    guard let match else {
      report(
        tag.range, "`\(source.text(tag.range))` closes nothing",
        "Remove it, or open `\(source.text(tag.name))` before it")
      return
    }
    while stack.count - 1 > match { closeUnclosed(at: tag.range.lowerBound) }
    finish(tag.range)
  }

  mutating func closeUnclosed(at end: Int) {
    let tag = stack[stack.count - 1].tag
    report(
      tag.range, "`\(source.text(tag.range))` is never closed",
      "Close it by a tag with `/\(source.text(tag.name))`")
    finish(end..<end)
  }

  /// Makes a node of the innermost open tag, which `closing` ends.
  private mutating func finish(_ closing: Range<Int>) {
    let kind = stack[stack.count - 1].tag.kind
    if kind == .parent { return finishParent(closing) }
    if stack[stack.count - 1].isArgument { return finishArgument(closing) }
    _ = takeLine(closing)
    let open = stack.removeLast()
    let range = open.tag.range.lowerBound..<closing.upperBound
    if kind == .block {
      let content = open.tag.range.upperBound..<closing.lowerBound
      let indentation = open.hasOwnLine ? source.commonIndentation(of: content) ?? open.lead : open.lead
      append(.block(Block(name: open.tag.name, indentation: indentation, body: open.nodes)), at: range)
    } else {
      let section = Section(name: name(open.tag), isInverted: kind == .inverted, body: open.nodes)
      append(.section(section), at: range)
    }
  }

  private mutating func finishArgument(_ closing: Range<Int>) {
    if let lead = source.lead(of: closing.lowerBound) { trim(lead) }
    let open = stack.removeLast()
    let content = open.tag.range.upperBound..<closing.lowerBound
    var indentation = source.commonIndentation(of: content) ?? content.prefix(0)
    if !open.hasOwnLine, let lead = open.lead { indentation = source.shared(indentation, lead) }
    let argument = Argument(
      block: open.tag.name, startsLine: open.hasOwnLine, indentation: indentation, body: open.nodes)
    stack[stack.count - 1].arguments.append(argument)
  }

  private mutating func finishParent(_ closing: Range<Int>) {
    let open = stack.removeLast()
    markup = open.markup
    var indentation: Range<Int>?
    if let lead = open.lead, let tail = source.tail(of: closing.upperBound) {
      trim(lead)
      taken = tail
      indentation = lead
    } else {
      startLine(open.tag.range)
    }
    let include = Include(template: open.tag.name, indentation: indentation, arguments: open.arguments)
    append(.include(include), at: open.tag.range.lowerBound..<closing.upperBound)
  }
}
