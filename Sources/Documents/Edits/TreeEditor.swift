import Diagnostics

/// Collects the edits that turn one tree into another, container by container.
struct TreeEditor {
  /// How a value is held, which decides how another can take its place.
  enum Place {
    /// It is the document.
    case root
    /// It stands in brackets; `start` is the first byte of its item, which may be a key.
    case flow(start: Int)
    /// It follows the `:` of a key or the `-` of an item that is indented by `column`; `mark` is the byte after
    /// that sign.
    case member(mark: Int, column: Int)
    case item(mark: Int, column: Int)
  }

  let comparer: TreeComparer
  let format: DocumentFormat
  let text: LineText
  let flowHabits: FlowHabits
  let blockHabits: BlockHabits
  var edits: [TextEdit] = []

  var old: Document { comparer.old }
  var new: Document { comparer.new }

  init(_ comparer: TreeComparer, _ format: DocumentFormat) {
    self.comparer = comparer
    self.format = format
    text = LineText(comparer.old.source)
    flowHabits = FlowHabits(comparer.old, format)
    blockHabits = BlockHabits(comparer.old)
  }

  /// The edits in the order in which they are to be made.
  var ordered: [TextEdit] {
    let order = edits.indices.sorted {
      let (left, right) = (edits[$0].range, edits[$1].range)
      return (left.lowerBound, left.isEmpty ? 0 : 1, $0) < (right.lowerBound, right.isEmpty ? 0 : 1, $1)
    }
    return order.map { edits[$0] }
  }

  mutating func change(_ left: NodeID, _ right: NodeID, _ place: Place) {
    if comparer.isSame(left, right) { return }
    if comparer.isComparable(left, right) {
      let script = comparer.script(left, right)
      let isDone =
        old.style(of: left) == .flow ? editFlow(left, right, script) : editBlock(left, right, script, place)
      if isDone { return }
    }
    replace(left, right, place)
  }

  /// Puts the whole of another value where one stands.
  mutating func replace(_ left: NodeID, _ right: NodeID, _ place: Place) {
    switch place {
    case .root:
      let file = format == .json ? JSONWriter.file(Node(new, right)) : YAMLWriter.file(Node(new, right))
      let end = contentEnd(of: left)
      let replacement = String(decoding: file.dropLast(), as: UTF8.self)
      add(old.range(of: left).lowerBound..<end, replacement)
    case .flow(let start):
      let indentation = text.isFirstOnLine(start) ? text.indentation(at: start) : nil
      add(old.range(of: left), flowText(right, indentation: indentation, likes: left))
    case .member(let mark, let column), .item(let mark, let column):
      replaceBlockValue(left, right, place, mark: mark, column: column)
    }
  }

  /// Adds an edit whose text is ours; line breaks are written as the file writes them.
  mutating func add(_ range: Range<Int>, _ replacement: String) {
    addSource(range, broken(replacement))
  }

  /// Adds an edit whose text comes from the file itself.
  mutating func addSource(_ range: Range<Int>, _ replacement: String) {
    if range.isEmpty, replacement.isEmpty { return }
    edits.append(TextEdit(range, replacement))
  }

  /// The text of a range with the edits made that `body` asks for inside of it.
  mutating func sourceText(_ range: Range<Int>, editedBy body: (inout TreeEditor) -> Void) -> String? {
    var inner = self
    inner.edits = []
    body(&inner)
    let shifted = inner.ordered.map { edit in
      TextEdit(
        edit.range.lowerBound - range.lowerBound..<edit.range.upperBound - range.lowerBound, edit.replacement)
    }
    guard shifted.allSatisfy({ $0.range.lowerBound >= 0 }) else { return nil }
    return shifted.applied(to: Array(text.bytes[range])).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Where a value's text ends, the blank lines after a block of text left out unless they belong to it.
  func contentEnd(of node: NodeID) -> Int {
    var end = old.range(of: node).upperBound
    let start = old.range(of: node).lowerBound
    guard end > start, text.bytes[end - 1] == UInt8(ascii: "\n") else { return end }
    let last = NodeID(old.next(after: node).index - 1)
    let header = old.range(of: last).lowerBound
    let isKept = text.bytes[header..<text.contentEnd(ofLineAt: header)].prefix(4).contains(UInt8(ascii: "+"))
    if isKept { return end - 1 }
    while end > start {
      let line = text.start(ofLineAt: end - 1)
      guard text.bytes[line..<end].allSatisfy({ [0x20, 0x0A, 0x0D].contains($0) }) else { break }
      end = line
    }
    return max(start, text.contentEnd(ofLineAt: max(start, end - 1)))
  }

  /// The quotes that the author of a string likes: those it has although it needs none.
  func likedQuotes(of node: NodeID) -> NodeStyle {
    let style = old.style(of: node)
    guard old.kind(of: node) == .string, style == .singleQuoted || style == .doubleQuoted else {
      return .plain
    }
    let natural = YAMLScalarForm.of(old.bytes(of: node), isKey: false)
    switch natural {
    case .plain: return style
    case .literal where style == .doubleQuoted: return style
    default: return .plain
    }
  }
}
