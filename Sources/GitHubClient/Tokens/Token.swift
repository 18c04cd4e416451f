/// A secret that proves who somebody is to GitHub.
///
/// However it is printed, dumped, mirrored or interpolated, it does not show: only ``authorization`` gives it out,
/// for the one header that needs it.
public struct Token: Sendable, Equatable {
  private let secret: String

  /// Takes a token as a variable or a file holds it; `nil` where it is empty or cannot be one.
  public init?(_ text: String) {
    let trimmed = text.utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
    // Anything else could end the header early and begin another.
    guard !trimmed.isEmpty, trimmed.count <= 512, trimmed.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return nil
    }
    secret = String(decoding: Array(trimmed), as: UTF8.self)
  }

  /// The value of the header `Authorization`.
  var authorization: String { "Bearer \(secret)" }

  /// The secret, for the one store that keeps it.
  var stored: String { secret }

  /// A text with every occurrence of the secret taken out.
  func redacted(_ text: String) -> String { text.replacing(secret, with: "‹token›") }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing about the secret.
  public var description: String { "‹token›" }
  /// Nothing about the secret.
  public var debugDescription: String { description }
  /// Nothing to look into.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
