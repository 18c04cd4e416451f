import Catalog

/// Where the feeds lie.
enum FeedPaths {
  static let atom = "feed.xml"
  static let json = "feed.json"

  static func feed(of type: ModelType) -> String { "models/\(type.rawValue)/feed.xml" }

  static func feed(ofModel name: String) -> String { SitePaths.folder(ofModel: name) + "feed.xml" }
}
