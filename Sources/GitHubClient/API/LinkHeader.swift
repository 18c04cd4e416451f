/// The header by which a list says where its next page is.
enum LinkHeader {
  /// The address of the page with the relation `next`, if any.
  static func next(_ header: String) -> String? {
    for part in header.split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.drop { $0 == " " } }
      guard let first = pieces.first, first.hasPrefix("<"), first.hasSuffix(">") else { continue }
      if pieces.dropFirst().contains(#"rel="next""#) { return String(first.dropFirst().dropLast()) }
    }
    return nil
  }
}
