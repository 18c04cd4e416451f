import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// The public JSON parsing suite: `y_` must be read, `n_` must be refused, `i_` is the reader's choice.
@Suite(.enabled(if: SharedData.has("suites/json-parsing"), "needs ../shared/suites/json-parsing"))
struct JSONParsingSuiteTests {
  static let folder = "suites/json-parsing/test_parsing"

  static func files(_ prefix: String) -> [String] {
    SharedData.names(in: folder).filter { $0.hasPrefix(prefix) }
  }

  func read(_ name: String) throws -> (document: Document?, diagnostics: [Diagnostic]) {
    let bytes = try SharedData.bytes("\(Self.folder)/\(name)")
    return DocumentReader.read(SourceText(path: name, bytes: bytes), as: .json)
  }

  @Test("a valid file is read; a key that stands twice is all that may be said of it", arguments: files("y_"))
  func accepted(name: String) throws {
    let result = try read(name)
    #expect(result.document != nil)
    #expect(result.diagnostics.allSatisfy { $0.rule == "duplicate-key" })
  }

  @Test("an invalid file is refused with a position", arguments: files("n_"))
  func refused(name: String) throws {
    let result = try read(name)
    #expect(result.document == nil)
    let diagnostic = try #require(result.diagnostics.first)
    #expect(diagnostic.location.start() != nil)
    #expect(!diagnostic.message.isEmpty)
  }

  /// What the standard leaves open.
  ///
  /// Numbers of any size are kept as text; text that is not UTF-8, or a half
  /// of a surrogate pair, has no meaning to keep; a byte order mark is skipped; 64 levels are enough.
  static let acceptedChoices: Set<String> = [
    "i_number_double_huge_neg_exp.json", "i_number_huge_exp.json", "i_number_neg_int_huge_exp.json",
    "i_number_pos_double_huge_exp.json", "i_number_real_neg_overflow.json", "i_number_real_pos_overflow.json",
    "i_number_real_underflow.json", "i_number_too_big_neg_int.json", "i_number_too_big_pos_int.json",
    "i_number_very_big_negative_int.json", "i_structure_UTF-8_BOM_empty_object.json",
  ]

  @Test("an open question is answered as documented", arguments: files("i_"))
  func choices(name: String) throws {
    #expect((try read(name).document != nil) == Self.acceptedChoices.contains(name))
  }
}
