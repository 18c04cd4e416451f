/// Punycode (RFC 3492): the letters of a host name's label as ASCII.
enum Punycode {
  private static let base = 36
  private static let (low, high, skew, damp) = (1, 26, 38, 700)
  private static let largest = 0x10FFFF

  /// The label that ASCII text stands for, without its `xn--`; nil if it stands for none.
  static func decoded(_ text: some BidirectionalCollection<UInt8>) -> [Unicode.Scalar]? {
    var output: [Int] = []
    var rest = text[...]
    if let hyphen = text.lastIndex(of: UInt8(ascii: "-")) {
      output = text[..<hyphen].map(Int.init)
      rest = text[text.index(after: hyphen)...]
    }
    var (code, index, bias) = (128, 0, 72)
    while !rest.isEmpty {
      let start = index
      var (weight, position) = (1, base)
      while true {
        guard let byte = rest.popFirst(), let digit = digit(byte) else { return nil }
        index += digit * weight
        guard index <= largest * (output.count + 1) else { return nil }
        let threshold = threshold(position, bias)
        if digit < threshold { break }
        weight *= base - threshold
        position += base
      }
      let count = output.count + 1
      bias = adapted(index - start, count, isFirst: start == 0)
      code += index / count
      guard code <= largest else { return nil }
      output.insert(code, at: index % count)
      index = index % count + 1
    }
    let scalars = output.compactMap { Unicode.Scalar(UInt32($0)) }
    return scalars.count == output.count ? scalars : nil
  }

  /// A label as ASCII, without `xn--`.
  static func encoded(_ label: [Unicode.Scalar]) -> [UInt8] {
    var output = label.filter(\.isASCII).map { UInt8(ascii: $0) }
    let basic = output.count
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var (code, delta, bias, handled) = (128, 0, 72, basic)
    for next in Set(label.map { Int($0.value) }).sorted() where next >= 128 {
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in label.map({ Int($0.value) }) {
        if scalar < code { delta += 1 }
        guard scalar == code else { continue }
        append(delta, bias, to: &output)
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return output
  }

  private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
    var (rest, position) = (delta, base)
    while true {
      let threshold = threshold(position, bias)
      guard rest >= threshold else { break }
      output.append(letter(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
    output.append(letter(rest))
  }

  private static func threshold(_ position: Int, _ bias: Int) -> Int { min(max(position - bias, low), high) }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var position = 0
    while delta > (base - low) * high / 2 {
      delta /= base - low
      position += base
    }
    return position + (base - low + 1) * delta / (delta + skew)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    default: nil
    }
  }

  private static func letter(_ digit: Int) -> UInt8 {
    UInt8(digit < 26 ? digit + 97 : digit + 22)
  }
}
