import TestSupport

@testable import Documents

/// JSON as other authors lay it out.
struct JSONForm: Sendable {
  /// One level of indentation, or `nil` for all on one line.
  var unit: String?
  var inlinesScalarLists = false
  var colon = ": "
  var comma = ", "

  func text(_ tree: Tree) -> String { text(tree, unit.map { _ in "" }) + "\n" }

  private func text(_ tree: Tree, _ indentation: String?) -> String {
    switch tree {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return quoted(text)
    case .list(let elements):
      let isShort = inlinesScalarLists && elements.allSatisfy { $0.isScalar }
      return joined("[", elements, "]", isShort ? nil : indentation) { text($0, $1) }
    case .mapping(let members):
      return joined("{", members, "}", indentation) { quoted($0.key) + colon + text($0.value, $1) }
    }
  }

  private func joined<Item>(
    _ open: String, _ items: [Item], _ close: String, _ indentation: String?,
    _ text: (Item, String?) -> String
  ) -> String {
    guard !items.isEmpty else { return open + close }
    guard let indentation, let unit else {
      return open + items.map { text($0, nil) }.joined(separator: comma) + close
    }
    let inner = indentation + unit
    return "\(open)\n\(inner)" + items.map { text($0, inner) }.joined(separator: ",\n\(inner)")
      + "\n\(indentation)\(close)"
  }

  private func quoted(_ text: String) -> String {
    var output: [UInt8] = []
    JSONWriter.appendString(Array(text.utf8)[...], to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
