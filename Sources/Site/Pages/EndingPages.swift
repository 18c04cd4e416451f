import Catalog
import Templates

extension Site {
  /// Writes the page of what is discouraged, on its way out, or gone.
  mutating func writeEndings<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let path = "deprecated/" + SitePaths.page
    try write(.deprecated, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: "Deprecated", about: "Models that are discouraged, on their way out, or gone.",
        path: path)
      let groups = site.endings
      page.setList("groups", groups) { row, group in
        row["id"] = .text(group.id)
        row["title"] = .text(group.title)
        row["lead"] = .text(group.lead)
        row.setList("models", group.models) { site.fill(&$0, $1) }
      }
    }
  }

  private struct Ending {
    let id: String
    let title: String
    let lead: String
    let models: [Row]

    struct Row {
      let type: ModelType
      let name: String
      let reason: String?
      var deprecated: CalendarDate?
      let expires: CalendarDate?
      let replacement: String?
    }
  }

  private var endings: [Ending] {
    func rows(_ stage: LifecycleStage) -> [Ending.Row] {
      index.ending.filter { $0.stage == stage }.map {
        Ending.Row(
          type: $0.type, name: $0.name, reason: $0.reason, deprecated: $0.deprecated, expires: $0.expires,
          replacement: $0.replacement.flatMap { index.contains($0) ? $0 : nil })
      }
    }
    let gone = material.gone.map {
      Ending.Row(
        type: $0.type, name: $0.name, reason: $0.reason, expires: $0.removed, replacement: $0.replacement)
    }
    return [
      Ending(
        id: "announced", title: "On their way out",
        lead: "Still offered and still recommended, until the day that is given.", models: rows(.announced)),
      Ending(
        id: "deprecated", title: "Deprecated", lead: "Still offered; choose another for anything new.",
        models: rows(.deprecated)),
      Ending(
        id: "expired", title: "Expired", lead: "No longer offered; their pages are still there.",
        models: rows(.expired)),
      Ending(id: "gone", title: "Removed", lead: "No longer in this catalog.", models: gone),
    ].filter { !$0.models.isEmpty }
  }

  private func fill(_ row: inout TemplateData, _ model: Ending.Row) {
    row["name"] = .text(model.name)
    row["type"] = .text(model.type.rawValue)
    row["href"] = .text(SitePaths.folder(ofModel: model.name) + options.folderPage)
    row["reason"] = .text(ifAny: model.reason)
    row["deprecated"] = .text(ifAny: model.deprecated?.description)
    row["expires"] = .text(ifAny: model.expires?.description)
    guard let replacement = model.replacement else {
      row["replacement"] = .nothing
      return
    }
    row.setObject("replacement") { link in
      link["name"] = .text(replacement)
      link["href"] = .text(SitePaths.folder(ofModel: replacement) + options.folderPage)
    }
  }
}
