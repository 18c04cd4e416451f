/// Where reviews live: in this repository, or at a remote that it follows.
public enum ReviewHome: Hashable, Sendable {
  /// Here; commands change these references themselves.
  case here
  /// At the remote of this name; commands push there, and this repository has copies.
  case remote(String)
}

/// The names, in this repository, of the references that a home's reviews are read from.
struct ReviewReferences {
  /// The published branch, as it is called at home.
  let homeMain: String
  let main: String
  let branches: String
  let logs: String

  init(_ home: ReviewHome, branch: String) {
    homeMain = "refs/heads/\(branch)"
    switch home {
    case .here:
      (main, branches, logs) = ("refs/heads/\(branch)", ReviewID.branches, ReviewID.logs)
    case .remote(let name):
      main = "refs/remotes/\(name)/\(branch)"
      branches = "refs/remotes/\(name)/review/"
      logs = "refs/modelhub/remotes/\(name)/reviews/"
    }
  }

  func branch(_ id: ReviewID) -> String { branches + id.description }
  func log(_ id: ReviewID) -> String { logs + id.description }
}
