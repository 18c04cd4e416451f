import Templates

extension Site {
  /// How many models the pages of one value show: who looks for more narrows the list of all.
  static let mostOfValue = 1000
  /// How many values the page of a facet lists.
  static let mostValues = 2000

  /// Writes a page for each facet that has some, and pages for each of its values.
  mutating func writeFacets<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for facet in Facet.withPages {
      let range = index.facets.range(of: facet)
      for number in range { try writeValue(number, to: &sink) }
      guard !range.isEmpty, let folder = facet.folder else { continue }
      let path = "\(folder)/\(SitePaths.page)"
      if standing?.hasSameFacets == true {
        keep(page: path)
        continue
      }
      try write(.facets, at: path, to: &sink) { page, site in site.fillFacet(&page, facet, path) }
    }
  }

  private mutating func writeValue<Sink: PageSink & ~Copyable>(
    _ number: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    let value = index.facets.values[number]
    let all = index.facets.entries(of: number)
    let before = standing?.number(of: value)
    if let standing, let before, standing.areSame(all, asOf: before) {
      let folder = SitePaths.folder(of: value)
      for path in [folder + SitePaths.page, folder + "page"] { keep(page: path) }
      return
    }
    let entries = index.newest(all)
    let former = before.map { standing?.former.newest(standing?.former.facets.entries(of: $0) ?? []) ?? [] }
    let pages = Pages(count: entries.count, size: options.pageSize)
    for page in 1...pages.count {
      let path = SitePaths.folder(of: value, page: page) + SitePaths.page
      let range = pages.range(of: page)
      if let standing, let former, standing.areSame(entries[range], as: former[range]) {
        keep(page: path)
        continue
      }
      try write(.facet, at: path, to: &sink) { data, site in
        site.fillValue(&data, value, entries[range], path, page)
        site.fillPager(&data, pages, current: page) {
          SitePaths.encoded(SitePaths.folder(of: value, page: $0))
        }
      }
    }
  }

  private func fillValue(
    _ page: inout TemplateData, _ value: FacetValue, _ entries: ArraySlice<Int>, _ path: String, _ number: Int
  ) {
    let label = label(of: value)
    let sentence = language.count(value.count, "\(value.facet.name)_sentence")
    let title = "\(title(of: value.facet)): \(label)"
    fillHead(
      &page, title: self.title(title, page: number), about: "\(label): \(sentence).",
      path: SitePaths.encoded(path), section: .models)
    page.setObject("facet") { data in
      fillHeading(&data, value.facet)
      data["value"] = .text(label)
      data["lead"] = .text(sentence + ".")
      data["isCut"] = .flag(value.count > Self.mostOfValue)
      data["shown"] = .text(language("facets.shown", ("count", grouped(Self.mostOfValue).string)))
      data["narrow"] = .text("models/\(options.folderPage)?\(value.facet.name)=\(URLText.encoded(value.key))")
      data["hasLicenses"] = .flag(entries.contains { !index.text(index.listed[$0].license).isEmpty })
      fillModels(&data, "models", entries)
    }
  }

  private func fillFacet(_ page: inout TemplateData, _ facet: Facet, _ path: String) {
    fillHead(
      &page, title: title(of: facet),
      about: language("facets.about", ("facet", title(of: facet).lowercased())),
      path: path, section: .models)
    page.setObject("facet") { data in
      fillHeading(&data, facet)
      let range = index.facets.range(of: facet)
      data["isCut"] = .flag(range.count > Self.mostValues)
      data.setList("values", range.prefix(Self.mostValues)) { row, number in
        let value = index.facets.values[number]
        row["label"] = .text(label(of: value))
        row["count"] = .bytes(grouped(value.count))
        row["href"] = .text(href(of: value))
      }
    }
  }

  private func fillHeading(_ data: inout TemplateData, _ facet: Facet) {
    data["title"] = .text(title(of: facet))
    data["href"] = .text("\(facet.folder ?? "")/\(options.folderPage)")
    data["isCode"] = .flag(facet == .format)
  }

  /// The address of a value's page below the site's root.
  func href(of value: FacetValue) -> String {
    SitePaths.encoded(SitePaths.folder(of: value)) + options.folderPage
  }

  /// Fills the facets that have pages.
  func fillFacetLinks(_ page: inout TemplateData) {
    page.setList("facets", Facet.withPages.filter { !index.facets.range(of: $0).isEmpty }) { row, facet in
      row["title"] = .text(title(of: facet))
      row["href"] = .text("\(facet.folder ?? "")/\(options.folderPage)")
      row["count"] = .bytes(grouped(index.facets.range(of: facet).count))
    }
  }
}

extension SiteIndex {
  /// Those of some entries that changed last, newest first.
  fileprivate func newest(_ entries: ArraySlice<UInt32>) -> [Int] {
    let keyed = entries.map { (time: listed[Int($0)].updatedAt ?? 0, number: Int($0)) }
    return keyed.sorted { ($1.time, $0.number) < ($0.time, $1.number) }.prefix(Site.mostOfValue).map(\.number)
  }
}
