import FileTrees
import ModelSources
import Validation

/// What `validate --online` asks, with the answers of earlier runs, which lie in the user's cache.
struct KeptWorld {
  let world: HubWorld
  private let cache: SourceFolder
  private static let file = "online.json"

  init() throws {
    cache = SourceFolder(Environment.cacheFolder)
    let kept = try FolderTree(cache.root).read(Self.file) ?? []
    world = HubWorld(
      CurlDownloader(timeout: 20), HubAddresses(environment: Environment.all),
      cache: OnlineCache(kept, today: Today.date))
  }

  /// Keeps the answers for the next run; one that cannot be kept is asked for again.
  func keep(_ console: Console) {
    do { try cache.write(world.file, to: Self.file) } catch {
      console.say("The answers could not be kept: \(error)")
    }
  }
}
