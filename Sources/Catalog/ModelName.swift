/// What a model, a person or a group may be called, and what that makes of its name in paths.
public enum ModelName {
  /// The pattern, as messages and schemas quote it.
  public static let pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$"

  /// Tells whether a name fits the pattern and 200 bytes.
  public static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLetterOrDigit(first), name.utf8.count <= 200 else { return false }
    return name.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
  }

  /// The form in which two names may not be alike: a file system or a host name may not tell them apart.
  public static func folded(_ name: String) -> String { name.lowercased() }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
