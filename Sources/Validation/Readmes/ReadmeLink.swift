import Catalog
import Markdown

/// What a link of a README is to be judged by.
enum ReadmeLink {
  /// The web, or an address for mail.
  case web
  /// A place in the same README.
  case anchor(String)
  /// Something of the catalog, or what was meant to be.
  case local(EntryLink)
  /// A scheme that the site does not follow.
  case refused

  init(_ destination: String, from folder: EntryFolder) {
    if destination.hasPrefix("#") {
      self = .anchor(String(destination.dropFirst()))
      return
    }
    if destination.hasPrefix("//") {
      self = .web
      return
    }
    let scheme = destination.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    guard scheme.endIndex < destination.endIndex, destination[scheme.endIndex] == ":" else {
      self = .local(EntryLink(destination, from: folder))
      return
    }
    self = ["https", "http", "mailto"].contains(scheme.lowercased()) ? .web : .refused
  }
}
