import Documents

/// One of `virtualenv.packages`: what is installed, and `; #engine# == "NAME"` where that is for one engine.
struct PackageMarker {
  /// The element of the list.
  let node: NodeID
  /// What stands before the semicolon, without blanks around it.
  let head: ArraySlice<UInt8>
  /// What stands after it; empty where there is none.
  let condition: ArraySlice<UInt8>
  /// The engine's name, where the condition has the only form that Xinference understands.
  let engine: ArraySlice<UInt8>?

  init(_ node: NodeID, _ text: ArraySlice<UInt8>) {
    self.node = node
    let semicolon = text.firstIndex(of: UInt8(ascii: ";"))
    head = Self.trimmed(text[..<(semicolon ?? text.endIndex)])
    condition = semicolon.map { Self.trimmed(text[($0 + 1)...]) } ?? []
    engine = Self.engine(in: condition)
  }

  private static func engine(in condition: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = condition
    while let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
      rest = rest[mark...]
      for (prefix, quote) in forms where rest.starts(with: prefix) {
        let name = rest.dropFirst(prefix.count)
        if let end = name.firstIndex(of: quote) { return name[..<end] }
      }
      rest = rest.dropFirst()
    }
    return nil
  }

  private static let forms: [(prefix: [UInt8], quote: UInt8)] = [
    (Array("#engine# == \"".utf8), UInt8(ascii: "\"")),
    (Array("#model_engine# == \"".utf8), UInt8(ascii: "\"")),
    (Array("#model_engine# == '".utf8), UInt8(ascii: "'")),
  ]

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let tail = text.drop { $0 == 0x20 }
    guard let last = tail.lastIndex(where: { $0 != 0x20 }) else { return [] }
    return tail[...last]
  }
}
