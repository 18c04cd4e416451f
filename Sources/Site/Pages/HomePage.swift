import Catalog
import Templates

/// The first page: what there is, what is worth a look, what changed.
struct HomePage {
  private static let mostFeatured = 9
  private static let mostRecent = 10

  private let featured: [Int]
  private let recent: [Int]

  init(_ index: SiteIndex) {
    featured = Self.featured(index)
    recent = index.listed.indices.filter { index.listed[$0].updatedAt != nil }
      .sorted { Self.isNewer(index.listed[$0], index.listed[$1], $0 < $1) }
      .prefix(Self.mostRecent).map { $0 }
  }

  func fill(_ page: inout TemplateData, in site: Site) {
    let settings = site.settings
    site.fillHead(
      &page, title: settings.title,
      about: settings.description.isEmpty ? settings.title : settings.description, path: SitePaths.page)
    site.fillTypes(&page)
    let models = site.language.count(site.index.listed.count, "count")
    let types = ModelType.allCases.count { !site.index.range(of: $0).isEmpty }
    let counts = site.language(
      types == 1 ? "count.type" : "count.types", ("models", models), ("types", "\(types)"))
    page.setObject("home") { home in
      home["counts"] = .text(counts)
      home["hasFeatured"] = .flag(!featured.isEmpty)
      site.fillModels(&home, "featured", featured)
      home["hasRecent"] = .flag(!recent.isEmpty)
      site.fillModels(&home, "recent", recent)
    }
  }

  /// Featured models, newest first, with the types taking turns so that none fills the page.
  private static func featured(_ index: SiteIndex) -> [Int] {
    var queues = ModelType.allCases.map { type in
      index.range(of: type).filter { index.listed[$0].isFeatured && !index.listed[$0].isDeprecated }
        .sorted { isNewer(index.listed[$0], index.listed[$1], $0 < $1) }[...]
    }
    var picked: [Int] = []
    while picked.count < mostFeatured, queues.contains(where: { !$0.isEmpty }) {
      for queue in queues.indices where picked.count < mostFeatured {
        if let next = queues[queue].popFirst() { picked.append(next) }
      }
    }
    return picked
  }

  private static func isNewer(_ left: EntrySummary, _ right: EntrySummary, _ isBefore: Bool) -> Bool {
    let (left, right) = (left.updatedAt ?? 0, right.updatedAt ?? 0)
    return left == right ? isBefore : left > right
  }
}
