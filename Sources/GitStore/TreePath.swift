/// A path inside a tree: the bytes git keeps, with `/` between the names.
///
/// Git sets no encoding, so a path may not be text. Any path that a tree holds can be expressed, also
/// harmful ones; `fault` says why a path may not be written.
public struct TreePath: Hashable, Sendable {
  /// The bytes, without a `/` at either end; empty for the root.
  public let bytes: [UInt8]

  /// The path of the whole tree.
  public static let root = TreePath(bytes: [])

  /// Takes the bytes of a path.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Takes the UTF-8 bytes of a text.
  public init(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8))
  }

  init(cString: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    var next = unsafe cString
    while case let byte = unsafe UInt8(bitPattern: next.pointee), byte != 0 {
      bytes.append(byte)
      unsafe next += 1
    }
    self.init(bytes: bytes)
  }

  /// The path as text; nil when it is not UTF-8.
  public var text: String? {
    String(validating: bytes, as: UTF8.self)
  }

  /// The names along the path, outermost first.
  public var names: [ArraySlice<UInt8>] {
    bytes.isEmpty ? [] : bytes.split(separator: slash, omittingEmptySubsequences: false)
  }

  /// The last name.
  public var name: ArraySlice<UInt8> {
    bytes.lastIndex(of: slash).map { bytes[($0 + 1)...] } ?? bytes[...]
  }

  /// The folder that holds what this path names; the root for the root.
  public var parent: TreePath {
    bytes.lastIndex(of: slash).map { TreePath(bytes: Array(bytes[..<$0])) } ?? .root
  }

  /// The path of `name` in the folder that this path names.
  public func appending(_ name: some Collection<UInt8>) -> TreePath {
    var path: [UInt8] = []
    path.reserveCapacity(bytes.count + 1 + name.count)
    path += bytes
    if !bytes.isEmpty { path.append(slash) }
    path += name
    return TreePath(bytes: path)
  }

  /// Whether the path is `folder` or lies in it.
  public func isInside(_ folder: TreePath) -> Bool {
    guard !folder.bytes.isEmpty else { return true }
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || bytes[folder.bytes.count] == slash
  }
}

extension TreePath: Comparable {
  /// Orders paths by their bytes.
  public static func < (left: TreePath, right: TreePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension TreePath: ExpressibleByStringLiteral {
  /// Takes the UTF-8 bytes of a literal.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}

extension TreePath: CustomStringConvertible {
  /// The path for people; bytes that are not UTF-8 come out as U+FFFD.
  public var description: String {
    String(decoding: bytes, as: UTF8.self)
  }
}

let slash = UInt8(ascii: "/")
