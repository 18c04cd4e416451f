import Catalog

/// Where each page lies below the site's root.
///
/// Names of models, types and people hold nothing that means something in a path or an address.
enum SitePaths {
  static let page = "index.html"
  /// The files that the pages' scripts read.
  static let data = "data/"

  static func folder(ofModel name: some StringProtocol) -> String { "models/detail/\(name)/" }

  static func folder(ofPerson login: String) -> String { "people/\(login)/" }

  /// A page of the list of a type, or of all models; the first page is the list's own folder.
  static func folder(ofList type: ModelType?, page: Int) -> String {
    let list = type.map { "models/\($0.rawValue)/" } ?? "models/"
    return page == 1 ? list : "\(list)page/\(page)/"
  }

  /// A page of the models with a value of a facet; the first page is the value's own folder.
  static func folder(of value: FacetValue, page: Int = 1) -> String {
    let folder = "\(value.facet.folder ?? "")/\(value.slug)/"
    return page == 1 ? folder : "\(folder)page/\(page)/"
  }

  static func download(of type: ModelType) -> String { "api/models/\(type.rawValue).json" }

  static func download(of type: ModelType, name: String) -> String {
    "api/models/\(type.rawValue)/\(name).json"
  }

  /// A path as an address has it; the folders of facets may be named in any script.
  static func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    URLText.append(path: path.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What leads from a page back to the site's root: `../` for each folder of its path.
  static func root(from path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }
}
