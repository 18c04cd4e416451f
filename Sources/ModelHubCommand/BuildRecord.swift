import FileTrees

/// What a build was made from and what it left behind.
struct BuildRecord: Equatable {
  /// All that the site follows from besides the catalog and its history; see ``BuildKey``.
  var key: String
  /// What pages tell of the past and of reviews.
  var history: String
  /// The catalog's tree, where a commit was built.
  var tree: String
  /// How many files the site has.
  var files: Int
  /// The stamps of the files that have what the site remembers.
  var parts: [String]
  /// The catalog's files, where those on disk were built.
  var inputs: TreeStamps?
  /// The site's files.
  var outputs: TreeStamps

  private static let opening = "modelhub build record 3"

  /// The record as a file, which is of use on this machine only: lines, and behind them the stamps.
  var pieces: [[UInt8]] {
    let inputCount = inputs.map(\.bytes.count) ?? -1
    let lines = [
      Self.opening, key, history, tree, "\(files)", parts.joined(separator: "\t"), "\(inputCount)", "",
    ]
    return [Array(lines.joined(separator: "\n").utf8), inputs?.bytes ?? [], outputs.bytes]
  }
}

extension BuildRecord {
  /// Reads a record; `nil` where it is none of this form.
  init?(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 7, omittingEmptySubsequences: false)
    guard lines.count == 8 else { return nil }
    let words = lines.dropLast().map { String(decoding: $0, as: UTF8.self) }
    guard words[0] == Self.opening, let files = Int(words[4]), let count = Int(words[6]),
      count <= lines[7].count
    else { return nil }
    let parts = words[5].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    self.init(
      key: words[1], history: words[2], tree: words[3], files: files, parts: parts,
      inputs: count < 0 ? nil : TreeStamps(bytes: Array(lines[7].prefix(count))),
      outputs: TreeStamps(bytes: Array(lines[7].dropFirst(max(0, count)))))
  }
}
