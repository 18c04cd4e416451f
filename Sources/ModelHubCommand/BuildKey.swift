import Digests
import Site
import SourceText

/// A digest of all that a site follows from besides the files of its catalog.
///
/// Whatever a page comes to depend on goes in here; what is missing here makes a site that is not built anew when it
/// should be.
struct BuildKey {
  private var hash = SHA256()

  init() {}

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
