import Catalog
import Templates
import Timeline

extension Site {
  /// Writes the list of reviews, and a page for each.
  mutating func writeReviews<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    guard !material.reviews.isEmpty else { return }
    if standing?.hasSamePast == true { return keep(page: "reviews") }
    for review in material.reviews { try write(review, to: &sink) }
    let path = "reviews/" + SitePaths.page
    try write(.reviews, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("review.list"), about: site.language("review.about"),
        path: path)
      let open = site.material.reviews.filter(\.isOpen)
      let closed = site.material.reviews.filter { !$0.isOpen }
      page["hasOpen"] = .flag(!open.isEmpty)
      page["hasClosed"] = .flag(!closed.isEmpty)
      page.setList("open", open) { site.fillRow(&$0, $1) }
      page.setList("closed", closed) { site.fillRow(&$0, $1) }
    }
  }

  private mutating func write<Sink: PageSink & ~Copyable>(
    _ review: SiteReview, to sink: inout Sink
  ) throws(Sink.Failure) {
    let path = SitePaths.folder(ofReview: review.id) + SitePaths.page
    try write(.review, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("review.window", ("title", review.title), ("id", review.id)),
        about: review.title.isEmpty ? review.id : review.title,
        path: path)
      page.setObject("review") { data in
        site.fillRow(&data, review)
        data["lines"] = .list(Self.paragraphs(review.text))
        data["waits"] = .list(review.waits.map { .text($0) })
        data["isWaiting"] = .flag(!review.waits.isEmpty)
        site.fillChecks(&data, review)
        data["hasVotes"] = .flag(!review.votes.isEmpty)
        data.setList("votes", review.votes) { site.fill(&$0, $1) }
        data["hasThreads"] = .flag(!review.threads.isEmpty)
        data.setList("threads", review.threads) { row, thread in
          row["place"] = .text(ifAny: thread.place)
          row["settledBy"] = .text(
            ifAny: thread.settledBy.map {
              site.index.person($0)?.displayName ?? site.language("review.somebody")
            })
          row.setList("remarks", thread.remarks) { site.fill(&$0, $1) }
        }
        site.fillSubjects(&data, review.subjects)
      }
    }
  }

  private func fillChecks(_ data: inout TemplateData, _ review: SiteReview) {
    guard let checks = review.checks else {
      data["checks"] = .nothing
      return
    }
    data.setObject("checks") { data in
      data["clean"] = .flag(checks.errors + checks.warnings == 0)
      data["found"] = .text(
        language("review.found", ("errors", "\(checks.errors)"), ("warnings", "\(checks.warnings)")))
    }
  }

  private func fillSubjects(_ data: inout TemplateData, _ subjects: [SiteReview.Subject]) {
    data["hasSubjects"] = .flag(!subjects.isEmpty)
    data.setList("subjects", subjects.prefix(200)) { row, subject in
      row["name"] = .text(subject.name)
      row["kind"] = .text(subject.kind.rawValue)
      row["kindLabel"] = .text(language("kind.\(subject.kind.rawValue)"))
      let entry = subject.entry.flatMap { index.contains($0) ? $0 : nil }
      row["href"] = .text(ifAny: entry.map { SitePaths.folder(ofModel: $0) + options.folderPage })
      fillFields(&row, subject.fields)
    }
  }

  /// Fills what lists say of a review.
  func fillRow(_ row: inout TemplateData, _ review: SiteReview) {
    row["id"] = .text(review.id)
    row["title"] = .text(review.title.isEmpty ? review.id : review.title)
    row["href"] = .text(SitePaths.folder(ofReview: review.id) + options.folderPage)
    row["state"] = .text(review.state)
    row["stateLabel"] = .text(language("state.\(review.state)"))
    row["open"] = .flag(review.isOpen)
    row["day"] = review.changedAt > 0 ? .text(Timestamp.day(review.changedAt)) : .nothing
    guard let submitter = review.submitter else {
      row["by"] = .nothing
      return
    }
    row.setObject("by") { by in fillPerson(&by, submitter) }
  }

  private func fill(_ row: inout TemplateData, _ remark: SiteReview.Remark) {
    fillPerson(&row, remark.login)
    row["deed"] = .text(language("deed.\(remark.deed)"))
    row["day"] = .text(Timestamp.day(remark.seconds))
    row["lines"] = .list(Self.paragraphs(remark.text))
  }

  private func fillPerson(_ row: inout TemplateData, _ login: String) {
    let person = index.person(login)
    row["name"] = .text(person?.displayName ?? language("review.somebody"))
    row["href"] = .text(ifAny: person.map { SitePaths.folder(ofPerson: $0.login) + options.folderPage })
  }

  private static func paragraphs(_ text: String) -> [TemplateValue] {
    text.split(separator: "\n").map { .text(String($0)) }
  }
}

extension SitePaths {
  /// The page of a review; its id is made of words that mean nothing else in a path.
  static func folder(ofReview id: String) -> String { "reviews/\(id)/" }
}
