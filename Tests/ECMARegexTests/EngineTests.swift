import TestSupport
import Testing

@testable import ECMARegex

/// Writes random patterns over a small alphabet, so that random texts often match.
struct PatternWriter {
  var random: SeededGenerator

  mutating func pattern(_ depth: Int) -> String {
    switch depth == 0 ? Int.random(in: 0..<5, using: &random) : Int.random(in: 0..<12, using: &random) {
    case 0, 1: pick("a", "b", "é", "-")
    case 2: pick("[ab]", "[^a]", ".", "\\w", "\\W", "[é-🐲]", "\\S")
    case 3: pick("^", "$", "\\b", "\\B")
    case 4: ""
    case 5, 6, 7: pattern(depth - 1) + pattern(depth - 1)
    case 8: "(?:\(pattern(depth - 1))|\(pattern(depth - 1)))"
    case 9, 10: "(?:\(pattern(depth - 1)))" + pick("*", "+", "?", "*?", "{2}", "{1,2}", "{0,2}?", "{2,}")
    default: pick("(?=", "(?!", "(?<=", "(?<!") + pattern(depth - 1) + ")"
    }
  }

  mutating func text() -> String {
    (0..<Int.random(in: 0...6, using: &random)).map { _ in pick("a", "b", "é", "-", "🐲", "\n") }.joined()
  }

  private mutating func pick(_ choices: String...) -> String {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }
}

@Suite struct EngineTests {
  @Test("the three engines give one answer on random patterns and texts", arguments: 0..<8)
  func agreement(seed: Int) throws {
    var writer = PatternWriter(random: SeededGenerator(seed: UInt64(seed)))
    for _ in 0..<150 {
      let pattern = writer.pattern(4)
      let syntax = try Parser.parse(pattern)
      let table = try RegularExpression(pattern, syntax, backtracks: false, usesTable: true)
      let simulation = try RegularExpression(pattern, syntax, backtracks: false, usesTable: false)
      let backtracker = try RegularExpression(pattern, syntax, backtracks: true, usesTable: false)
      for _ in 0..<8 {
        let text = writer.text()
        let answer = backtracker.search(text)
        guard answer != .gaveUp else { continue }
        #expect(simulation.search(text) == answer, "simulation of \(pattern) in \(text.debugDescription)")
        #expect(table.search(text) == answer, "automaton of \(pattern) in \(text.debugDescription)")
      }
    }
  }

  @Test("an alphabet tells apart just what its sets tell apart")
  func alphabet() {
    let sets = [ScalarSet.digit, .word, ScalarSet([0xE9...0x1F432])]
    let alphabet = Alphabet(sets)
    #expect(alphabet.count == 4)
    for scalar: UInt32 in [0, 0x2D, 0x30, 0x5F, 0x7A, 0x7F, 0x80, 0xE8, 0xE9, 0x1F432, 0x1F433, 0x10FFFF] {
      let kind = Int(alphabet.kind(of: scalar))
      for set in sets { #expect(alphabet.members(of: set)[kind] == set.contains(scalar)) }
    }
  }

  @Test("a set and its inverse share nothing and lack nothing")
  func inversion() {
    for set in [ScalarSet.nothing, .anything, .space, .word] {
      #expect(set.inverted.inverted == set)
      for scalar: UInt32 in [0, 0x20, 0x61, 0xFEFF, 0x10FFFF] {
        #expect(set.contains(scalar) != set.inverted.contains(scalar))
      }
    }
  }
}
