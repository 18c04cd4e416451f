/// How far the parts of a YAML text are indented, and whether its author likes quotes.
struct YAMLLayout {
  /// From a key to the keys of the mapping that is its value.
  var step = 2
  /// From a key to the dashes of the list that is its value.
  var listOffset = 2
  /// From what holds it to the lines of a block of text: 1 to 9.
  var textOffset = 2
  /// The quotes that a string gets which could do without; `plain` is none.
  var quotes = NodeStyle.plain
  /// Whether a block of text may be one that keeps blank lines at its end: not where others follow.
  var keepsBlankLines = true
}

/// Writes nodes as YAML that a person would have written.
///
/// Block style, two spaces a level, list items below their key and indented; `|` for text of several lines;
/// quotes only where the plain text would read back as something else, here or in a reader of YAML 1.1.
public struct YAMLWriter {
  private var output: [UInt8] = []
  private let layout: YAMLLayout

  private init(_ layout: YAMLLayout = YAMLLayout()) {
    self.layout = layout
  }

  /// A file's bytes: the node, ending in one newline.
  public static func file(_ node: Node) -> [UInt8] { file(node, YAMLLayout()) }

  static func file(_ node: Node, _ layout: YAMLLayout) -> [UInt8] {
    var writer = YAMLWriter(layout)
    writer.document(node)
    return writer.output
  }

  /// The text of a value as it stands after `key:` whose mapping is indented by `indentation` spaces.
  ///
  /// Starts with a blank or a line break; has no line break at its end.
  public static func value(_ node: Node, indentation: Int) -> [UInt8] {
    value(node, indentation: indentation, YAMLLayout())
  }

  static func value(_ node: Node, indentation: Int, _ layout: YAMLLayout) -> [UInt8] {
    var writer = YAMLWriter(layout)
    writer.memberValue(node, indentation)
    writer.trimLineBreak()
    return writer.output
  }

  /// The text of a list item after `-`, which stands `indentation` spaces deep.
  ///
  /// Starts with a blank; has no line break at its end.
  public static func item(_ node: Node, indentation: Int) -> [UInt8] {
    item(node, indentation: indentation, YAMLLayout())
  }

  static func item(_ node: Node, indentation: Int, _ layout: YAMLLayout) -> [UInt8] {
    var writer = YAMLWriter(layout)
    writer.itemValue(node, indentation)
    writer.trimLineBreak()
    return writer.output
  }

  /// The text of a key, quoted where it must be.
  public static func key(_ name: String) -> [UInt8] { onOneLine(Array(name.utf8)[...], quotes: .plain) }

  /// A string as it can stand on one line, such as a key.
  static func onOneLine(_ text: ArraySlice<UInt8>, quotes: NodeStyle) -> [UInt8] {
    var layout = YAMLLayout()
    layout.quotes = quotes
    var writer = YAMLWriter(layout)
    writer.scalarText(text, isKey: true, indentation: 0)
    return writer.output
  }

  private mutating func document(_ node: Node) {
    switch node.kind {
    case .object where node.count > 0: members(node, 0)
    case .array where node.count > 0: items(node, 0)
    default:
      inline(node, 0)
      if output.last != UInt8(ascii: "\n") { newline() }
    }
  }

  private mutating func members(_ node: Node, _ indentation: Int, startsOnLine: Bool = false) {
    var isFirst = startsOnLine
    for member in node.members {
      if !isFirst { indent(indentation) }
      isFirst = false
      scalarText(member.key.bytes, isKey: true, indentation: indentation)
      output.append(UInt8(ascii: ":"))
      memberValue(member.value, indentation)
    }
  }

  private mutating func items(_ node: Node, _ indentation: Int, startsOnLine: Bool = false) {
    var isFirst = startsOnLine
    for element in node.elements {
      if !isFirst { indent(indentation) }
      isFirst = false
      output.append(UInt8(ascii: "-"))
      itemValue(element, indentation)
    }
  }

  private mutating func memberValue(_ node: Node, _ indentation: Int) {
    switch node.kind {
    case .object where node.count > 0:
      newline()
      members(node, indentation + layout.step)
    case .array where node.count > 0:
      newline()
      items(node, indentation + layout.listOffset)
    default:
      output.append(UInt8(ascii: " "))
      inline(node, indentation)
      newlineUnlessThere()
    }
  }

  private mutating func itemValue(_ node: Node, _ indentation: Int) {
    output.append(UInt8(ascii: " "))
    switch node.kind {
    case .object where node.count > 0: members(node, indentation + 2, startsOnLine: true)
    case .array where node.count > 0: items(node, indentation + 2, startsOnLine: true)
    default:
      inline(node, indentation)
      newlineUnlessThere()
    }
  }

  private mutating func inline(_ node: Node, _ indentation: Int) {
    switch node.kind {
    case .object: output.append(contentsOf: "{}".utf8)
    case .array: output.append(contentsOf: "[]".utf8)
    case .string: scalarText(node.bytes, isKey: false, indentation: indentation)
    default: output.append(contentsOf: node.bytes)
    }
  }

  private mutating func scalarText(_ text: ArraySlice<UInt8>, isKey: Bool, indentation: Int) {
    switch YAMLScalarForm.of(text, isKey: isKey).fitting(layout) {
    case .plain: output.append(contentsOf: text)
    case .singleQuoted: singleQuoted(text)
    case .doubleQuoted: doubleQuoted(text)
    case .literal(let chomping, let needsIndentation):
      output.append(UInt8(ascii: "|"))
      if needsIndentation { output.append(contentsOf: String(layout.textOffset).utf8) }
      output.append(contentsOf: chomping.utf8)
      newline()
      literalLines(text, indentation + layout.textOffset)
    }
  }

  private mutating func literalLines(_ text: ArraySlice<UInt8>, _ indentation: Int) {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if text.last == UInt8(ascii: "\n") { lines.removeLast() }
    for line in lines {
      if !line.isEmpty { indent(indentation) }
      output.append(contentsOf: line)
      newline()
    }
  }

  private mutating func singleQuoted(_ text: ArraySlice<UInt8>) {
    output.append(UInt8(ascii: "'"))
    for byte in text {
      if byte == UInt8(ascii: "'") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "'"))
  }

  private mutating func doubleQuoted(_ text: ArraySlice<UInt8>) {
    output.append(UInt8(ascii: "\""))
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      output.append(contentsOf: Self.escaped(scalar).utf8)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "\0": "\\0"
    case "\u{85}": "\\N"
    case "\u{2028}": "\\L"
    case "\u{2029}": "\\P"
    case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): "\\x" + hex(scalar, 2)
    case "\u{FEFF}", "\u{FFFE}", "\u{FFFF}": "\\u" + hex(scalar, 4)
    default: String(Character(scalar))
    }
  }

  private static func hex(_ scalar: Unicode.Scalar, _ width: Int) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  private mutating func indent(_ spaces: Int) {
    for _ in 0..<spaces { output.append(UInt8(ascii: " ")) }
  }

  private mutating func newline() { output.append(UInt8(ascii: "\n")) }

  private mutating func newlineUnlessThere() {
    if output.last != UInt8(ascii: "\n") { newline() }
  }

  private mutating func trimLineBreak() {
    if output.last == UInt8(ascii: "\n") { output.removeLast() }
  }
}
