/// The name of a folder for a text that nobody vouches for.
enum Slug {
  /// Letters and digits of any script, with `.`, `_` and `-` between them; never empty, and never a name
  /// that a page's folder holds anyway.
  static func of(_ text: some Collection<UInt8>) -> String {
    var slug = ""
    var wantsDash = false
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let isKept = isWord(scalar) || (scalar == "." || scalar == "_") && !slug.isEmpty
      guard isKept else {
        wantsDash = !slug.isEmpty
        continue
      }
      guard slug.utf8.count < longest else { break }
      if wantsDash { slug.unicodeScalars.append("-") }
      wantsDash = false
      slug.unicodeScalars.append(scalar)
    }
    return slug.isEmpty || slug == SitePaths.page ? "x-" + mark(of: text) : slug
  }

  /// The slug with a mark that tells it from that of another text.
  static func of(_ text: some Collection<UInt8>, besides slug: String) -> String {
    "\(slug)-\(mark(of: text))"
  }

  private static let longest = 48

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Some digits of the text's FNV-1a hash.
  private static func mark(of text: some Collection<UInt8>) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return String(hash % 2_176_782_336, radix: 36)
  }
}
