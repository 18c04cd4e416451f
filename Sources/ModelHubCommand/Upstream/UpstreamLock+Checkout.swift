import Catalog
import FileTrees
import GitStore
import Upstream

extension UpstreamLock {
  /// Why a checkout tells no commit that its files are those of.
  enum Absence: Error, CustomStringConvertible {
    case noRepository(String)
    case changed(String)

    var description: String {
      switch self {
      case .noRepository(let place): "‘\(place)’ is no git repository, or has no commit"
      case .changed(let place): "models in ‘\(place)’ differ from its commit"
      }
    }
  }

  /// The lock of a catalog that was just imported from a checkout; throws ``Absence`` where there can be none.
  static func ofCheckout(_ place: String, _ name: String) throws -> UpstreamLock {
    let repository: Repository
    do throws(GitStoreError) { repository = try Repository.open(at: place) } catch {
      guard error.code == .notARepository else { throw error }
      throw Absence.noRepository(place)
    }
    guard let commit = try repository.head().commit else { throw Absence.noRepository(place) }
    // The import read the files, not the commit.
    guard try repository.status(in: TreePath("xinference/model")).isEmpty else {
      throw Absence.changed(place)
    }
    let seconds = Int(try repository.commit(commit).committer.seconds)
    return UpstreamLock(
      repository: name, commit: commit.hex, date: CalendarDate(secondsSince1970: seconds).description,
      layout: try UpstreamTree(FolderTree(place), prefix: place).layout)
  }
}
