import Catalog

/// Where each page lies below the site's root.
///
/// Names of models, types and people hold nothing that means something in a path or an address.
enum SitePaths {
  static let page = "index.html"

  static func folder(ofModel name: some StringProtocol) -> String { "models/detail/\(name)/" }

  static func folder(ofPerson login: String) -> String { "people/\(login)/" }

  /// A page of the list of a type, or of all models; the first page is the list's own folder.
  static func folder(ofList type: ModelType?, page: Int) -> String {
    let list = type.map { "models/\($0.rawValue)/" } ?? "models/"
    return page == 1 ? list : "\(list)page/\(page)/"
  }

  static func download(of type: ModelType) -> String { "api/models/\(type.rawValue).json" }

  static func download(of type: ModelType, name: String) -> String {
    "api/models/\(type.rawValue)/\(name).json"
  }

  /// What leads from a page back to the site's root: `../` for each folder of its path.
  static func root(from path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }
}
