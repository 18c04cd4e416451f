/// Which references of a remote go where.
public struct Refspec: Hashable, Sendable {
  /// The name at the remote; at most one `*` stands for anything.
  public let source: String
  /// The name here, with a `*` if the source has one; empty when nothing is kept.
  public let destination: String
  /// Whether a reference here may lose commits.
  public let isForced: Bool

  /// Reads `[+]SOURCE[:DESTINATION]`, with full names on both sides.
  public init(_ text: String) throws(GitStoreError) {
    var rest = text[...]
    isForced = rest.hasPrefix("+")
    if isForced { rest.removeFirst() }
    (source, destination) = RemoteURL.split(String(rest), at: ":") ?? (String(rest), "")
    let stars = [source, destination].map { $0.utf8.count { $0 == UInt8(ascii: "*") } }
    let names = [source, destination].map { $0.replacingStar(with: "x") }
    guard stars[0] <= 1, destination.isEmpty || stars[0] == stars[1],
      source == "HEAD" || Repository.isValidReferenceName(names[0]) && names[0].hasPrefix("refs/"),
      destination.isEmpty || Repository.isValidReferenceName(names[1]) && names[1].hasPrefix("refs/")
    else {
      throw GitStoreError(
        .invalidName, "‘\(singleLine(text))’ does not say which references go where.",
        advice: "Write it like +refs/heads/*:refs/remotes/origin/*.")
    }
  }

  /// Where a reference of the remote goes; nil when it is not meant or nothing is kept.
  public func destination(of name: String) -> String? {
    guard !destination.isEmpty else { return nil }
    return Self.match(name, source).map { destination.replacingStar(with: $0) }
  }

  /// Which reference of the remote would go to `name`.
  public func source(of name: String) -> String? {
    guard !destination.isEmpty else { return nil }
    return Self.match(name, destination).map { source.replacingStar(with: $0) }
  }

  /// What the star of the pattern stands for in the name; nil when the name does not fit.
  private static func match(_ name: String, _ pattern: String) -> String? {
    guard let (before, after) = RemoteURL.split(pattern, at: "*") else { return name == pattern ? "" : nil }
    let bytes = Array(name.utf8)
    let (head, tail) = (Array(before.utf8), Array(after.utf8))
    guard bytes.count > head.count + tail.count, bytes.starts(with: head),
      bytes.suffix(tail.count) == tail[...]
    else {
      return nil
    }
    return String(decoding: bytes[head.count..<(bytes.count - tail.count)], as: UTF8.self)
  }
}

extension Refspec: CustomStringConvertible {
  /// The refspec as git writes it.
  public var description: String {
    (isForced ? "+" : "") + source + (destination.isEmpty ? "" : ":\(destination)")
  }
}

extension String {
  fileprivate func replacingStar(with text: String) -> String {
    RemoteURL.split(self, at: "*").map { $0 + text + $1 } ?? self
  }
}
