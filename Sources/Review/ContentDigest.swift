import Digests

/// What a submission contains, in 32 bytes: SHA-256 over the path, mode and content of each changed file.
///
/// It says nothing of the commit that the submission starts from, so a rebase that leaves the changed files
/// as they are keeps it.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// `sha256:` and 64 hexadecimal digits.
  public let description: String

  /// Reads a digest as events carry it; nil for anything else.
  public init?(_ text: String) {
    let digits = text.utf8.dropFirst(Self.prefix.utf8.count)
    guard text.hasPrefix(Self.prefix), digits.count == 64, digits.allSatisfy(Self.isHexDigit) else {
      return nil
    }
    description = text
  }

  fileprivate init(hex: String) { description = Self.prefix + hex }

  /// The first digits, for people.
  public var short: String { String(description.dropFirst(Self.prefix.count).prefix(12)) }

  private static let prefix = "sha256:"

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

/// Takes in the changed files of a submission, in the order of their paths' bytes.
struct ContentHasher {
  private var hash = SHA256()

  /// Adds a file; its content is nil where the submission removes it.
  mutating func add(path: [UInt8], mode: UInt32, content: [UInt8]?) {
    // Lengths first, so that no two rows of files look alike.
    let size = content.map { "\($0.count)" } ?? "gone"
    hash.update(Array("\(path.count) \(String(mode, radix: 8)) \(size)\0".utf8))
    hash.update(path)
    if let content { hash.update(content) }
  }

  consuming func finish() -> ContentDigest { ContentDigest(hex: hash.finish()) }
}
