import ECMARegex
import Testing

@Suite struct SyntaxTests {
  @Test(
    "a faulty pattern is refused at the byte where the fault starts",
    arguments: [
      ("^(abc]", 5), ("a)", 1), ("é(", 2), ("[a", 0), ("[b-a]", 1), ("[a-\\d]", 1), ("a**", 2),
      ("a{2}{3}", 4),
      ("*a", 0), ("x|+", 2), ("{1}", 0), ("a{", 1), ("a{2,1}", 1), ("a{,2}", 1), ("}", 0), ("]", 0),
      ("\\", 0), ("\\a", 0), ("\\Z", 0), ("\\-", 0), ("\\_", 0), ("\\07", 0), ("\\c1", 0), ("\\xg0", 0),
      ("\\u12", 0), ("\\u{110000}", 0), ("\\u{}", 0), ("\\1", 0), ("(a)\\2", 3), ("\\k<n>", 0), ("\\kx", 0),
      ("(?P<name>x)", 0), ("(?#comment)a", 0), ("(?i)abc", 0), ("(?<n>a)(?<n>b)", 7), ("(?<1>a)", 3),
      ("(?<>a)", 3), ("(?<n", 3), ("(?=a)*", 5), ("^*", 1), ("\\b+", 2), ("(?<!a)?", 6), ("\\p{Leter}", 0),
      ("\\p{lu}", 0), ("\\pL", 0), ("\\p{Script=Klingon}", 0), ("\\p{L", 0), ("[\\B]", 1), ("[\\1]", 1),
      ("(?<n>(?<n>a))", 0), ("(?:(?<n>a)|b)(?<n>c)", 13),
    ] as [(String, Int)])
  func refused(pattern: String, offset: Int) {
    let error = #expect(throws: PatternError.self) { try RegularExpression(pattern) }
    #expect(error?.offset == offset)
    #expect(error?.kind == .syntax)
    #expect(error?.message.hasSuffix(".") == true)
  }

  @Test(
    "a pattern that only looks odd is accepted",
    arguments: [
      "[]", "[^]", "()", "(?:)", "|", "a||b", "\\cA", "[a-]", "[-a]", "[\\-]", "[(*+?{}.$^]", "-", "a{02}",
      "(?<$a_1>x)", "(?<é>x)", "(?<\\u0061>x)\\k<a>", "\\k<n>(?<n>a)", "\\2()()", "\\u{000041}",
      "(?<n>a)|(?<n>b)",
    ])
  func accepted(pattern: String) throws {
    _ = try RegularExpression(pattern)
  }

  @Test(
    "a pattern that would grow beyond all measure is refused as too large, yet its syntax is right",
    arguments: [
      "((a{1000}){1000}){1000}", "(?:){999999999}", "(?:(?:){9999}){9999}", "x{1,999999999999999999999}",
      String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000),
      String(repeating: "(?=a)", count: 65),
    ])
  func tooLarge(pattern: String) {
    let error = #expect(throws: PatternError.self) { try RegularExpression(pattern) }
    #expect(error?.kind == .limit)
  }

  @Test("the name of a script alone is answered with how to write it")
  func scriptAdvice() {
    let error = #expect(throws: PatternError.self) { try RegularExpression("a\\p{Greek}") }
    #expect(error?.message.contains("\\p{Script=Greek}") == true)
  }
}
