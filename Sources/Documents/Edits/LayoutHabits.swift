import SourceText

/// How a file's author lays out what stands in brackets.
struct FlowHabits {
  /// One more level of indentation.
  var unit = "  "
  /// Between a key and its value.
  var colon = ": "
  /// Between two items on one line.
  var comma = ", "
  /// Whether mappings, lists of scalars, and other lists have a line for each item.
  var expandsMappings: Bool
  var expandsScalarLists: Bool
  var expandsLists: Bool
  /// The quotes that keys and strings get which could do without.
  var quotes = NodeStyle.plain

  init(_ document: Document, _ format: DocumentFormat) {
    let text = LineText(document.source)
    var (mappings, scalarLists, lists, quoted) = (0, 0, 0, 0)
    var hasUnit = false
    var (colon, comma): (String?, String?)
    for index in document.records.indices {
      let record = document.records[index]
      guard record.style == .flow, record.textStart > 0, index + 1 < document.records.count else { continue }
      let container = NodeID(UInt32(index))
      let child = document.firstChild(of: container)
      let start = Int(document.records[index + 1].start)
      let isExpanded = text.line(at: Int(record.start)) != text.line(at: start)
      let vote = isExpanded ? 1 : -1
      quoted += document.style(of: child) == .doubleQuoted ? 1 : -1
      if record.kind == .object {
        mappings += vote
        if colon == nil { colon = Self.colon(after: child, document) }
      } else if document.childIDs(of: container).allSatisfy({ document.kind(of: $0).isScalar }) {
        scalarLists += vote
      } else {
        lists += vote
      }
      if isExpanded, !hasUnit, let unit = Self.unit(from: Int(record.start), to: start, text) {
        self.unit = unit
        hasUnit = true
      }
      if !isExpanded, comma == nil { comma = Self.comma(after: child, container, document) }
    }
    let isJSON = format == .json
    expandsMappings = mappings > 0 || (mappings == 0 && isJSON)
    expandsScalarLists = scalarLists > 0 || (scalarLists == 0 && isJSON)
    expandsLists = lists > 0 || (lists == 0 && isJSON)
    if quoted > 0 { quotes = .doubleQuoted }
    if let colon { self.colon = colon }
    if let comma { self.comma = comma }
  }

  private static func unit(from outer: Int, to inner: Int, _ text: LineText) -> String? {
    let (left, right) = (text.indentation(at: outer), text.indentation(at: inner))
    guard right.count > left.count, right.hasPrefix(left) else { return nil }
    return String(right.dropFirst(left.count))
  }

  private static func colon(after key: NodeID, _ document: Document) -> String? {
    let value = document.range(of: document.value(ofKey: key))
    return mark(document.range(of: key).upperBound..<value.lowerBound, ":", document)
  }

  private static func comma(after child: NodeID, _ container: NodeID, _ document: Document) -> String? {
    let value = document.kind(of: container) == .object ? document.value(ofKey: child) : child
    let next = document.next(after: value)
    guard next < document.end(of: container) else { return nil }
    return mark(document.range(of: value).upperBound..<document.range(of: next).lowerBound, ",", document)
  }

  /// The text of a gap that holds the mark and blanks and nothing else.
  private static func mark(_ range: Range<Int>, _ mark: Character, _ document: Document) -> String? {
    guard !range.isEmpty, range.count < 16 else { return nil }
    let text = document.source.text(in: range)
    return text.filter { $0 != " " } == String(mark) ? text : nil
  }
}

/// How a file's author indents YAML.
struct BlockHabits {
  var layout = YAMLLayout()

  init(_ document: Document) {
    let text = LineText(document.source)
    var (step, listOffset): (Int?, Int?)
    for index in document.records.indices where document.records[index].style == .block {
      guard document.records[index].kind == .object else { continue }
      for key in document.childIDs(of: NodeID(UInt32(index))) {
        let value = document.value(ofKey: key)
        guard document.style(of: value) == .block else { continue }
        let (outer, inner) = (document.range(of: key).lowerBound, document.range(of: value).lowerBound)
        let offset = text.column(of: inner) - text.column(of: outer)
        if document.kind(of: value) == .object {
          if step == nil, offset > 0 { step = offset }
        } else if listOffset == nil, offset >= 0 {
          listOffset = offset
        }
      }
      if step != nil, listOffset != nil { break }
    }
    if let step { layout.step = step }
    if let listOffset { layout.listOffset = listOffset }
  }
}
