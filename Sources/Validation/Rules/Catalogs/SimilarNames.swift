import Catalog
import Diagnostics
import FileTrees

struct SimilarNames: CatalogRule {
  var page: RulePage {
    RulePage(
      "similar-names", .warning, "Two names should differ by more than dots and dashes",
      what: "Compares the names of all entries without case, `.`, `_` and `-`.",
      why:
        "Nobody can tell `qwen2.5` and `qwen25` apart from memory. As a rule one of them is the other, entered twice.",
      failing: .files(
        [
          "models/llm/example-1.5/model.yaml": .record(.llm, ""),
          "models/llm/example15/model.yaml": .record(.llm, ""),
        ], at: "models/llm/example15"),
      passing: .files([
        "models/llm/example-1.5/model.yaml": .record(.llm, ""),
        "models/llm/example-1.6/model.yaml": .record(.llm, ""),
      ]))
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    var firsts: [BareName: EntryFolder] = [:]
    firsts.reserveCapacity(catalog.context.names.folders.count)
    for folder in catalog.context.names.folders {
      let bare = BareName(name: folder.name)
      guard let first = firsts[bare] else {
        firsts[bare] = folder
        continue
      }
      if ModelName.folded(first.name) == ModelName.folded(folder.name) { continue }
      findings.report(
        "The name ‘\(folder.name)’ is hard to tell from ‘\(first.name)’", at: catalog.location(of: folder),
        help: "If both are meant, allow the finding and say how they differ.",
        notes: [Note("The other entry", at: catalog.location(of: first))])
    }
  }
}

/// A name as far as people remember it: without case, `.`, `_` and `-`.
///
/// Compared in place, since every name of the catalog is.
private struct BareName: Hashable {
  let name: String

  static func == (left: BareName, right: BareName) -> Bool {
    var (lefts, rights) = (left.name.utf8.makeIterator(), right.name.utf8.makeIterator())
    while true {
      let (byte, other) = (next(&lefts), next(&rights))
      guard byte == other else { return false }
      if byte == nil { return true }
    }
  }

  func hash(into hasher: inout Hasher) {
    // Eight bytes at a time: the hasher is slow for single ones.
    var word: UInt64 = 0
    var count = 0
    var bytes = name.utf8.makeIterator()
    while let byte = Self.next(&bytes) {
      word = word << 8 | UInt64(byte)
      count += 1
      if count.isMultiple(of: 8) { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(count)
  }

  private static func next(_ bytes: inout String.UTF8View.Iterator) -> UInt8? {
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
      default: return byte
      }
    }
    return nil
  }
}
