import BundledFiles
import FileTrees
import FoundationEssentials
import TestSupport
import Testing

/// The files inside the program against those in the checkout.
@Suite struct BundledFilesTests {
  static let folders: [(name: String, bundled: MemoryTree, path: String)] = [
    ("site-templates", BundledFiles.siteTemplates, "site-templates"),
    ("schemas", BundledFiles.schemas, "catalog/schema"),
    ("new-registry", BundledFiles.newRegistry, "new-registry"),
  ]

  @Test("every file of the folder is in the program, byte for byte, and nothing else", arguments: 0..<3)
  func isWhole(index: Int) throws {
    let (name, bundled, path) = Self.folders[index]
    let folder = FolderTree(SharedData.packageRoot.appending(path: path).path)
    var found: [String: [UInt8]] = [:]
    func walk(_ below: String) throws {
      for entry in try folder.entries(in: below) {
        let path = below.appendingPath(entry.name)
        if entry.kind == .folder { try walk(path) } else { found[path] = try folder.read(path) }
      }
    }
    try walk("")
    #expect(!found.isEmpty, "\(name) is empty")
    #expect(Set(bundled.files.keys) == Set(found.keys), "\(name)")
    for (path, bytes) in found { #expect(bundled.files[path] == bytes, "\(name)/\(path)") }
  }
}
