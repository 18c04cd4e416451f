/// Why a path may not be written into a tree.
///
/// These are the paths that git itself refuses to check out on one system or another, because they lead out
/// of the work tree or into the git folder, and those that no file system can hold.
public enum PathFault: String, Hashable, Sendable, CaseIterable {
  /// The path is empty, begins or ends with a slash, or has two in a row.
  case emptyName
  /// A name is `.` or `..`.
  case dots
  /// A name is `.git`, or one that Windows or macOS takes for it.
  case gitFolder
  /// A name holds a backslash, which separates folders on Windows.
  case backslash
  /// The path holds a zero byte.
  case zeroByte
  /// A name is longer than 255 bytes, the path longer than 4096, or it has more than 128 names.
  case tooLong
  /// A symbolic link is called `.gitmodules`, or what Windows or macOS takes for it.
  case linkedSettings

  /// The fault in words that complete "The path … ".
  public var words: String {
    switch self {
    case .emptyName: "is empty, or has an empty name between its slashes"
    case .dots: "goes through ‘.’ or ‘..’"
    case .gitFolder: "leads into a git folder on some system"
    case .backslash: "holds a backslash"
    case .zeroByte: "holds a zero byte"
    case .tooLong: "is longer than file systems allow"
    case .linkedSettings: "is a link where git reads its settings"
    }
  }
}

extension TreePath {
  /// Why something of this mode may not be written here; nil when it may.
  public func fault(for mode: FileMode = .file) -> PathFault? {
    let names = names
    if names.isEmpty { return .emptyName }
    if bytes.count > 4096 || names.count > 128 { return .tooLong }
    for name in names {
      if let fault = Self.fault(inName: name) { return fault }
    }
    return mode == .link && Self.isTaken(name, for: "gitmodules", short: "gitmod~") ? .linkedSettings : nil
  }

  private static func fault(inName name: ArraySlice<UInt8>) -> PathFault? {
    if name.isEmpty { return .emptyName }
    if name.count > 255 { return .tooLong }
    if name.contains(0) { return .zeroByte }
    if name.contains(UInt8(ascii: "\\")) { return .backslash }
    if name.allSatisfy({ $0 == dot }), name.count < 3 { return .dots }
    return isTaken(name, for: "git", short: "git~") ? .gitFolder : nil
  }

  /// Whether some file system takes `name` for `.word`.
  ///
  /// Windows drops dots and blanks at the end and everything from a colon on, and gives every file a short
  /// name; macOS drops invisible characters. Both ignore case.
  private static func isTaken(_ name: ArraySlice<UInt8>, for word: String, short: String) -> Bool {
    let folded = name.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    var windows = folded.prefix { $0 != UInt8(ascii: ":") }
    while let last = windows.last, last == dot || last == UInt8(ascii: " ") { windows.removeLast() }
    let dotted = Array(".\(word)".utf8)
    if windows.elementsEqual(dotted) { return true }
    let digits = windows.dropFirst(short.utf8.count)
    if windows.starts(with: short.utf8), digits.count == 1, (0x31...0x34).contains(digits.first ?? 0) {
      return true
    }
    let visible = String(decoding: folded, as: UTF8.self).unicodeScalars.filter { !isInvisible($0) }
    return visible.elementsEqual(".\(word)".unicodeScalars)
  }

  /// The characters that HFS+ ignores in a name.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }

  func refuseFault(for mode: FileMode) throws(GitStoreError) {
    guard let fault = fault(for: mode) else { return }
    throw GitStoreError(
      .unsafePath, "The path ‘\(singleLine(description))’ \(fault.words).", advice: "Choose another name.")
  }
}

private let dot = UInt8(ascii: ".")
