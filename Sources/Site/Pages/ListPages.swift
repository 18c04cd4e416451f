import Catalog
import Templates

extension Site {
  /// Writes the lists of all models and of each type, as many pages of each as it takes.
  mutating func writeLists<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for type in [nil] + ModelType.allCases.map(Optional.some) { try writeList(of: type, to: &sink) }
  }

  private mutating func writeList<Sink: PageSink & ~Copyable>(
    of type: ModelType?, to sink: inout Sink
  ) throws(Sink.Failure) {
    let numbers = index.list(of: type)
    let standing = standing?.hasSameCounts == true ? standing : nil
    let former = standing?.former.list(of: type) ?? []
    let pages = Pages(count: numbers.count, size: options.pageSize)
    for number in 1...pages.count {
      let path = SitePaths.folder(ofList: type, page: number) + SitePaths.page
      let range = pages.range(of: number)
      if let standing, standing.areSame(numbers[range], as: former[range]) {
        keep(page: path)
        continue
      }
      try write(.browse, at: path, to: &sink) { page, site in
        site.fillListHead(&page, of: type, path, number)
        site.fillList(&page, of: type, numbers[range], isFirst: number == 1)
        site.fillPager(&page, pages, current: number) { SitePaths.folder(ofList: type, page: $0) }
      }
    }
  }

  private func fillListHead(_ page: inout TemplateData, of type: ModelType?, _ path: String, _ number: Int) {
    let title = title(ofList: type)
    let about = purpose(ofList: type)
    fillHead(
      &page, title: self.title(title, page: number), about: "\(title). \(about)", path: path,
      section: .models)
    fillTypes(&page, current: type)
    fillFacetLinks(&page)
  }

  private func title(ofList type: ModelType?) -> String {
    language(type.map { "types.\($0.rawValue)" } ?? "browse.title")
  }

  private func purpose(ofList type: ModelType?) -> String {
    language(type.map { "purpose.\($0.rawValue)" } ?? "browse.lead")
  }

  /// The title of a list's page.
  func title(_ title: String, page number: Int) -> String {
    number == 1 ? title : language("browse.page", ("title", title), ("number", "\(number)"))
  }

  private func fillList(
    _ page: inout TemplateData, of type: ModelType?, _ numbers: ArraySlice<Int>, isFirst: Bool
  ) {
    page.setObject("browse") { browse in
      browse["type"] = .text(ifAny: type?.rawValue)
      browse["first"] = .flag(isFirst)
      browse["title"] = .text(title(ofList: type))
      browse["lead"] = .text(purpose(ofList: type))
      browse["all"] = .flag(type == nil)
      browse["total"] = .bytes(grouped(index.listed.count))
      browse["empty"] = .flag(numbers.isEmpty)
      browse["hasLicenses"] = .flag(numbers.contains { !index.text(index.listed[$0].license).isEmpty })
      fillModels(&browse, "models", numbers)
    }
  }
}

extension SiteIndex {
  /// The places of the entries of a type, or of all, in the order of their list.
  fileprivate func list(of type: ModelType?) -> [Int] { type.map { Array(range(of: $0)) } ?? byName }
}
