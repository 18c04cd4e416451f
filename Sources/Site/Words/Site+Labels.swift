import Catalog

// What catalogs name by keys, in the language of the page.
extension Site {
  /// What an ability is called; one that nobody has a word for goes by its key.
  func label(ofAbility key: Text) -> String {
    language.word(ifAny: "ability.\(key.string)") ?? Labels.ability(key).string
  }

  /// What the page of a facet's values is called.
  func title(of facet: Facet) -> String { language("facets.\(facet.name)") }

  /// What a facet's value is called.
  func label(of value: FacetValue) -> String { language.label(of: value) }
}

extension SiteLanguage {
  /// What a facet's value is called.
  func label(of value: FacetValue) -> String {
    let key = value.key[...].string
    switch value.facet {
    case .type: return word(ifAny: "type.\(key)") ?? key
    case .ability: return word(ifAny: "ability.\(key)") ?? value.label[...].string
    case .lifecycle: return self("stage.\(key)")
    case .featured: return self("value.featured")
    case .size, .active: return label(ofBand: key)
    case .context: return self("value.orMore", ("tokens", TokenCount(tokens: Int(key) ?? 0).short.string))
    case .language where key == "multilingual": return self("value.multilingual")
    case .language: return word(ifAny: "spoken.\(key)") ?? value.label[...].string
    default: return value.label[...].string
    }
  }

  /// A band of sizes, whose key has its ends: `4-10`.
  private func label(ofBand key: String) -> String {
    let ends = key.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2 else { return key }
    if ends[1].isEmpty { return self("value.above", ("lower", ends[0])) }
    return ends[0] == "0" ? self("value.below", ("upper", ends[1])) : "\(ends[0]) – \(ends[1])B"
  }
}
