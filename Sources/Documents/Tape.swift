/// The nodes of a document while it is being read or built.
struct Tape {
  var records: [NodeRecord] = []
  var pool: [UInt8] = []
  private var open: [Int] = []
  /// The end of the node that was finished last.
  private var lastEnd = 0

  /// The number of containers that are open now.
  var depth: Int { open.count }

  /// The container that is open now.
  var innermost: NodeID? { open.last.map { NodeID(UInt32($0)) } }

  /// Where the container that is open now begins, if it is written in brackets.
  var innermostFlowStart: Int? {
    open.last.flatMap { records[$0].style == .flow ? Int(records[$0].start) : nil }
  }

  mutating func reserve(_ nodes: Int) { records.reserveCapacity(nodes) }

  mutating func begin(_ kind: NodeKind, _ style: NodeStyle, at start: Int) {
    countChild()
    open.append(records.count)
    records.append(
      NodeRecord(
        kind: kind, style: style, isPooled: false, start: UInt32(start), end: UInt32(start), textStart: 0,
        textEnd: 0, next: 0))
  }

  mutating func end(at end: Int) {
    guard let index = open.popLast() else { return }
    records[index].end = UInt32(end)
    lastEnd = end
    records[index].next = UInt32(records.count)
    if records[index].kind == .object { records[index].textStart /= 2 }
  }

  /// The text of a scalar lies in the source.
  mutating func scalar(_ kind: NodeKind, _ style: NodeStyle, _ range: Range<Int>, text: Range<Int>) {
    append(kind, style, range, text, isPooled: false)
  }

  /// The text of a scalar is what was added to the pool since it had `poolStart` bytes.
  mutating func scalar(_ kind: NodeKind, _ style: NodeStyle, _ range: Range<Int>, poolFrom poolStart: Int) {
    append(kind, style, range, poolStart..<pool.count, isPooled: true)
  }

  /// The end of the node that was added last, or `nil` in an empty container.
  func endOfLastChild() -> Int? {
    guard let container = open.last, container + 1 < records.count else { return nil }
    return lastEnd
  }

  private mutating func append(
    _ kind: NodeKind, _ style: NodeStyle, _ range: Range<Int>, _ text: Range<Int>, isPooled: Bool
  ) {
    countChild()
    lastEnd = range.upperBound
    records.append(
      NodeRecord(
        kind: kind, style: style, isPooled: isPooled, start: UInt32(range.lowerBound),
        end: UInt32(range.upperBound), textStart: UInt32(text.lowerBound), textEnd: UInt32(text.upperBound),
        next: UInt32(records.count + 1)))
  }

  private mutating func countChild() {
    if let container = open.last { records[container].textStart += 1 }
  }
}
