import Catalog
import Markdown
import Templates

extension ModelPage {
  /// Renders the READMEs, the one in the catalog's own language first.
  func renderReadmes(in site: Site) -> [Readme] {
    let links = ReadmeLinks(
      entry, site.index, assetFolder: site.assetFolder(of: entry), folderPage: site.options.folderPage)
    return files.readmes.map { file in
      let language = Readme.language(ofFile: file.name)
      var options = MarkdownOptions()
      options.idPrefix = language.map { "readme.\($0)-" } ?? "readme-"
      options.headingShift = 1
      options.links = LinkPolicy { links.address(ofDestination: $0.destination, isImage: $0.isImage) }
      return Readme(
        anchor: Readme.anchor(language), tag: language ?? site.settings.language,
        page: MarkdownRenderer(options).render(file.bytes))
    }
  }

  /// The names of other entries that the page leads to, where those are there, sorted.
  var mentions: [String] {
    let paths = ReadmePaths(folder: entry.folder.path)
    let targets = readmes.flatMap(\.page.links).compactMap { paths.target(ofDestination: $0.destination) }
    var names = Set(targets.compactMap(paths.nameOfEntry))
    if let replacement = entry.hub.lifecycle?.replacedBy?.value { names.insert(replacement) }
    return names.sorted()
  }

  /// Fills the READMEs.
  func fillReadmes(_ page: inout TemplateData, in site: Site) {
    // The reader's language first; the others in their order.
    let own = readmes.filter { $0.tag == site.language.tag }
    let readmes = own + readmes.filter { $0.tag != site.language.tag }
    page.setObject("readme") { data in
      data["hasSeveral"] = .flag(readmes.count > 1)
      data.setList("texts", readmes) { data, readme in
        data["id"] = .text(readme.anchor)
        data["lang"] = .text(readme.tag)
        data["label"] = .text(Labels.language(readme.tag))
        data["html"] = .html(readme.page.html)
        data["isCut"] = .flag(readme.page.isTruncated)
        fillContents(&data, readme.page.headings)
      }
    }
  }

  private func fillContents(_ data: inout TemplateData, _ headings: [RenderedMarkdown.Heading]) {
    let listed = headings.filter { (2...4).contains($0.level) && !$0.text.isEmpty }.prefix(100)
    data["hasContents"] = .flag(listed.count > 3)
    data.setList("contents", listed) { row, heading in
      row["id"] = .text(heading.id)
      row["text"] = .text(heading.text)
      row["level"] = .number(heading.level)
    }
  }
}

/// A README, rendered.
struct Readme {
  /// The id of its article on the page.
  let anchor: String
  /// Its language, as a BCP 47 tag.
  let tag: String
  let page: RenderedMarkdown
  /// Its words without markup and code.
  var words: String { page.plainText }

  /// The language tag in `README.zh-CN.md`; `nil` for `README.md`.
  static func language(ofFile name: String) -> String? {
    let parts = name.split(separator: ".")
    guard parts.count == 3, parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "-") || isLetterOrDigit($0) })
    else { return nil }
    return String(parts[1])
  }

  /// The id of a README's article on the page.
  static func anchor(_ language: String?) -> String { language.map { "text.\($0)" } ?? "text" }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

/// Where the relative links of a README lead on the site.
///
/// They are written for the repository, from the entry's folder. A link to something that the site does not
/// have, or may not show, leads nowhere and is dropped.
struct ReadmeLinks: Sendable {
  private let paths: ReadmePaths
  private let assets: [String]
  private let readmes: [String]
  /// What leads from the entry's page to the folder that has its pictures.
  private let assetFolder: String
  private let index: SiteIndex
  private let folderPage: String

  init(_ entry: Entry, _ index: SiteIndex, assetFolder: String, folderPage: String) {
    self.assetFolder = assetFolder
    paths = ReadmePaths(folder: entry.folder.path)
    assets = entry.assets
    readmes = entry.readmes
    self.index = index
    self.folderPage = folderPage
  }

  /// The address, seen from the entry's page; `nil` where the site has nothing there.
  func address(ofDestination destination: String, isImage: Bool) -> String? {
    guard let target = paths.target(ofDestination: destination) else { return nil }
    if let own = target.removing(prefix: paths.folder + "/") {
      if assets.contains(own) { return assetFolder + encoded(own) }
      guard !isImage, readmes.contains(own) else { return nil }
      return "#" + Readme.anchor(Readme.language(ofFile: own))
    }
    guard !isImage, let name = paths.nameOfEntry(at: target), index.contains(name) else { return nil }
    return "../\(name)/\(folderPage)"
  }

  private func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    URLText.append(path: path.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What the relative links of a README mean in the catalog, whatever is there.
struct ReadmePaths: Sendable {
  /// The entry's folder below the catalog's root.
  let folder: String

  /// The path from the catalog's root; `nil` where it leaves the catalog, or is none.
  func target(ofDestination destination: String) -> String? {
    let written = destination.prefix { $0 != "?" && $0 != "#" }
    guard let path = URLText.decoded(path: String(written)), !path.hasPrefix("/") else { return nil }
    var parts = folder.split(separator: "/")
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// The name of the entry whose folder or README is at a path.
  func nameOfEntry(at path: String) -> String? {
    var parts = path.split(separator: "/").map(String.init)
    if let last = parts.last, last.hasPrefix("README.") { parts.removeLast() }
    guard (3...4).contains(parts.count), parts[0] == "models", ModelType(rawValue: parts[1]) != nil else {
      return nil
    }
    return parts.last
  }
}

extension String {
  fileprivate func removing(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

extension Site {
  /// What leads from an entry's page to the folder that has its pictures; there is one for all languages.
  func assetFolder(of entry: Entry) -> String {
    let folder = SitePaths.folder(ofModel: entry.name)
    return languageFolder.isEmpty ? "" : SitePaths.root(from: languageFolder + folder) + folder
  }
}
