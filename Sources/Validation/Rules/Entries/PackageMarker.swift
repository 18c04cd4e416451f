import Documents

/// One of `virtualenv.packages`: what is installed, and `; #engine# == "NAME"` where that is for one engine.
struct PackageMarker {
  /// The element of the list.
  let node: NodeID
  /// What stands before the semicolon, without blanks around it.
  let head: Substring
  /// What stands after it.
  let condition: Substring?

  init(_ node: NodeID, _ text: String) {
    self.node = node
    let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    head = Self.trimmed(parts[0])
    condition = parts.count > 1 ? Self.trimmed(parts[1]) : nil
  }

  /// The engine's name, where the condition has the only form that Xinference understands.
  var engine: String? {
    guard let condition else { return nil }
    for marker in ["#engine# == \"", "#model_engine# == \"", "#model_engine# == '"] {
      guard let start = condition.ranges(of: marker).first?.upperBound else { continue }
      let quote = marker.last ?? "\""
      guard let end = condition[start...].firstIndex(of: quote) else { continue }
      return String(condition[start..<end])
    }
    return nil
  }

  /// The packages of a record's virtual environment, and of those of its specs.
  static func all(of record: RecordFields, _ entry: CheckedEntry) -> [PackageMarker] {
    record.virtualenvs.flatMap { environment -> [PackageMarker] in
      guard let list = entry.fields.value(.packages, of: environment) else { return [] }
      return entry.fields.elements(of: list).map { PackageMarker($0, entry.text($0)) }
    }
  }

  /// The engines that packages are marked for, with the elements that do so.
  static func engines(of record: RecordFields, _ entry: CheckedEntry) -> [(name: String, node: NodeID)] {
    all(of: record, entry).compactMap { marker in marker.engine.map { ($0, marker.node) } }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let tail = text.drop { $0 == " " }
    return tail[..<(tail.lastIndex { $0 != " " }.map { tail.index(after: $0) } ?? tail.startIndex)]
  }
}
