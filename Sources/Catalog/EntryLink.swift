/// What a relative destination in a README names, seen from the entry's folder.
public enum EntryLink: Hashable, Sendable {
  /// A file of the entry itself, as a path below its folder.
  case own(String)
  /// Another entry, which is named by its folder or by a file in it; the folder's path below the catalog's root.
  case entry(path: String)
  /// A file of the catalog that belongs to no entry.
  case catalog(String)
  /// Nothing: the path leaves the catalog, starts at the root of some host, or has a broken escape.
  case nowhere

  /// Resolves a destination; query and fragment do not count.
  public init(_ destination: String, from folder: EntryFolder) {
    let written = destination.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard let path = Self.decoded(written), let parts = Self.resolved(path, from: folder.path) else {
      self = .nowhere
      return
    }
    let target = parts.joined(separator: "/")
    let depth = folder.path.utf8.count { $0 == UInt8(ascii: "/") } + 1
    if target.hasPrefix(folder.path + "/") {
      self = .own(String(target.dropFirst(folder.path.count + 1)))
    } else if parts.first == "models", parts.count >= depth {
      self = .entry(path: parts.prefix(depth).joined(separator: "/"))
    } else {
      self = .catalog(target)
    }
  }

  private static func resolved(_ path: String, from folder: String) -> [Substring]? {
    if path.hasPrefix("/") { return nil }
    var parts = folder.split(separator: "/")
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        if parts.popLast() == nil { return nil }
      default: parts.append(part)
      }
    }
    return parts
  }

  private static func decoded(_ text: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
        value != 0
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
