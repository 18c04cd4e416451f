public import FileTrees

/// The files that the program carries in itself, so that it works alone: no file has to be installed beside it.
///
/// They are those of the folders that lie, as links, beside this source; the build turns them into code.
public enum BundledFiles {
  /// The templates of the site, and its assets.
  public static var siteTemplates: MemoryTree { tree("site-templates") }

  /// The templates of READMEs, a folder for each language.
  public static var readmeTemplates: MemoryTree { tree("readme-templates") }

  /// The schemas of entries, people and settings.
  public static var schemas: MemoryTree { tree("schema") }

  /// What a new registry starts with: a folder for each part of it.
  public static var newRegistry: MemoryTree { tree("new-registry") }

  /// The documentation.
  public static var documents: MemoryTree { tree("docs") }

  private static func tree(_ folder: String) -> MemoryTree {
    var tree = MemoryTree()
    for file in embeddedFiles where file.path.hasPrefix(folder + "/") {
      let bytes = file.text.withUTF8Buffer { unsafe Array($0) }
      let path = String(file.path.dropFirst(folder.count + 1))
      tree.files[path] = file.isText ? bytes : oneForEachScalar(bytes)
    }
    return tree
  }

  /// What is no text lies in the program as one with a scalar for each byte.
  private static func oneForEachScalar(_ text: [UInt8]) -> [UInt8] {
    String(decoding: text, as: UTF8.self).unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }
}
