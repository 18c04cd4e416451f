import Documents

/// One step from a node to a child.
enum PathStep: Hashable {
  case key(String)
  case index(Int)
}

/// JSON Pointer (RFC 6901) over documents.
enum JSONPointer {
  /// The parts of a pointer that stands in a URI's fragment; nil if it is none.
  static func tokens(ofFragment fragment: String) -> [String]? {
    guard let decoded = percentDecoded(fragment), decoded.isEmpty || decoded.hasPrefix("/") else {
      return nil
    }
    return decoded.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { token in
      replacing("~0", by: "~", in: replacing("~1", by: "/", in: String(token)))
    }
  }

  /// The child that a token names.
  static func child(_ token: String, of node: NodeID, in document: Document) -> NodeID? {
    switch document.kind(of: node) {
    case .object: return document.value(token, in: node)
    case .array:
      let isCanonical = token == "0" || token.first != "0"
      guard isCanonical, let index = Int(token), index >= 0, index < document.count(of: node) else {
        return nil
      }
      var child = document.firstChild(of: node)
      for _ in 0..<index { child = document.next(after: child) }
      return child
    default: return nil
    }
  }

  /// The steps from one node to another inside it; a key has the steps of its value.
  static func path(from root: NodeID, to target: NodeID, in document: Document) -> [PathStep] {
    descent(from: root, to: target, in: document).map(\.step)
  }

  /// The key of a value, if it is the member of an object.
  static func key(of value: NodeID, in document: Document) -> NodeID? {
    descent(from: document.root, to: value, in: document).last?.key
  }

  private static func descent(
    from root: NodeID, to target: NodeID, in document: Document
  ) -> [(step: PathStep, key: NodeID?)] {
    var found: [(PathStep, NodeID?)] = []
    var node = root
    while node != target {
      let isObject = document.kind(of: node) == .object
      var current = document.firstChild(of: node)
      let end = document.end(of: node)
      var index = 0
      var next = node
      while current < end, next == node {
        let value = isObject ? document.value(ofKey: current) : current
        let after = document.next(after: value)
        if target < after {
          found.append(isObject ? (.key(document.text(of: current)), current) : (.index(index), nil))
          next = target < value ? target : value
        }
        current = after
        index += 1
      }
      guard next != node else { return found }
      node = next
    }
    return found
  }

  /// The pointer made of steps.
  static func text(of steps: [PathStep]) -> String {
    steps.map { step in
      switch step {
      case .key(let name): "/" + replacing("/", by: "~1", in: replacing("~", by: "~0", in: name))
      case .index(let index): "/\(index)"
      }
    }.joined()
  }

  private static func replacing(_ old: String, by new: String, in text: String) -> String {
    guard text.contains(old) else { return text }
    let old = Array(old.utf8)
    var output: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: old) {
        output += new.utf8
        rest = rest.dropFirst(old.count)
      } else {
        output.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The text with `%41` read as its byte; nil where the escapes are broken or the bytes are no UTF-8.
  static func percentDecoded(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var output: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        output.append(byte)
        continue
      }
      guard bytes.count >= 2, let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      output.append(value)
      bytes = bytes.dropFirst(2)
    }
    return String(validating: output, as: UTF8.self)
  }
}
