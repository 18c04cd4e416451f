import Digests
import FileTrees
import Site
import SourceText

/// What a build was made from and what it left behind.
struct BuildRecord: Equatable {
  /// All that the site follows from besides the catalog's files; see ``BuildKey``.
  let key: String
  /// The catalog's files; `nil` where the key says it all, as for a commit.
  let inputs: TreeStamps?
  /// The site's files.
  let outputs: TreeStamps
  /// How many files the site has.
  let files: Int

  private static let opening = Array("modelhub build record 1\n".utf8)

  /// The record as a file, which is of use on this machine only.
  var bytes: [UInt8] {
    var bytes = Self.opening + Array(key.utf8)
    for number in [files, inputs.map { $0.bytes.count + 1 } ?? 0] {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    if let inputs { bytes += inputs.bytes }
    return bytes + outputs.bytes
  }
}

extension BuildRecord {
  /// Reads a record; `nil` where it is none of this form.
  init?(_ bytes: [UInt8]) {
    let start = Self.opening.count
    let numbers = start + 64
    guard bytes.count >= numbers + 16, bytes.starts(with: Self.opening) else { return nil }
    func number(_ place: Int) -> Int {
      (0..<8).reduce(0) { $0 | Int(bytes[numbers + place * 8 + $1]) << (8 * $1) }
    }
    let inputs = numbers + 16
    let inputCount = number(1) - 1
    guard inputCount < bytes.count - inputs else { return nil }
    key = String(decoding: bytes[start..<numbers], as: UTF8.self)
    files = number(0)
    self.inputs = inputCount < 0 ? nil : TreeStamps(bytes: Array(bytes[inputs..<inputs + inputCount]))
    outputs = TreeStamps(bytes: Array(bytes[(inputs + max(0, inputCount))...]))
  }
}

/// A digest of all that a site follows from besides the files of its catalog.
///
/// Whatever a page comes to depend on (history, reviews, the clock) goes in here; what is missing here makes a site
/// that is not built anew when it should be.
struct BuildKey {
  private var hash = SHA256()

  init(_ templates: [String: SourceText], _ options: SiteOptions) {
    add("\(options)")
    for (path, source) in templates.sorted(by: { $0.key < $1.key }) {
      add(path)
      add(bytes: source.bytes)
    }
  }

  /// Adds something that the site follows from.
  mutating func add(_ text: String) { add(bytes: Array(text.utf8)) }

  private mutating func add(bytes: [UInt8]) {
    // With its length, so that no two lists of parts are alike.
    hash.update(Array("\(bytes.count) ".utf8))
    hash.update(bytes)
  }

  consuming func finish() -> String { hash.finish() }
}
