import FileTrees
import GitStore

/// The repository, its remote, and what CI will install.
struct RepositoryCheckups {
  let catalog: String
  let console: Console

  func all(asking online: Bool) -> [Checkup] {
    let repository: Repository
    do throws(GitStoreError) { repository = try Repository.discover(from: ".") } catch {
      let remedy = error.code == .foreignOwner ? error.advice : "git init -b main"
      return [.problem("repository", error.sentence, remedy: remedy)]
    }
    var checkups: [Checkup] = []
    if repository.isShallow {
      checkups.append(
        .warning(
          "repository", "This clone lacks older history, which an audit needs.",
          remedy: "git fetch --unshallow"))
    } else {
      checkups.append(.good("repository", "The repository is complete"))
    }
    do { checkups += try remote(of: repository, asking: online) } catch {
      checkups.append(.problem("remote", "\(error)", remedy: "git remote -v"))
    }
    return checkups + ciLock(repository.workTree)
  }

  private func remote(of repository: borrowing Repository, asking online: Bool) throws -> [Checkup] {
    guard try repository.remoteNames().contains("origin") else {
      return [
        .warning(
          "remote", "There is no remote ‘origin’: reviews stay in this repository.",
          remedy: "git remote add origin ADDRESS")
      ]
    }
    let remote = try repository.remote("origin")
    guard online else { return [.good("remote", "Reviews live at \(remote.fetchURL)")] }
    let access = try RemoteAccess.ofUser(repository, console)
    let references = try repository.references(of: remote, access: access)
    let reviews = references.count { $0.name.hasPrefix("refs/modelhub/reviews/") }
    return [.good("remote", "\(remote.fetchURL) answers, and holds \(reviews) reviews")]
  }

  private func ciLock(_ workTree: String?) -> [Checkup] {
    let bytes: [UInt8]?
    do { bytes = try workTree.flatMap { try FolderTree.readFile("\($0)ci/modelhub.lock") } } catch {
      bytes = nil
    }
    guard let bytes else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    guard lines.isEmpty else { return [.good("ci", "CI installs a pinned modelhub")] }
    return [
      .warning(
        "ci", "ci/modelhub.lock names no package, so CI cannot start.",
        remedy: "modelhub init --package ADDRESS#sha256=DIGITS --print ci/modelhub.lock > ci/modelhub.lock")
    ]
  }
}
