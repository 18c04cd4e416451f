import Diagnostics

/// Containers in brackets: all of JSON, and what YAML writes as `[…]` and `{…}`.
extension TreeEditor {
  /// Where the items of a container in brackets stand.
  struct FlowItems {
    var ranges: [Range<Int>]
    /// The first byte past the opening bracket, and the closing bracket.
    var inside: Range<Int>
    /// Whether comments stand between items; there are none in JSON.
    var hasComments = false
  }

  mutating func editFlow(_ left: NodeID, _ right: NodeID, _ script: ContainerScript) -> Bool {
    guard let items = flowItems(of: left) else { return false }
    let isObject = old.kind(of: left) == .object
    let (oldChildren, newChildren) = (old.childIDs(of: left), new.childIDs(of: right))
    var previous: Int?
    var added: [String] = []
    func children(_ oldIndex: Int, _ newIndex: Int) -> (NodeID, NodeID) {
      let (before, after) = (oldChildren[oldIndex], newChildren[newIndex])
      return isObject ? (old.value(ofKey: before), new.value(ofKey: after)) : (before, after)
    }
    for step in script.steps {
      switch step {
      case .kept(let before, let after):
        closeGap(items, after: previous, before: before, added)
        added = []
        previous = before
        let (from, into) = children(before, after)
        change(from, into, .flow(start: items.ranges[before].lowerBound))
      case .added(let index, let moved?):
        let (from, into) = children(moved, index)
        let range = items.ranges[moved]
        let text = sourceText(range) { $0.change(from, into, .flow(start: range.lowerBound)) }
        added.append(text ?? flowItem(newChildren[index], isObject, like: left, items))
      case .added(let index, nil): added.append(flowItem(newChildren[index], isObject, like: left, items))
      }
    }
    closeGap(items, after: previous, before: nil, added)
    return true
  }

  private func flowItems(of container: NodeID) -> FlowItems? {
    let range = old.range(of: container)
    guard let first = text.bytes[range].first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    else { return nil }
    let isObject = old.kind(of: container) == .object
    var items = FlowItems(ranges: [], inside: range.lowerBound + 1..<range.upperBound - 1)
    var gapStart = items.inside.lowerBound
    for child in old.childIDs(of: container) {
      let start = old.range(of: child).lowerBound
      let value = isObject ? old.value(ofKey: child) : child
      let end = max(old.range(of: child).upperBound, old.range(of: value).upperBound)
      guard gapStart <= start, end <= items.inside.upperBound else { return nil }
      items.hasComments = items.hasComments || text.contains(UInt8(ascii: "#"), in: gapStart..<start)
      items.ranges.append(start..<end)
      gapStart = end
    }
    let rest = gapStart..<items.inside.upperBound
    items.hasComments = items.hasComments || text.contains(UInt8(ascii: "#"), in: rest)
    return items
  }

  // MARK: Between two items that stay

  /// Removes the items between two that stay (or an end of the list) and puts others there.
  private mutating func closeGap(_ items: FlowItems, after left: Int?, before right: Int?, _ added: [String])
  {
    let gone = Array((left.map { $0 + 1 } ?? 0)..<(right ?? items.ranges.count))
    let replaced = min(gone.count, added.count)
    for index in 0..<replaced { addSource(items.ranges[gone[index]], added[index]) }
    let anchor = replaced > 0 ? gone[replaced - 1] : left
    if added.count > replaced {
      insert(Array(added[replaced...]), items, after: anchor, before: right)
    } else if gone.count > replaced {
      remove(gone[replaced]...gone[gone.count - 1], items, after: anchor, before: right)
    }
  }

  private mutating func insert(_ added: [String], _ items: FlowItems, after left: Int?, before right: Int?) {
    let separator = separator(items, near: left ?? 0)
    guard let left else {
      guard let right else { return }
      let place = items.ranges[right].lowerBound
      for item in added { addSource(place..<place, item + separator) }
      return
    }
    guard items.hasComments else {
      let place = items.ranges[left].upperBound
      for item in added { addSource(place..<place, separator + item) }
      return
    }
    // After the comma and the comment of the item before.
    let end = items.ranges[left].upperBound
    let gapEnd = left + 1 < items.ranges.count ? items.ranges[left + 1].lowerBound : items.inside.upperBound
    let comma = text.first(UInt8(ascii: ","), in: end..<gapEnd)
    if comma == nil { addSource(end..<end, ",") }
    let place = min(text.contentEnd(ofLineAt: comma ?? end), gapEnd)
    let blank = String(separator.dropFirst())
    for (index, item) in added.enumerated() {
      let needsComma = index + 1 < added.count || comma != nil
      addSource(place..<place, blank + item + (needsComma ? "," : ""))
    }
  }

  private mutating func remove(
    _ gone: ClosedRange<Int>, _ items: FlowItems, after left: Int?, before right: Int?
  ) {
    if items.hasComments {
      for index in gone { removeBesideComments(index, items) }
    } else if let right {
      addSource(items.ranges[gone.lowerBound].lowerBound..<items.ranges[right].lowerBound, "")
    } else if let left {
      addSource(items.ranges[left].upperBound..<items.ranges[gone.upperBound].upperBound, "")
    } else {
      addSource(items.inside, "")
    }
  }

  /// YAML lets a list end in a comma, so an item can go with its own lines alone.
  private mutating func removeBesideComments(_ index: Int, _ items: FlowItems) {
    let range = items.ranges[index]
    let gapEnd = index + 1 < items.ranges.count ? items.ranges[index + 1].lowerBound : items.inside.upperBound
    let comma =
      text.first(UInt8(ascii: ","), in: range.upperBound..<gapEnd).map { $0 + 1 } ?? range.upperBound
    let next = text.skippingBlanks(from: comma)
    let isLast = next >= text.end(ofLineAt: comma) || text.bytes[next] == UInt8(ascii: "#")
    if text.isFirstOnLine(range.lowerBound), isLast {
      addSource(text.start(ofLineAt: range.lowerBound)..<text.end(ofLineAt: comma), "")
    } else {
      addSource(range.lowerBound..<min(next, gapEnd), "")
    }
  }

  /// What stands between two items of the container: a comma, and a blank or a line break.
  private func separator(_ items: FlowItems, near index: Int) -> String {
    let ranges = items.ranges
    if !items.hasComments {
      let pair = index + 1 < ranges.count ? index : index - 1
      if pair >= 0 {
        return String(
          decoding: text.bytes[ranges[pair].upperBound..<ranges[pair + 1].lowerBound], as: UTF8.self)
      }
    }
    let isExpanded = ranges.contains { text.isFirstOnLine($0.lowerBound) }
    guard isExpanded, let first = ranges.first(where: { text.isFirstOnLine($0.lowerBound) }) else {
      return flowHabits.comma
    }
    return "," + text.lineBreak + text.indentation(at: first.lowerBound)
  }

  // MARK: New text

  private func flowItem(_ child: NodeID, _ isObject: Bool, like container: NodeID, _ items: FlowItems)
    -> String
  {
    let expanded = items.ranges.first { text.isFirstOnLine($0.lowerBound) }
    let indentation = expanded.map { text.indentation(at: $0.lowerBound) }
    var neighbour = old.firstChild(of: container)
    guard isObject else { return broken(flowText(child, indentation: indentation, likes: neighbour)) }
    let key = quoted(new.bytes(of: child), likes: neighbour)
    neighbour = old.value(ofKey: neighbour)
    let value = flowText(new.value(ofKey: child), indentation: indentation, likes: nil)
    return broken(key + flowHabits.colon + value)
  }

  /// A value as it stands in brackets; over several lines only where `indentation`, that of its line, is known.
  func flowText(_ node: NodeID, indentation: String?, likes neighbour: NodeID?) -> String {
    let kind = new.kind(of: node)
    let children = new.childIDs(of: node)
    switch kind {
    case .string: return quoted(new.bytes(of: node), likes: neighbour)
    case .array, .object:
      let (open, close) = kind == .array ? ("[", "]") : ("{", "}")
      guard !children.isEmpty else { return open + close }
      let inner = indentation.flatMap { isExpanded(kind, children) ? $0 + flowHabits.unit : nil }
      let items = children.map { child in
        kind == .array
          ? flowText(child, indentation: inner, likes: nil)
          : quoted(new.bytes(of: child), likes: nil) + flowHabits.colon
            + flowText(new.value(ofKey: child), indentation: inner, likes: nil)
      }
      guard let inner, let indentation else {
        return open + items.joined(separator: flowHabits.comma) + close
      }
      return "\(open)\n\(inner)" + items.joined(separator: ",\n\(inner)") + "\n\(indentation)\(close)"
    default: return new.text(of: node)
    }
  }

  private func isExpanded(_ kind: NodeKind, _ children: [NodeID]) -> Bool {
    if kind == .object { return flowHabits.expandsMappings }
    return children.allSatisfy { new.kind(of: $0).isScalar }
      ? flowHabits.expandsScalarLists : flowHabits.expandsLists
  }

  private func quoted(_ bytes: ArraySlice<UInt8>, likes neighbour: NodeID?) -> String {
    if format == .json {
      var output: [UInt8] = []
      JSONWriter.appendString(bytes, to: &output)
      return String(decoding: output, as: UTF8.self)
    }
    var quotes = neighbour.map(likedQuotes) ?? .plain
    if quotes == .plain { quotes = flowHabits.quotes }
    if quotes == .plain, bytes.contains(where: { ",[]{}".utf8.contains($0) }) { quotes = .singleQuoted }
    return String(decoding: YAMLWriter.onOneLine(bytes, quotes: quotes), as: UTF8.self)
  }
}
