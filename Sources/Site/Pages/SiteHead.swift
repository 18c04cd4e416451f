import Catalog
import Templates

/// What templates are told on every page, whatever it is about.
struct SiteHead {
  private(set) var data = TemplateData()

  init(_ settings: RegistrySettings, _ options: SiteOptions, _ material: MaterialIndex, hasPeople: Bool) {
    data["index"] = .text(options.folderPage)
    data.setObject("site") { site in
      site["title"] = .text(settings.title)
      site["description"] = .text(settings.description)
      site["language"] = .text(settings.language)
      site["logo"] = .text(ifAny: options.logo)
      site["hasPeople"] = .flag(hasPeople)
      site["hasRules"] = .flag(!material.rules.isEmpty)
      site["hasDocs"] = .flag(!material.documents.isEmpty)
      site["hasReviews"] = .flag(!material.reviews.isEmpty)
      site["data"] = .text(SitePaths.data)
      site.setList("downloads", ModelType.allCases) { download, type in
        download["type"] = .text(type.rawValue)
        download["href"] = .text(SitePaths.download(of: type))
      }
    }
  }
}

/// The parts of the site that its head leads to.
enum SiteSection {
  case models, people
}

extension Site {
  /// Fills what the page's own head says.
  func fillHead(
    _ page: inout TemplateData, title: String, about: String, path: String? = nil,
    section: SiteSection? = nil, isUnlisted: Bool = false
  ) {
    page.setObject("page") { head in
      head["title"] = .text(title == settings.title ? title : "\(title) · \(settings.title)")
      head["description"] = .text(about)
      head["canonical"] = .text(ifAny: path.flatMap { address(of: $0) })
      head["unlisted"] = .flag(isUnlisted)
      head["inModels"] = .flag(section == .models)
      head["inPeople"] = .flag(section == .people)
    }
  }

  /// Fills the types with the number of their entries.
  func fillTypes(_ page: inout TemplateData, current: ModelType? = nil) {
    page.setList("types", ModelType.allCases) { row, type in
      row["id"] = .text(type.rawValue)
      row["label"] = .text(Labels.short(type))
      row["count"] = .bytes(grouped(index.range(of: type).count))
      row["current"] = .flag(type == current)
    }
  }

  /// Where a page is served; nothing where the site does not know its own address.
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
