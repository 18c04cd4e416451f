import Diagnostics

/// Containers by indentation: an item has its lines to itself, but for the first one after a `-`.
extension TreeEditor {
  /// Where an item of an indented container stands.
  struct BlockItem {
    /// The first byte of its key, or its `-`.
    var start: Int
    /// The byte after its `:` or `-`.
    var mark: Int
    /// The first byte past its last line, comments behind it and those indented further than it included.
    var end: Int
    var value: NodeID
    /// Its lines; of an item that follows a `-` on its line, from its first byte on.
    var lines: Range<Int>
    /// Its lines and the comments right above them, which go with it where it moves.
    var carried: Range<Int>
  }

  mutating func editBlock(
    _ left: NodeID, _ right: NodeID, _ script: ContainerScript, _ place: Place
  ) -> Bool {
    guard let items = blockItems(of: left), let first = items.first else { return false }
    let isObject = old.kind(of: left) == .object
    let column = text.column(of: first.start)
    let newChildren = new.childIDs(of: right)
    var front: [String] = []
    var previous: Int?
    func held(by item: BlockItem) -> Place {
      isObject ? .member(mark: item.mark, column: column) : .item(mark: item.mark, column: column)
    }
    func newValue(_ index: Int) -> NodeID {
      isObject ? new.value(ofKey: newChildren[index]) : newChildren[index]
    }
    for step in script.steps {
      switch step {
      case .kept(let before, let after):
        previous = before
        change(items[before].value, newValue(after), held(by: items[before]))
      case .added(let index, let moved):
        let lines =
          moved.flatMap { movedLines(items[$0], newValue(index), held(by: items[$0])) }
          ?? newLines(newChildren[index], isObject, column, like: left, at: items[previous ?? 0].end)
        if let previous { insertLines(lines, at: items[previous].end) } else { front.append(lines) }
      }
    }
    var gone: [Int: Range<Int>] = [:]
    for index in script.removed { gone[index] = items[index].lines }
    for case .added(_, let moved?) in script.steps { gone[moved] = items[moved].carried }
    removeLines(items, gone, front: front, place)
    return true
  }

  func blockItems(of container: NodeID) -> [BlockItem]? {
    let isObject = old.kind(of: container) == .object
    var position = old.range(of: container).lowerBound
    var items: [BlockItem] = []
    for child in old.childIDs(of: container) {
      let range = old.range(of: child)
      let value = isObject ? old.value(ofKey: child) : child
      let mark: Int
      if isObject {
        let lineEnd = text.contentEnd(ofLineAt: range.upperBound)
        guard let colon = text.first(UInt8(ascii: ":"), in: range.upperBound..<lineEnd),
          text.bytes[range.upperBound..<colon].allSatisfy({ $0 == 0x20 || $0 == 0x09 })
        else { return nil }
        mark = colon + 1
        position = range.lowerBound
      } else {
        guard let dash = text.first(UInt8(ascii: "-"), in: position..<max(position, range.lowerBound))
        else { return nil }
        mark = dash + 1
        position = dash
      }
      let end = max(mark, contentEnd(of: value))
      let column = text.column(of: items.first?.start ?? position)
      let lineEnd = skippingComments(from: text.end(ofLineAt: end), deeperThan: column)
      let isFirst = text.isFirstOnLine(position)
      let lines = (isFirst ? text.start(ofLineAt: position) : position)..<lineEnd
      let carried = isFirst ? commentsStart(above: lines.lowerBound, after: items.last?.end) : position
      items.append(
        BlockItem(
          start: position, mark: mark, end: lineEnd, value: value, lines: lines, carried: carried..<lineEnd))
      position = end
    }
    return items
  }

  /// The end of the comments that follow and are indented further than an item: they are part of it.
  func skippingComments(from line: Int, deeperThan column: Int) -> Int {
    var (end, current) = (line, line)
    while current < text.bytes.count {
      let content = current + text.indentation(at: current).utf8.count
      let isComment = content < text.bytes.count && text.bytes[content] == UInt8(ascii: "#")
      guard isComment || content == text.contentEnd(ofLineAt: current) else { break }
      if isComment, content - current <= column { break }
      current = text.end(ofLineAt: current)
      if isComment { end = current }
    }
    return end
  }

  /// The start of the comments that stand right above a line, as far indented as it is.
  private func commentsStart(above line: Int, after end: Int?) -> Int {
    guard let end else { return line }
    let indentation = text.indentation(at: line)
    var start = line
    while start > end {
      let above = text.start(ofLineAt: start - 1)
      let content = above + indentation.utf8.count
      guard above >= end, text.indentation(at: above) == indentation, text.bytes[content] == UInt8(ascii: "#")
      else { break }
      start = above
    }
    return start
  }

  // MARK: Lines that come

  /// An item's own lines for another place in its container, with what changes inside.
  private func movedLines(_ item: BlockItem, _ value: NodeID, _ place: Place) -> String? {
    var copy = self
    guard let lines = copy.sourceText(item.carried, editedBy: { $0.change(item.value, value, place) })
    else { return nil }
    let isInline = item.lines.lowerBound == item.start && text.column(of: item.start) > 0
    let indentation = isInline ? String(repeating: " ", count: text.column(of: item.start)) : ""
    return indentation + lines + (lines.utf8.last == UInt8(ascii: "\n") ? "" : text.lineBreak)
  }

  /// The lines of a new item, indented, each with its line break.
  private func newLines(
    _ child: NodeID, _ isObject: Bool, _ column: Int, like container: NodeID, at place: Int
  ) -> String {
    let neighbour = old.firstChild(of: container)
    var layout = layout(before: place)
    let line: [UInt8]
    if isObject {
      let key = YAMLWriter.onOneLine(new.bytes(of: child), quotes: likedQuotes(of: neighbour))
      let value = YAMLWriter.value(Node(new, new.value(ofKey: child)), indentation: column, layout)
      line = key + [UInt8(ascii: ":")] + value
    } else {
      if new.kind(of: child) == .string { layout.quotes = likedQuotes(of: neighbour) }
      line = [UInt8(ascii: "-")] + YAMLWriter.item(Node(new, child), indentation: column, layout)
    }
    let indentation = String(repeating: " ", count: column)
    return broken(indentation + String(decoding: line, as: UTF8.self) + "\n")
  }

  /// The file's layout, as far as the line that follows lets it be.
  private func layout(before place: Int) -> YAMLLayout {
    var layout = blockHabits.layout
    layout.keepsBlankLines =
      place >= text.bytes.count
      || text.contentEnd(ofLineAt: place) > place + text.indentation(at: place).utf8.count
    return layout
  }

  mutating func insertLines(_ lines: String, at place: Int) {
    let isAfterLineBreak =
      place == 0 || text.bytes[place - 1] == UInt8(ascii: "\n") || text.bytes[place - 1] == 0x0D
    addSource(place..<place, isAfterLineBreak ? lines : text.lineBreak + lines)
  }

  // MARK: Lines that go

  private mutating func removeLines(
    _ items: [BlockItem], _ gone: [Int: Range<Int>], front: [String], _ place: Place
  ) {
    var gone = gone
    if text.isFirstOnLine(items[0].start) {
      var first = items[0].lines.lowerBound
      if case .member(let mark, _) = place {
        let column = text.column(of: items[0].start)
        first = min(first, skippingComments(from: text.end(ofLineAt: mark), deeperThan: column))
      }
      for lines in front { insertLines(lines, at: first) }
    } else {
      editInlineFirst(items, &gone, front)
    }
    for index in gone.keys.sorted() { if let range = gone[index] { addSource(range, "") } }
  }

  /// The first item stands on the line of a `-`, which stays.
  private mutating func editInlineFirst(
    _ items: [BlockItem], _ gone: inout [Int: Range<Int>], _ front: [String]
  ) {
    let first = items[0].start
    let indentation = String(repeating: " ", count: text.column(of: first))
    guard gone.removeValue(forKey: 0) != nil else {
      let lines = front.joined()
      if !front.isEmpty { addSource(first..<first, String(lines.dropFirst(indentation.count)) + indentation) }
      return
    }
    if !front.isEmpty {
      return addSource(first..<items[0].end, String(front.joined().dropFirst(indentation.count)))
    }
    // The next item that stays moves up to the `-`, unless comments stand in between.
    let next = items.indices.first { $0 > 0 && gone[$0] == nil } ?? items.count
    let hasComments = items.indices.contains { index in
      index > 0 && index <= next
        && text.contains(UInt8(ascii: "#"), in: items[index - 1].end..<items[index].start)
    }
    if next < items.count, !hasComments {
      for index in 1..<next { gone.removeValue(forKey: index) }
      addSource(first..<items[next].start, "")
    } else {
      var dashEnd = first
      while dashEnd > 0, text.bytes[dashEnd - 1] == UInt8(ascii: " ") { dashEnd -= 1 }
      addSource(dashEnd..<text.contentEnd(ofLineAt: items[0].end - 1), "")
    }
  }

  // MARK: A value in place of another

  mutating func replaceBlockValue(_ left: NodeID, _ right: NodeID, _ place: Place, mark: Int, column: Int) {
    let end = max(mark, contentEnd(of: left))
    var layout = layout(before: text.end(ofLineAt: end))
    layout.quotes = new.kind(of: right) == .string ? likedQuotes(of: left) : .plain
    let range = old.range(of: left)
    if skippingComments(from: text.end(ofLineAt: end), deeperThan: column) > text.end(ofLineAt: end) {
      // Below a block of text they would become part of it.
      layout.quotes = .doubleQuoted
    }
    let isBlockText = old.style(of: left) == .literal || old.style(of: left) == .folded
    if isBlockText, let depth = textColumn(of: left).map({ $0 - column }), (1...9).contains(depth) {
      layout.textOffset = depth
    }
    let node = Node(new, right)
    var written = YAMLWriter.value(node, indentation: column, layout)
    if case .item = place { written = YAMLWriter.item(node, indentation: column, layout) }
    let cut = written.firstIndex(of: UInt8(ascii: "\n"))
    let head = String(decoding: written[..<(cut ?? written.endIndex)], as: UTF8.self)
    let rest = cut.map { String(decoding: written[($0 + 1)...], as: UTF8.self) + "\n" } ?? ""

    let isOnMarkLine = text.line(at: mark) == text.line(at: max(mark, range.lowerBound))
    let bodyStart = text.end(ofLineAt: mark)
    if isOnMarkLine, !isBlockText {
      putHead(head, mark: mark, old: range.lowerBound..<end)
      if !rest.isEmpty { insertLines(broken(rest), at: text.end(ofLineAt: end)) }
    } else if isOnMarkLine {
      putHead(head, mark: mark, old: range.lowerBound..<headerEnd(from: range.lowerBound))
      addSource(bodyStart..<max(bodyStart, text.end(ofLineAt: end)), broken(rest))
    } else {
      addSource(mark..<mark, head)
      let keepsComments = node.kind != .string
      let from = keepsComments ? max(bodyStart, text.start(ofLineAt: range.lowerBound)) : bodyStart
      addSource(from..<max(from, text.end(ofLineAt: end)), broken(rest))
    }
  }

  /// Puts the part of a value that stands on the line of its key; blanks before it stay as they are.
  private mutating func putHead(_ head: String, mark: Int, old range: Range<Int>) {
    if head.isEmpty || range.isEmpty {
      addSource(mark..<max(mark, range.upperBound), head)
    } else {
      addSource(range, String(head.dropFirst()))
    }
  }

  /// The end of `|`, `>-`, `|2+` and the like.
  private func headerEnd(from start: Int) -> Int {
    var end = start
    while end < text.bytes.count, "|>+-0123456789".utf8.contains(text.bytes[end]) { end += 1 }
    return end
  }

  /// The column of a block of text: that of its first line that is not blank.
  private func textColumn(of node: NodeID) -> Int? {
    var line = text.end(ofLineAt: old.range(of: node).lowerBound)
    while line < old.range(of: node).upperBound {
      let indentation = text.indentation(at: line).utf8.count
      if line + indentation < text.contentEnd(ofLineAt: line) { return indentation }
      line = text.end(ofLineAt: line)
    }
    return nil
  }

  func broken(_ lines: String) -> String {
    text.lineBreak == "\n"
      ? lines : lines.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }
}
