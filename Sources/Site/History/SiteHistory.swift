import Catalog
import Templates
import Timeline

extension Site {
  /// How many changes a page of them shows, and how many pages there are at most.
  private static let changesOnPage = 100
  private static let mostChangePages = 20
  /// How many changes an entry's own page shows.
  private static let mostSteps = 100

  /// Fills the history of one entry.
  func fillHistory(_ page: inout TemplateData, of type: ModelType, _ name: String) {
    let changes = material.numbered(type, name, most: Self.mostSteps)
    page.setObject("history") { history in
      history["shown"] = .flag(!changes.isEmpty)
      history.setList("steps", changes) { row, step in
        fill(&row, step.change, number: step.number)
      }
    }
  }

  /// Writes the pages of what changed.
  mutating func writeChanges<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    if standing?.hasSamePast == true, !material.timeline.changes.isEmpty { return keep(page: "changes") }
    let changes = material.numbered(publicPlaces().prefix(Self.changesOnPage * Self.mostChangePages))
    let pages = Pages(count: changes.count, size: Self.changesOnPage)
    func folder(_ page: Int) -> String { page == 1 ? "changes/" : "changes/page/\(page)/" }
    for number in 1...pages.count {
      let path = folder(number) + SitePaths.page
      try write(.changes, at: path, to: &sink) { page, site in
        site.fillHead(
          &page, title: site.language(number == 1 ? "changes.title" : "changes.page", ("page", "\(number)")),
          about: site.language("changes.about"), path: path)
        site.fillPager(&page, pages, current: number, folder)
        page.setObject("changes") { site.fillChanges(&$0, changes[pages.range(of: number)]) }
      }
    }
  }

  private func fillChanges(
    _ page: inout TemplateData, _ changes: ArraySlice<NumberedChange>
  ) {
    page["known"] = .flag(!material.timeline.changes.isEmpty)
    var days: [(day: String, steps: ArraySlice<NumberedChange>)] = []
    for place in changes.indices {
      let day = Timestamp.day(changes[place].change.seconds)
      if days.last?.day == day {
        days[days.count - 1].steps = changes[days[days.count - 1].steps.startIndex...place]
      } else {
        days.append((day, changes[place...place]))
      }
    }
    page.setList("days", days) { row, day in
      row["day"] = .text(day.day)
      row.setList("steps", day.steps) { row, step in
        fill(&row, step.change, number: step.number)
        let change = step.change
        row["name"] = .text(change.name)
        row["type"] = .text(change.type.rawValue)
        let hasPage = index.contains(change.name) || material.gone.contains { $0.name == change.name }
        row["href"] =
          hasPage ? .text(SitePaths.folder(ofModel: change.name) + options.folderPage) : .nothing
      }
    }
    fillModels(&page, "models", material.timeline.changes.isEmpty ? newestModels : [])
  }

  /// The models that changed last, where no history is known that tells of them.
  private var newestModels: ArraySlice<Int> {
    index.listed.indices.sorted { left, right in
      let (a, b) = (index.listed[left].updatedAt ?? 0, index.listed[right].updatedAt ?? 0)
      return a == b ? left < right : a > b
    }.prefix(Self.changesOnPage)
  }

  private func fill(_ row: inout TemplateData, _ change: EntryChange, number: Int) {
    row["id"] = .text(FeedItem.anchor(change, number: number))
    row["kind"] = .text(change.kind.rawValue)
    row["kindLabel"] = .text(language("kind.\(change.kind.rawValue)"))
    row["day"] = .text(Timestamp.day(change.seconds))
    row["moment"] = .text(Timestamp.standard(change.seconds))
    if let person = change.author.flatMap({ index.person($0) }) {
      row.setObject("by") { by in
        by["name"] = .text(person.displayName)
        by["href"] = .text(SitePaths.folder(ofPerson: person.login) + options.folderPage)
      }
    } else {
      row["by"] = .nothing
    }
    let review = change.review.flatMap { material.hasReview($0) ? $0 : nil }
    row["review"] = .text(ifAny: review.map { SitePaths.folder(ofReview: $0) + options.folderPage })
    fillFields(&row, change.fields)
    row["more"] =
      change.moreFields > 0
      ? .text(language("history.more", ("count", "\(change.moreFields)"))) : .nothing
  }

  /// Fills the fields that differ.
  func fillFields(_ row: inout TemplateData, _ fields: [EntryChange.Field]) {
    row.setList("fields", fields) { row, field in
      row["path"] = .text(field.path)
      row["kind"] = .text(field.kind)
      row["kindLabel"] = .text(language("kind.\(field.kind)"))
      row["before"] = .text(ifAny: field.before)
      row["after"] = .text(ifAny: field.after)
    }
  }
}
