public import Diagnostics
public import FileTrees
import GitStore

/// The check of a whole catalog, as publishing and submitting ask for it.
///
/// It is given a catalog, as it is published or as it would be, the paths in it that a submission changes, from the
/// catalog's folder, and the published catalog.
public typealias CatalogCheck = (
  _ catalog: any FileTree, _ changed: [String], _ published: any FileTree
) throws -> [Diagnostic]

extension Registry {
  /// What a check says of a tree that it does not say of the published one already.
  ///
  /// A fault that is published is somebody else's: it must not keep a submission out, least of all one that
  /// mends another of several.
  func findings(
    in tree: ObjectID, against published: ObjectID, changing paths: [TreePath], _ check: CatalogCheck
  ) throws(ReviewError) -> [Diagnostic] {
    let inside = folder.isEmpty ? paths : paths.filter { $0.isInside(TreePath(folder)) }
    let relative = inside.compactMap { path in
      path.text.map { String($0.dropFirst(folder.isEmpty ? 0 : folder.count + 1)) }
    }
    return try world {
      let old = try GitTree(repository.shared(), tree: published, folder: folder)
      let new = try GitTree(repository.shared(), tree: tree, folder: folder)
      let found = try check(new, relative, old).sorted()
      if found.isEmpty { return [] }
      var known: [Finding: Int] = [:]
      for finding in try check(old, relative, old) { known[Finding(finding), default: 0] += 1 }
      return found.filter { finding in
        guard let count = known[Finding(finding)], count > 0 else { return true }
        known[Finding(finding)] = count - 1
        return false
      }
    }
  }
}

/// What makes two findings the same although lines have moved.
private struct Finding: Hashable {
  let rule: String
  let path: String
  let message: String

  init(_ diagnostic: Diagnostic) {
    (rule, path, message) = (diagnostic.rule, diagnostic.location.path, diagnostic.message)
  }
}

extension Proposal.Findings {
  init(_ diagnostics: [Diagnostic]) {
    self.init(
      errors: diagnostics.count { $0.severity == .error },
      warnings: diagnostics.count { $0.severity == .warning })
  }
}
