import CLibYAML

/// What libyaml reports, as far as the reader asks.
enum YAMLEventKind {
  case streamStart, streamEnd, documentStart, documentEnd, alias, scalar
  case sequenceStart, sequenceEnd, mappingStart, mappingEnd, none
}

/// One event of libyaml; it must not outlive the call that it is handed to.
@safe struct YAMLEvent {
  private let event: UnsafePointer<yaml_event_t>
  private let offsets: ScalarOffsets

  init(_ event: UnsafePointer<yaml_event_t>, _ offsets: ScalarOffsets) {
    unsafe self.event = event
    self.offsets = offsets
  }

  var kind: YAMLEventKind {
    switch unsafe event.pointee.type {
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_STREAM_END_EVENT: .streamEnd
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_ALIAS_EVENT: .alias
    case YAML_SCALAR_EVENT: .scalar
    case YAML_SEQUENCE_START_EVENT: .sequenceStart
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT: .mappingStart
    case YAML_MAPPING_END_EVENT: .mappingEnd
    default: .none
    }
  }

  /// Byte offset of the first byte.
  var start: Int { unsafe offsets.byte(ofScalar: event.pointee.start_mark.index) }
  /// Byte offset past the last byte.
  var end: Int { unsafe offsets.byte(ofScalar: event.pointee.end_mark.index) }

  var hasAnchor: Bool {
    switch kind {
    case .scalar: unsafe event.pointee.data.scalar.anchor != nil
    case .sequenceStart: unsafe event.pointee.data.sequence_start.anchor != nil
    case .mappingStart: unsafe event.pointee.data.mapping_start.anchor != nil
    default: false
    }
  }

  var hasTag: Bool {
    switch kind {
    case .scalar: unsafe event.pointee.data.scalar.tag != nil
    case .sequenceStart: unsafe event.pointee.data.sequence_start.tag != nil
    case .mappingStart: unsafe event.pointee.data.mapping_start.tag != nil
    default: false
    }
  }

  var style: NodeStyle {
    switch kind {
    case .scalar:
      switch unsafe event.pointee.data.scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    case .sequenceStart:
      unsafe event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block
    case .mappingStart:
      unsafe event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block
    default: .plain
    }
  }

  /// Appends a scalar's text.
  func appendText(to bytes: inout [UInt8]) {
    guard kind == .scalar, let value = unsafe event.pointee.data.scalar.value else { return }
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: value, count: event.pointee.data.scalar.length))
  }
}

/// Why libyaml stopped.
struct YAMLProblem: Error {
  /// libyaml's own words for what is wrong.
  let problem: String
  /// libyaml's own words for what it was reading, if any.
  let context: String?
  /// Byte offset of the fault.
  let offset: Int
  /// Byte offset where that which it was reading begins, if known.
  let contextOffset: Int?
}

enum YAMLEvents {
  /// Hands each event of the text to `body`, until the stream ends or `body` throws.
  static func read(
    _ bytes: [UInt8], from start: Int, _ body: (YAMLEvent) throws(SyntaxFault) -> Void
  ) throws(SyntaxFault) -> YAMLProblem? {
    let offsets = ScalarOffsets(bytes, from: start)
    return try unsafe bytes.withUnsafeBufferPointer { buffer throws(SyntaxFault) -> YAMLProblem? in
      // The parser keeps a pointer to itself, so it must not move: it lives on the heap.
      let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
      defer { unsafe parser.deallocate() }
      guard unsafe yaml_parser_initialize(parser) == 1 else {
        return YAMLProblem(problem: "out of memory", context: nil, offset: start, contextOffset: nil)
      }
      defer { unsafe yaml_parser_delete(parser) }
      unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      let text = unsafe UnsafeBufferPointer(rebasing: buffer[start...])
      unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
      return try unsafe pull(parser, offsets, body)
    }
  }

  private static func pull(
    _ parser: UnsafeMutablePointer<yaml_parser_t>, _ offsets: ScalarOffsets,
    _ body: (YAMLEvent) throws(SyntaxFault) -> Void
  ) throws(SyntaxFault) -> YAMLProblem? {
    var event = unsafe yaml_event_t()
    while true {
      guard unsafe yaml_parser_parse(parser, &event) == 1 else {
        return unsafe problem(parser.pointee, offsets)
      }
      defer { unsafe yaml_event_delete(&event) }
      let isLast = unsafe event.type == YAML_STREAM_END_EVENT
      try unsafe withUnsafePointer(to: &event) { pointer throws(SyntaxFault) in
        try body(unsafe YAMLEvent(pointer, offsets))
      }
      if isLast { return nil }
    }
  }

  private static func problem(_ parser: yaml_parser_t, _ offsets: ScalarOffsets) -> YAMLProblem {
    let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "cannot read this"
    // Faults of the reader carry a byte offset and no mark.
    if unsafe parser.error == YAML_READER_ERROR {
      let offset = unsafe offsets.start + Int(parser.problem_offset)
      return YAMLProblem(problem: problem, context: nil, offset: offset, contextOffset: nil)
    }
    let context = unsafe parser.context.map { unsafe String(cString: $0) }
    return unsafe YAMLProblem(
      problem: problem, context: context, offset: offsets.byte(ofScalar: parser.problem_mark.index),
      contextOffset: context == nil ? nil : offsets.byte(ofScalar: parser.context_mark.index))
  }
}
