import Catalog
import FileTrees

/// Where an export may be written.
///
/// A new or empty folder; or, to be brought up to date, an upstream tree of the same layout, or an earlier
/// export for downloads. Anything else is refused, and so is a way that leads through a symbolic link, which
/// could end anywhere.
enum ExportTarget {
  static func check(_ root: String, _ layout: ExportLayout) throws(UpstreamError) {
    let tree = FolderTree(root)
    let names = try withFiles { () throws(FileTreeError) in try tree.entries(in: "") }
    if names.allSatisfy({ $0.name == ".git" }) { return }
    switch layout {
    case .download:
      let own = Set(ModelType.allCases.map { "\($0.rawValue).json" })
      guard names.allSatisfy({ $0.kind == .file && own.contains($0.name) }) else { throw foreign(root) }
    case .split, .aggregate:
      guard try UpstreamTree.layout(of: tree)?.rawValue == layout.rawValue else { throw foreign(root) }
      for type in ModelType.allCases { try refuseLinks(tree, type.splitFolder, root) }
    }
  }

  private static func refuseLinks(_ tree: FolderTree, _ folder: String, _ root: String) throws(UpstreamError)
  {
    var parent = ""
    for part in folder.split(separator: "/") {
      let entries = try withFiles { () throws(FileTreeError) in try tree.entries(in: parent) }
      guard let entry = entries.first(where: { $0.name == part }) else { return }
      parent = parent.appendingPath(entry.name)
      if entry.kind == .link {
        throw UpstreamError(
          .foreignTarget,
          "‘\(root)/\(parent)’ is a symbolic link, which is not written through; export elsewhere.")
      }
    }
  }

  private static func foreign(_ root: String) -> UpstreamError {
    UpstreamError(
      .foreignTarget,
      "‘\(root)’ holds other files than an export in this layout; name a new or empty folder, or such an export."
    )
  }
}
