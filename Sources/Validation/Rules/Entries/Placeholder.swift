/// The names between braces in a template.
enum Placeholder {
  static func all(in text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard var open = text.firstIndex(of: UInt8(ascii: "{")) else { return [] }
    var names: [ArraySlice<UInt8>] = []
    while let close = text[open...].firstIndex(of: UInt8(ascii: "}")) {
      names.append(text[(open + 1)..<close])
      guard let next = text[close...].firstIndex(of: UInt8(ascii: "{")) else { break }
      open = next
    }
    return names
  }
}
