import Diagnostics
public import Documents
import SourceText

/// A JSON or YAML file of a repository whose members become facts.
public struct FactFile: Sendable {
  /// The repository, as a person named it.
  public let place: String
  /// The file's path.
  public let path: String
  /// The value that it holds.
  public let root: Node

  /// Reads a file that Python wrote; nothing where it is no mapping or list.
  ///
  /// Python's `NaN` and `Infinity`, which are no JSON, are read as null.
  static func read(
    _ bytes: [UInt8], path: String, place: String, as format: DocumentFormat = .json, limit: Int = 16 << 20
  ) -> (FactFile?, [Diagnostic]) {
    let text = SourceText(
      path: "\(place)/\(path)", bytes: format == .json ? withoutPythonNumbers(bytes) : bytes)
    let (document, faults) = DocumentReader.read(
      text, as: format, limits: ReadLimits(bytes: limit, depth: 64))
    guard let root = document?.rootNode, root.kind == .object || root.kind == .array else {
      return (nil, faults)
    }
    return (FactFile(place: place, path: path, root: root), faults)
  }

  init(place: String, path: String, root: Node) {
    self.place = place
    self.path = path
    self.root = root
  }

  /// The node at a path of keys joined by dots, or `nil`.
  public subscript(keys: String) -> Node? {
    var node: Node? = root
    for key in keys.split(separator: ".") { node = node?[String(key)] }
    return node.flatMap { $0.kind == .null ? nil : $0 }
  }

  /// The first of some keys that is there and has a value of the kind that is read.
  func fact<Value: Sendable>(_ keys: [String], _ read: (Node) -> Value?) -> Fact<Value>? {
    for key in keys {
      if let value = self[key].flatMap(read) { return Fact(value, provenance(key)) }
    }
    return nil
  }

  func provenance(_ key: String? = nil) -> Provenance { Provenance(place, file: path, key: key) }

  private static func withoutPythonNumbers(_ bytes: [UInt8]) -> [UInt8] {
    // As long as what they replace, so that places in messages stay true; nothing reads a text as a number.
    let words = [("-Infinity", "null     "), ("Infinity", "null    "), ("NaN", "\"\" ")]
      .map { (Array($0.0.utf8), Array($0.1.utf8)) }
    var result = bytes
    var isInString = false
    var index = 0
    while index < result.count {
      let byte = result[index]
      if isInString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        isInString = byte != UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if "-IN".utf8.contains(byte),
        let (word, blank) = words.first(where: { result[index...].starts(with: $0.0) })
      {
        result.replaceSubrange(index..<index + word.count, with: blank)
        index += word.count - 1
      }
      index += 1
    }
    return result
  }
}

extension Node {
  /// The texts of a list, or a single text as a list of one.
  var texts: [String]? {
    if let string { return [string] }
    guard kind == .array else { return nil }
    let texts = elements.compactMap(\.string)
    return texts.isEmpty ? nil : texts
  }

  /// The whole numbers of a list, or a single one as a list of one.
  var numbers: [Int]? {
    if let int { return [int] }
    guard kind == .array else { return nil }
    let numbers = elements.compactMap(\.int)
    return numbers.isEmpty ? nil : numbers
  }

  /// A text that is not empty.
  var filledText: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

  /// A number greater than zero that no model can exceed.
  var count: Int? { int.flatMap { (1...1 << 40).contains($0) ? $0 : nil } }
}
