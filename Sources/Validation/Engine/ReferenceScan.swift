import Catalog
import FileTrees

/// Finds the entries whose files may have certain words in them, without parsing any.
///
/// It finds too many rather than too few: a file that spells some of its characters as escapes may have any word.
struct ReferenceScan {
  private let words: [[UInt8]]
  private let aliases: [[UInt8]]

  /// Looks for words as they are, and for aliases in whatever case.
  init(_ words: [String], aliases: [String] = []) {
    self.words = Set(words).sorted().map { Array($0.utf8) }
    self.aliases = Set(aliases).sorted().map { Array($0.utf8) }
  }

  /// The entries that may mention any of the words.
  func hits(among names: NameIndex, _ reader: CatalogReader) throws(FileTreeError) -> [EntryFolder] {
    if words.isEmpty, aliases.isEmpty { return [] }
    var found: [EntryFolder] = []
    for folder in try names.all() where try isHit(folder, reader) { found.append(folder) }
    return found
  }

  private func isHit(_ folder: EntryFolder, _ reader: CatalogReader) throws(FileTreeError) -> Bool {
    for file in try reader.tree.entries(in: folder.path) where file.kind == .file {
      let isModel = file.name.hasPrefix("model.")
      guard isModel || (file.name.hasPrefix("README.") && !words.isEmpty),
        let bytes = try reader.tree.read("\(folder.path)/\(file.name)", limit: 64 << 20)
      else { continue }
      if words.contains(where: { bytes.contains(sequence: $0) }) { return true }
      if isModel, hasEscapes(bytes) || aliases.contains(where: { bytes.contains(word: $0) }) { return true }
    }
    return false
  }

  /// Whether a letter may be written as an escape of JSON or YAML, or a word go on in the next line.
  private func hasEscapes(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while let backslash = bytes.offset(of: UInt8(ascii: "\\"), from: start), backslash + 1 < bytes.count {
      if "uUx\r\n".utf8.contains(bytes[backslash + 1]) { return true }
      start = backslash + 2
    }
    return false
  }
}

extension [UInt8] {
  /// Tells whether a word occurs, upper and lower case of ASCII taken as the same.
  fileprivate func contains(word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    return Set([lowercase(first), uppercase(first)]).contains { first in
      var start = 0
      while let found = offset(of: first, from: start), count - found >= word.count {
        if zip(self[found...], word).allSatisfy({ lowercase($0) == lowercase($1) }) { return true }
        start = found + 1
      }
      return false
    }
  }
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

private func uppercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & ~0x20 : byte
}
