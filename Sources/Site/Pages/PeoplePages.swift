import Catalog
import Templates

extension Site {
  /// Writes the list of people, and a page for each.
  mutating func writePeople<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    guard !index.people.isEmpty else { return }
    let path = "people/" + SitePaths.page
    // Who has a page is the same in every update; how many models they have is told by the lists.
    let former = standing?.hasSamePast == true ? standing?.former.people ?? [] : []
    try write(.people, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("people.title"), about: site.language("people.about"), path: path,
        section: .people)
      page.setList("people", site.index.people) { row, summary in
        site.fill(&row, summary.person)
        row["href"] = .text(SitePaths.folder(ofPerson: summary.person.login) + site.options.folderPage)
        row["count"] = .text(site.language.count(summary.entries.count, "count"))
      }
    }
    for (number, summary) in index.people.enumerated() {
      try write(summary, over: former.indices.contains(number) ? former[number].entries : nil, to: &sink)
    }
  }

  private mutating func write<Sink: PageSink & ~Copyable>(
    _ summary: PersonSummary, over former: [Int]?, to sink: inout Sink
  ) throws(Sink.Failure) {
    let pages = Pages(count: summary.entries.count, size: options.pageSize)
    let folder = SitePaths.folder(ofPerson: summary.person.login)
    func folderOf(_ page: Int) -> String { page == 1 ? folder : "\(folder)page/\(page)/" }
    for number in 1...pages.count {
      let path = folderOf(number) + SitePaths.page
      let range = pages.range(of: number)
      if let standing, let former, former.count == summary.entries.count,
        standing.areSame(summary.entries[range], as: former[range])
      {
        keep(page: path)
        continue
      }
      try write(.person, at: path, to: &sink) { page, site in
        site.fill(&page, summary, summary.entries[range], path)
        site.fillPager(&page, pages, current: number, folderOf)
      }
    }
  }

  private func fill(
    _ page: inout TemplateData, _ summary: PersonSummary, _ entries: ArraySlice<Int>, _ path: String
  ) {
    let person = summary.person
    let about =
      person.bio?.value ?? language("model.on", ("name", person.displayName), ("site", settings.title))
    fillHead(&page, title: person.displayName, about: about, path: path, section: .people)
    page.setObject("person") { data in
      fill(&data, person)
      data["about"] = .text(ifAny: person.bio?.value)
      data.setList("links", person.links.filter { URLText.isWebAddress($0.value.value) }) { row, link in
        row["label"] = .text(link.name.value)
        row["href"] = .text(link.value.value)
      }
      data["hasModels"] = .flag(!entries.isEmpty)
      data["hasLicenses"] = .flag(entries.contains { !index.text(index.listed[$0].license).isEmpty })
      fillModels(&data, "models", entries)
      let submissions = material.reviews.filter { $0.submitter == person.login }.prefix(50)
      data["hasSubmissions"] = .flag(!submissions.isEmpty)
      data.setList("submissions", submissions) { fillRow(&$0, $1) }
    }
  }

  private func fill(_ data: inout TemplateData, _ person: Person) {
    data["name"] = .text(person.displayName)
    data["login"] = .text(person.login)
    data["initial"] = .text(person.displayName.prefix(1).uppercased())
  }
}
