import Templates

/// How a list falls into pages; an empty list has one.
struct Pages {
  let count: Int
  private let size: Int
  private let items: Int

  init(count items: Int, size: Int) {
    self.items = items
    self.size = max(1, size)
    count = max(1, (items + self.size - 1) / self.size)
  }

  /// The places of a page's items; pages count from 1.
  func range(of page: Int) -> Range<Int> { (page - 1) * size..<min(page * size, items) }

  /// The pages to link to: the first, the last, and those around the current one; `nil` stands for the rest.
  func links(around current: Int) -> [Int?] {
    var links: [Int?] = []
    var last = 0
    for page in [1] + Array(max(2, current - 2)..<max(2, min(count, current + 3))) + [count]
    where page > last {
      if page > last + 1 { links.append(nil) }
      links.append(page)
      last = page
    }
    return links
  }
}

extension Site {
  /// Fills the links between the pages of a list; `folder` names the folder of a page.
  func fillPager(_ page: inout TemplateData, _ pages: Pages, current: Int, _ folder: (Int) -> String) {
    func href(_ number: Int) -> TemplateValue {
      (1...pages.count).contains(number) ? .text(folder(number) + options.folderPage) : .nothing
    }
    page.setObject("pager") { pager in
      pager["shown"] = .flag(pages.count > 1)
      pager["previous"] = href(current - 1)
      pager["next"] = href(current + 1)
      pager.setList("pages", pages.links(around: current)) { link, number in
        link["gap"] = .flag(number == nil)
        link["number"] = number.map { .number($0) } ?? .nothing
        link["href"] = number.map(href) ?? .nothing
        link["current"] = .flag(number == current)
      }
    }
  }
}
