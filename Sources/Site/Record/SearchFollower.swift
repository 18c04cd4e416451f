import Catalog

/// Lets the files for searches follow the entries, whether lists number those as they did or anew.
enum SearchFollower: Sendable {
  case update(SearchUpdate)
  case renumbering(SearchRenumbering)

  /// Starts from what was remembered; nothing where that is of another catalog.
  init?(
    _ state: SearchState, from former: SiteIndex, to index: SiteIndex, _ languages: [SiteLanguage],
    renumbers: Bool
  ) {
    let data = BrowseData(index, languages)
    guard renumbers else {
      guard let update = SearchUpdate(state, data) else { return nil }
      self = .update(update)
      return
    }
    let places = former.listed.indices.map { place in
      let id = former.id(at: place)
      return index.place(of: id.type, id.name)
    }
    guard
      let renumbering = SearchRenumbering(
        state, of: BrowseData(former, languages), to: data, places: places)
    else { return nil }
    self = .renumbering(renumbering)
  }

  /// Takes a changed or new model's terms, as ``ModelTerms/records(isDeprecated:)`` gives them.
  mutating func replace(_ terms: [UInt8], of place: Int) {
    switch consume self {
    case .update(var update):
      update.replace(terms, of: place)
      self = .update(update)
    case .renumbering(var renumbering):
      renumbering.replace(terms, of: place)
      self = .renumbering(renumbering)
    }
  }

  /// What changes; nothing where the state is damaged.
  func finish() -> SearchChange? {
    switch self {
    case .update(let update): update.finish()
    case .renumbering(let renumbering): renumbering.finish()
    }
  }
}
