/// Decodes character references such as `&amp;`, `&#228;` and `&CounterClockwiseContourIntegral;`.
///
/// The names are the HTML parser's, which has all of the standard's. Asking it costs some
/// microseconds, so that answers are kept, and a document may ask for only so many.
struct EntityDecoder {
  /// How many different names a document may use; HTML has 2125.
  private static let maximumNames = 512

  private static let common: [[UInt8]: [UInt8]] = [
    Array("&amp;".utf8): [UInt8(ascii: "&")],
    Array("&gt;".utf8): [UInt8(ascii: ">")],
    Array("&lt;".utf8): [UInt8(ascii: "<")],
    Array("&nbsp;".utf8): [0xC2, 0xA0],
    Array("&quot;".utf8): [UInt8(ascii: "\"")],
  ]

  private var names = common

  /// What a reference, from `&` to `;`, stands for; an unknown one stands for itself.
  mutating func decode(_ reference: [UInt8]) -> [UInt8] {
    if reference.count > 3, reference[1] == UInt8(ascii: "#") { return Self.decodeNumber(reference) }
    if let known = names[reference] { return known }
    guard names.count < Self.maximumNames else { return reference }
    let decoded = HTMLTree(fragment: reference).text
    // The HTML parser also takes a name without semicolon from the start of a longer one.
    let isWhole = decoded.last != UInt8(ascii: ";") || reference == Array("&semi;".utf8)
    let answer = isWhole && !decoded.isEmpty ? decoded : reference
    names[reference] = answer
    return answer
  }

  private static func decodeNumber(_ reference: [UInt8]) -> [UInt8] {
    let digits = reference[2..<(reference.count - 1)]
    let isHexadecimal = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let text = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
    let scalar = UInt32(text, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
    let isControl = scalar.properties.generalCategory == .control && !["\t", "\n", "\r"].contains(scalar)
    return Array(String(isControl ? "\u{FFFD}" : scalar).utf8)
  }
}
