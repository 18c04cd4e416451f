import ECMARegex
import Testing

@Suite struct PropertyTests {
  @Test(
    "a property escape finds its members and nothing else",
    arguments: [
      Example("^\\p{Letter}$", found: ["a", "é", "中", "ª"], missing: ["1", " ", "_"]),
      Example("^\\p{L}\\P{L}$", found: ["a1"], missing: ["1a"]),
      Example("^\\p{digit}+$", found: ["42", "৪২"], missing: ["-%#"]),
      Example("^\\p{gc=Lu}\\p{General_Category=Ll}$", found: ["Aa", "Éé"], missing: ["aA"]),
      Example("^\\p{LC}$", found: ["a", "ǅ"], missing: ["ª", "中"]),
      Example("^[\\p{Lu}\\p{Nd}_]+$", found: ["A1_"], missing: ["a"]),
      Example("^[^\\p{P}]$", found: ["a"], missing: ["!", "«"]),
      Example("^\\p{Script=Greek}$", found: ["α"], missing: ["a", "\u{342}"]),
      Example("^\\p{sc=Grek}$", found: ["Ω"], missing: ["д"]),
      Example("^\\p{Script_Extensions=Greek}$", found: ["α", "\u{342}"], missing: ["a"]),
      Example("^\\p{scx=Zinh}$", found: ["\u{E0101}"], missing: ["\u{342}", "a"]),
      Example("^\\p{Script=Unknown}$", found: ["\u{E000}"], missing: ["a"]),
      Example("^\\p{Alphabetic}\\p{Uppercase}$", found: ["aA"], missing: ["Aa"]),
      Example("^\\p{Any}\\p{ASCII}$", found: ["🐲a"], missing: ["aé"]),
      Example("^\\p{Emoji_Component}\\p{RI}\\p{ExtPict}$", found: ["#🇦🐲"], missing: ["a🇦🐲", "#a🐲", "#🇦a"]),
      Example("^\\P{Assigned}$", found: ["\u{378}"], missing: ["a"]),
      Example("^\\p{Cs}$", missing: ["a", "\u{FFFD}"]),
      Example("^\\p{Co}$", found: ["\u{E000}", "\u{10FFFD}"], missing: ["\u{10FFFF}"]),
    ])
  func members(example: Example) throws {
    let expression = try RegularExpression(example.pattern)
    for text in example.found { #expect(expression.search(text) == .found, "in \(text.debugDescription)") }
    for text in example.missing {
      #expect(expression.search(text) == .notFound, "in \(text.debugDescription)")
    }
  }
}
