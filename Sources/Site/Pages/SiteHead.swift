import Catalog
import Templates

/// What templates are told on every page, whatever it is about.
struct SiteHead {
  private(set) var data = TemplateData()

  init(
    _ settings: RegistrySettings, _ options: SiteOptions, _ material: MaterialIndex, _ language: SiteLanguage,
    manifest: String, hasPeople: Bool
  ) {
    data["index"] = .text(options.folderPage)
    data.setObject("language") { data in
      data["tag"] = .text(language.tag)
      data["direction"] = .text(language.direction)
    }
    data.setObject("site") { site in
      site["title"] = .text(settings.title)
      site["description"] = .text(settings.description)
      site["logo"] = .text(ifAny: material.head.logoPath)
      site["hasPeople"] = .flag(hasPeople)
      site["hasRules"] = .flag(material.head.hasRules)
      site["hasDocs"] = .flag(material.head.hasDocuments)
      site["hasReviews"] = .flag(material.head.hasReviews)
      site["data"] = .text(SitePaths.data)
      site["manifest"] = .text(manifest)
      site.setList("downloads", ModelType.allCases) { download, type in
        download["type"] = .text(type.rawValue)
        download["href"] = .text(SitePaths.download(of: type))
      }
    }
  }
}

/// The parts of the site that its head leads to.
enum SiteSection {
  case models, people, compare
}

extension Site {
  /// Fills what the page's own head says.
  func fillHead(
    _ page: inout TemplateData, title: String, about: String, path: String? = nil,
    section: SiteSection? = nil, isUnlisted: Bool = false, picture: String? = nil
  ) {
    fillLanguages(&page, path)
    page.setObject("page") { head in
      head["title"] = .text(title == settings.title ? title : "\(title) · \(settings.title)")
      head["description"] = .text(about)
      head["canonical"] = .text(ifAny: path.flatMap { address(of: languageFolder + $0) })
      head["unlisted"] = .flag(isUnlisted)
      head["inModels"] = .flag(section == .models)
      head["inPeople"] = .flag(section == .people)
      head["inCompare"] = .flag(section == .compare)
      let base = options.baseURL ?? settings.baseURL
      head["picture"] = .text(ifAny: base.map { $0 + (picture ?? "assets/cards/site.png") })
    }
  }

  /// Fills the types with the number of their entries.
  func fillTypes(_ page: inout TemplateData, current: ModelType? = nil) {
    page.setList("types", ModelType.allCases) { row, type in
      row["id"] = .text(type.rawValue)
      row["label"] = .text(language("type.\(type.rawValue)"))
      row["count"] = .bytes(grouped(index.range(of: type).count))
      row["current"] = .flag(type == current)
    }
  }

  /// Fills where the same page is in the site's languages; a page without an address of its own is in one.
  private func fillLanguages(_ page: inout TemplateData, _ path: String?) {
    let path = languages.count > 1 ? path : nil
    page["hasLanguages"] = .flag(path != nil)
    page.setList("languages", path == nil ? [] : languages) { row, other in
      let target = folder(of: other) + (path ?? "")
      let folder = target.hasSuffix(SitePaths.page) ? target.dropLast(SitePaths.page.count) : target[...]
      row["tag"] = .text(other.tag)
      row["name"] = .text(other.name)
      row["href"] = .text(folder + options.folderPage)
      row["address"] = .text(
        address(of: target) ?? SitePaths.root(from: languageFolder + (path ?? "")) + folder
          + options.folderPage)
      row["current"] = .flag(other.tag == language.tag)
    }
  }

  /// Where a page of the current language is served; nothing where the site does not know its own address.
  func pageAddress(_ path: String) -> String? { address(of: languageFolder + path) }

  private func address(of path: String) -> String? {
    guard let base = options.baseURL ?? settings.baseURL else { return nil }
    return base + (path.hasSuffix(SitePaths.page) ? path.dropLast(SitePaths.page.count) : path[...])
  }
}

extension SiteOptions {
  /// What leads to the root of the served site from a page whose own address is not known, such as the one
  /// for addresses without a page.
  func rootOfServedSite(_ settings: RegistrySettings) -> String {
    guard let base = baseURL ?? settings.baseURL, let scheme = base.firstRange(of: "://") else { return "/" }
    let path = base[scheme.upperBound...].drop { $0 != "/" }
    return path.isEmpty ? "/" : String(path)
  }
}

/// A number as readers are shown it.
func grouped(_ number: Int) -> Text {
  var text: [UInt8] = []
  text.append(grouped: number)
  return text[...]
}
