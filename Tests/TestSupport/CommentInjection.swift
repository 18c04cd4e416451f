public import Documents
import Diagnostics
import SourceText

/// YAML text with comments in odd places, each with a number of its own.
public struct CommentedYAML: Sendable {
  /// The text as it reads.
  public let document: Document
  /// The comments, as they stand in the text.
  public let comments: [String]

  /// Puts up to `count` comments into a YAML text: on lines of their own and behind values.
  ///
  /// A place where the comment would change what the text says is left out.
  public init?(_ text: String, count: Int, using random: inout SeededGenerator) {
    guard var document = Self.read(text) else { return nil }
    var comments: [String] = []
    for number in 0..<count {
      var lines = String(decoding: document.source.bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let comment = "# c\(number)."
      let line = Int.random(in: 0..<lines.count, using: &random)
      if Bool.random(using: &random), !lines[line].isEmpty {
        lines[line] += "  \(comment)"
      } else {
        let indentation = lines[line].prefix { $0 == " " }
        let extra = Int.random(in: 0..<4, using: &random) == 0 ? "   " : ""
        lines.insert("\(indentation)\(extra)\(comment)", at: line)
        if Int.random(in: 0..<5, using: &random) == 0 { lines.insert("", at: line) }
      }
      guard let next = Self.read(lines.joined(separator: "\n")),
        next.rootNode.isIdentical(to: document.rootNode)
      else { continue }
      document = next
      comments.append(comment)
    }
    self.document = document
    self.comments = comments
  }

  private static func read(_ text: String) -> Document? {
    DocumentReader.read(SourceText(path: "t.yaml", text), as: .yaml).document
  }
}
