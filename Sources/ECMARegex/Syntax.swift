/// A parsed pattern.
struct Syntax {
  var root: Term = .empty
  /// The lookarounds by number; those inside another come before it.
  var looks: [Look] = []
  /// How many capturing groups there are.
  var captures = 0
  var hasBackreference = false
}

/// One node of the syntax tree.
indirect enum Term {
  case empty
  /// One code point of a set.
  case set(ScalarSet)
  case sequence([Term])
  case alternatives([Term])
  /// A capturing group, numbered from 0.
  case group(Term, capture: Int)
  case repetition(Term, Repetition)
  case assertion(Assertion)
  /// A lookaround: its number in ``Syntax/looks``.
  case look(Int)
  /// The text of the first of these groups that took part; more than one when a name stands for several.
  case backreference([Int])
}

struct Repetition {
  let minimum: Int
  let maximum: Int?
  let isLazy: Bool
  /// The capturing groups inside, which every turn forgets.
  let captures: Range<Int>
}

enum Assertion: UInt8 {
  case start, end, wordBoundary, noWordBoundary
}

struct Look {
  let body: Term
  let isBehind: Bool
  let isNegated: Bool
}
