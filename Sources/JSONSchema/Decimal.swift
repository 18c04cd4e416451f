/// The exact value of a number as JSON writes it: ± digits × 10^exponent.
///
/// The digits have no zero at either end, so equal values have equal parts; zero has no digits. An exponent
/// of more than eighteen digits is taken for the largest one.
struct Decimal: Hashable {
  var isNegative = false
  /// The digits as values, the most significant first.
  var digits: [UInt8] = []
  var exponent = 0

  static let largestExponent = 1_000_000_000_000_000_000

  /// Reads a number's text, which the document's reader has checked.
  init(_ text: some Sequence<UInt8>) {
    var fraction: Int?
    var written: [UInt8]?
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if written != nil {
          written?.append(byte)
        } else {
          digits.append(byte - UInt8(ascii: "0"))
          if fraction != nil { fraction? += 1 }
        }
      case UInt8(ascii: "-"):
        if written != nil { written?.append(byte) } else { isNegative = true }
      case UInt8(ascii: "."): fraction = 0
      case UInt8(ascii: "e"), UInt8(ascii: "E"): written = []
      default: break
      }
    }
    let stated = Self.exponent(written ?? [])
    exponent = min(max(stated - (fraction ?? 0), -Self.largestExponent), Self.largestExponent)
    normalise()
  }

  private static func exponent(_ text: [UInt8]) -> Int {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = text.dropFirst(isNegative ? 1 : 0).drop { $0 == UInt8(ascii: "0") }
    let size =
      digits.count > 18 ? largestExponent : digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return isNegative ? -size : size
  }

  private mutating func normalise() {
    let zeros = digits.reversed().prefix { $0 == 0 }.count
    digits.removeLast(zeros)
    exponent += zeros
    digits.removeFirst(digits.prefix { $0 == 0 }.count)
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }

  /// Whether there is nothing after the decimal point.
  var isInteger: Bool { exponent >= 0 }
}

extension Decimal: Comparable {
  static func < (left: Decimal, right: Decimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Compares without signs.
  private func isSmaller(than other: Decimal) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    let (size, otherSize) = (digits.count + exponent, other.digits.count + other.exponent)
    return size == otherSize ? digits.lexicographicallyPrecedes(other.digits) : size < otherSize
  }
}

// MARK: - Multiples

extension Decimal {
  /// Whether this is a whole multiple of `divisor`, which is above zero.
  func isMultiple(of divisor: Decimal) -> Bool {
    if digits.isEmpty { return true }
    // The digits end in no zero, so 10 does not divide them; a divisor with more zeros cannot either.
    guard exponent >= divisor.exponent else { return false }
    var rest = Natural(divisor.digits)
    // What the zeros of this number divide out of the divisor: as many twos and fives as there are zeros.
    for factor: UInt32 in [2, 5] {
      var zeros = exponent - divisor.exponent
      while zeros > 0, let quotient = rest.divided(by: factor) {
        rest = quotient
        zeros -= 1
      }
    }
    return Natural(digits).isMultiple(of: rest)
  }
}

/// A natural number of any size: digits to the base of 10^9, the least significant first.
private struct Natural {
  private static let base: UInt64 = 1_000_000_000
  private var limbs: [UInt32] = []

  init(_ digits: [UInt8]) {
    var end = digits.count
    while end > 0 {
      let start = max(0, end - 9)
      limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt32($1) })
      end = start
    }
  }

  /// The quotient, if the division leaves nothing.
  func divided(by divisor: UInt32) -> Natural? {
    var quotient = self
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let value = rest * Self.base + UInt64(limbs[index])
      quotient.limbs[index] = UInt32(value / UInt64(divisor))
      rest = value % UInt64(divisor)
    }
    quotient.trim()
    return rest == 0 ? quotient : nil
  }

  func isMultiple(of divisor: Natural) -> Bool {
    if divisor.limbs.count <= 1 {
      let single = UInt64(divisor.limbs.first ?? 1)
      return limbs.reversed().reduce(0) { ($0 * Self.base + UInt64($1)) % single } == 0
    }
    var rest = Natural([])
    for limb in limbs.reversed() {
      rest.limbs.insert(limb, at: 0)
      rest.trim()
      rest.reduce(by: divisor)
    }
    return rest.limbs.isEmpty
  }

  /// Subtracts `divisor` as often as it fits, which is less than the base: by doubling.
  private mutating func reduce(by divisor: Natural) {
    guard !isLess(than: divisor) else { return }
    var multiples = [divisor]
    while let last = multiples.last, !isLess(than: last) { multiples.append(last.adding(last)) }
    for multiple in multiples.reversed() where !isLess(than: multiple) { subtract(multiple) }
  }

  private func isLess(than other: Natural) -> Bool {
    if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
    return limbs.reversed().lexicographicallyPrecedes(other.limbs.reversed())
  }

  private func adding(_ other: Natural) -> Natural {
    var sum = self
    var carry: UInt64 = 0
    for index in limbs.indices {
      let value = UInt64(limbs[index]) + UInt64(other.limbs[index]) + carry
      sum.limbs[index] = UInt32(value % Self.base)
      carry = value / Self.base
    }
    if carry > 0 { sum.limbs.append(UInt32(carry)) }
    return sum
  }

  private mutating func subtract(_ other: Natural) {
    var borrow: Int64 = 0
    for index in limbs.indices {
      var value = Int64(limbs[index]) - borrow - (index < other.limbs.count ? Int64(other.limbs[index]) : 0)
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += Int64(Self.base) }
      limbs[index] = UInt32(value)
    }
    trim()
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }
}
