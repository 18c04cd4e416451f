public import Diagnostics
public import FileTrees
import GitStore

/// The check of a whole catalog, as publishing and submitting ask for it.
///
/// It is given the catalog as it would be published, and the paths in it that a submission changes, from the
/// catalog's folder.
public typealias CatalogCheck = (_ catalog: any FileTree, _ changed: [String]) throws -> [Diagnostic]

extension Registry {
  /// What a check says of a tree in which some paths changed.
  func findings(
    in tree: ObjectID, changing paths: [TreePath], _ check: CatalogCheck
  ) throws(ReviewError) -> [Diagnostic] {
    let inside = folder.isEmpty ? paths : paths.filter { $0.isInside(TreePath(folder)) }
    let relative = inside.compactMap { path in
      path.text.map { String($0.dropFirst(folder.isEmpty ? 0 : folder.count + 1)) }
    }
    return try world {
      try check(GitTree(repository.shared(), tree: tree, folder: folder), relative).sorted()
    }
  }
}

extension Proposal.Findings {
  init(_ diagnostics: [Diagnostic]) {
    self.init(
      errors: diagnostics.count { $0.severity == .error },
      warnings: diagnostics.count { $0.severity == .warning })
  }
}
