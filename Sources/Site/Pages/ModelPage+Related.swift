import Catalog
import Documents
import SourceText
import Templates

extension ModelPage {
  /// Fills the models of the same type whose names begin alike: the neighbours in the lists.
  func fillRelated(_ model: inout TemplateData, in site: Site) {
    let related = place.map { site.index.related(to: $0, most: SiteIndex.mostRelated) } ?? []
    model["hasRelated"] = .flag(!related.isEmpty)
    model.setList("related", related) { row, number in
      let summary = site.index.listed[number]
      let name = site.index.text(summary.name)
      row["name"] = .bytes(name)
      row["href"] = .text(SitePaths.folder(ofModel: name.string) + site.options.folderPage)
      row["summary"] = .bytes(site.index.text(summary.sizes))
    }
  }

  /// Fills where readers can mend the entry, where the registry says where its repository is.
  func fillActions(_ model: inout TemplateData, in site: Site) {
    guard let repository = site.settings.repository, URLText.isWebAddress(repository) else {
      model["edit"] = .nothing
      model["report"] = .nothing
      return
    }
    let base = repository.hasSuffix("/") ? String(repository.dropLast()) : repository
    let file = SitePaths.encoded(site.options.sourceFolder + entry.modelPath)
    model["edit"] = .text("\(base)/edit/\(file)")
    model["report"] = .text("\(base)/issues/new?title=\(URLText.encoded(Array(entry.name.utf8)))")
  }
}

extension SiteIndex {
  /// How many related models a page shows; none is further away in the lists.
  static let mostRelated = 6

  /// The listed entries nearest to a place whose names share its first letters up to a digit or a dash.
  func related(to place: Int, most: Int) -> [Int] {
    let own = text(listed[place].name)
    let stem = Self.stem(of: own)
    guard stem.count >= 3 else { return [] }
    let range = range(of: listed[place].type)
    func isRelated(_ number: Int) -> Bool {
      let name = text(listed[number].name)
      return !listed[number].isDeprecated && name.count >= stem.count
        && Self.folded(name.prefix(stem.count)) == Self.folded(stem)
    }
    var found: [Int] = []
    for distance in 1...most {
      for number in [place - distance, place + distance] where range.contains(number) && isRelated(number) {
        found.append(number)
      }
    }
    return found.prefix(most).sorted()
  }

  private static func stem(of name: Text) -> Text {
    name.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      default: false
      }
    }
  }

  private static func folded(_ name: Text) -> [UInt8] { name.folded }
}
