import ECMARegex
import Testing

/// A pattern with texts that hold a match and texts that hold none.
struct Example: Sendable, CustomTestStringConvertible {
  let pattern: String
  let found: [String]
  let missing: [String]

  init(_ pattern: String, found: [String] = [], missing: [String] = []) {
    (self.pattern, self.found, self.missing) = (pattern, found, missing)
  }

  var testDescription: String { pattern }
}

@Suite struct MatchingTests {
  static let examples: [Example] = [
    // Anchors and classes.
    Example("", found: ["", "x"]),
    Example("b", found: ["abc"], missing: ["", "ac", "B"]),
    Example("^abc$", found: ["abc"], missing: ["abc\n", "xabc", "abcx", ""]),
    Example("^a|b$", found: ["ax", "xb"], missing: ["xax", "bx"]),
    Example("a^b|c$d", missing: ["ab", "a\nb", "cd"]),
    Example("^.$", found: ["x", "é", "🐲", "\u{85}"], missing: ["\n", "\r", "\u{2028}", "\u{2029}", "ab"]),
    Example("^[^a]$", found: ["b", "\n", "🐲"], missing: ["a"]),
    Example("[]", missing: ["", "a"]),
    Example("^[^]$", found: ["\n", "a"], missing: ["", "ab"]),
    Example("^[a-c\\d-]+$", found: ["a-1", "-"], missing: ["d"]),
    Example("^[-a]$", found: ["-", "a"], missing: ["b"]),
    Example("^[\\w.-]+$", found: ["A_.-9"], missing: ["a b", "é"]),
    Example("^[\\b]$", found: ["\u{8}"], missing: ["b", ""]),
    Example("^[\\]\\\\]+$", found: ["]\\"], missing: ["["]),
    // Escapes.
    Example("^\\d\\D$", found: ["1a", "0٣"], missing: ["٣a", "12"]),
    Example(
      "^\\s$", found: [" ", "\t", "\u{B}", "\u{C}", "\u{A0}", "\u{FEFF}", "\n", "\u{2029}", "\u{2003}"],
      missing: ["\u{1}", "\u{2013}", "\u{85}", "\u{180E}"]),
    Example("^\\w\\W$", found: ["_é", "a-"], missing: ["éa", "aa"]),
    Example("^\\t\\n\\v\\f\\r\\0$", found: ["\t\n\u{B}\u{C}\r\0"], missing: ["tnvfr0"]),
    Example("^\\cA\\cz$", found: ["\u{1}\u{1A}"], missing: ["cAcz"]),
    Example("^\\x41\\u0042\\u{43}\\u{1F432}\\ud83d\\udc32$", found: ["ABC🐲🐲"], missing: ["ABC"]),
    Example("\\ud83d", missing: ["🐲", "\u{FFFD}"]),
    Example("^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", found: ["^$\\.*+?()[]{}|/"]),
    // Words.
    Example("\\bfoo\\b", found: ["foo", "a foo.", "éfoo"], missing: ["food", "_foo"]),
    Example("\\B", found: ["ab", "", "é"], missing: ["a", "aéa"]),
    Example("^\\Bx|y\\B$", missing: ["x", "y"]),
    // Repetitions.
    Example("^🐲*$", found: ["", "🐲🐲"], missing: ["🐉", "D"]),
    Example("^a{2}$", found: ["aa"], missing: ["a", "aaa"]),
    Example("^a{2,}$", found: ["aa", "aaaa"], missing: ["a"]),
    Example("^(?:ab){1,2}?$", found: ["ab", "abab"], missing: ["", "ababab"]),
    Example("^a{0}b$", found: ["b"], missing: ["ab"]),
    Example("^(?:a*)*$", found: ["", "aaa"], missing: ["b"]),
    Example("^(?:a|b)*?c+?$", found: ["abac", "cc"], missing: ["ab"]),
    Example("^(?:|a)+$", found: ["", "aa"], missing: ["b"]),
    Example("(?:^|x)a", found: ["a", "bxa"], missing: ["ba"]),
  ]

  static let lookarounds: [Example] = [
    Example("a(?=b)", found: ["ab"], missing: ["ac", "a"]),
    Example("a(?!b)", found: ["ac", "a"], missing: ["ab"]),
    Example("(?<=a)b", found: ["ab"], missing: ["cb", "b"]),
    Example("(?<!a)b", found: ["cb", "b"], missing: ["ab"]),
    Example("^(?=.*\\d)(?=.*[a-z]).{4,}$", found: ["abc1", "1xyz"], missing: ["abcd", "ab1", "1234"]),
    Example("^(?!.*\\.\\.)[a-z.]+$", found: ["a.b.c"], missing: ["a..b"]),
    Example("(?<=^|,)x(?=,|$)", found: ["x", "a,x", "x,b"], missing: ["ax", "xb"]),
    Example("(?=(?<=a)b)", found: ["ab"], missing: ["b", "cb"]),
    Example("(?<!(?<=a)b)c", found: ["c", "bc"], missing: ["abc"]),
    Example("^(?:(?!é).)*$", found: ["e"], missing: ["aé"]),
    Example("(?<=é)x\\b", found: ["éx"], missing: ["ex", "éxx"]),
  ]

  static let backreferences: [Example] = [
    Example("^(a+)b\\1$", found: ["aba", "aabaa"], missing: ["aab", "abaa"]),
    Example("(?<q>['\"]).*\\k<q>", found: ["'x'", "\"\""], missing: ["'x\""]),
    Example("\\k<q>(?<q>a)", found: ["a"], missing: ["b"]),
    Example("^(?:(a)|b)*\\1$", found: ["ab", "aa", "b", ""], missing: ["c"]),
    Example("^(?:(?<y>a)|(?<y>b))\\k<y>$", found: ["aa", "bb"], missing: ["ab"]),
    Example("(?<=(\\w)\\1)x", found: ["aax", "abx"], missing: ["x"]),
    Example("(?<=\\1(\\w))x", found: ["aax"], missing: ["abx"]),
    Example("(?=(a+))a*b\\1", found: ["baaabac"], missing: ["baaac"]),
    Example("^(?!(a)\\1)a", found: ["ab"], missing: ["aa"]),
    Example("^(é)\\1$", found: ["éé"], missing: ["éè"]),
    Example("^(?:(a?)b\\1)+?$", found: ["abab", "aba"], missing: ["aab"]),
  ]

  @Test("a pattern finds what ECMA-262 says", arguments: examples + lookarounds + backreferences)
  func search(example: Example) throws {
    let expression = try RegularExpression(example.pattern)
    for text in example.found { #expect(expression.search(text) == .found, "in \(text.debugDescription)") }
    for text in example.missing {
      #expect(expression.search(text) == .notFound, "in \(text.debugDescription)")
    }
  }

  @Test("bytes that are no UTF-8 count as replacement characters and stop nothing")
  func invalidText() throws {
    let broken: [UInt8] = [0x61, 0xC3, 0xFF, 0xF0, 0x9F, 0x62, 0x80]
    for pattern in ["^a\u{FFFD}{4}b\u{FFFD}$", "(?<=\u{FFFD})b", "(b)\u{FFFD}|\\1c"] {
      #expect(try RegularExpression(pattern).search(broken.span) == .found)
    }
  }

  @Test("patterns that blow up in other engines answer quickly and correctly")
  func blowUp() throws {
    let many = String(repeating: "a", count: 20_000)
    #expect(try RegularExpression("^(a+)+$").search(many + "!") == .notFound)
    #expect(try RegularExpression("^(?:a|a)*$").search(many + "!") == .notFound)
    #expect(try RegularExpression("(?=(?:a*)*b)").search(many) == .notFound)
    #expect(try RegularExpression("^.{1,5000}$").search(many) == .notFound)
  }

  @Test("a search that would take too long gives up")
  func giveUp() throws {
    let many = String(repeating: "a", count: 40)
    #expect(try RegularExpression("^(a+)+\\1$").search(many + "!") == .gaveUp)
    #expect(try RegularExpression("(?:a|aa){5,90}(?!a)b").search(many, stepLimit: 100) == .gaveUp)
  }
}
