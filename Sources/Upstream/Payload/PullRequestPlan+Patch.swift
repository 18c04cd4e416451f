import GitStore

extension PullRequestPlan {
  /// All changes as one patch that `git apply` takes at the repository's root.
  public func patch() throws(UpstreamError) -> [UInt8] {
    var patch: [UInt8] = []
    for file in files {
      do {
        patch += try LinePatch.text(from: file.old, to: file.new, path: TreePath(file.path))
      } catch {
        throw UpstreamError(.system, error.description)
      }
    }
    return patch
  }
}
