import Catalog
import Templates

extension Site {
  /// Fills a list of models, as lists, cards and people's pages show them.
  func fillModels(_ page: inout TemplateData, _ key: TemplateKey, _ numbers: some Sequence<Int>) {
    page.setList(key, numbers) { row, number in fillModel(&row, index.listed[number]) }
  }

  private func fillModel(_ row: inout TemplateData, _ summary: EntrySummary) {
    let name = index.text(summary.name)
    var href: [UInt8] = []
    href.append("models/detail/")
    href.append(contentsOf: name)
    href.append("/")
    href.append(contentsOf: options.folderPage.utf8)
    row["name"] = .bytes(name)
    row["href"] = .bytes(href[...])
    row.setObject("type") { type in
      type["id"] = .text(summary.type.rawValue)
      type["label"] = .text(language("type.\(summary.type.rawValue)"))
    }
    row["summary"] = .bytes(index.text(summary.summary))
    row["abilities"] = .list(index.lines(summary.abilities).map { .text(label(ofAbility: $0)) })
    row["sizes"] = .bytes(index.text(summary.sizes))
    row["context"] = .bytes(index.text(summary.context))
    row["formats"] = .list(index.lines(summary.formats).map { .bytes($0) })
    row["license"] = .bytes(index.text(summary.license))
    row["updated"] = .text(ifAny: summary.updatedAt.map { CalendarDate(secondsSince1970: $0).description })
    row["featured"] = .flag(summary.isFeatured)
    row["deprecated"] = .flag(summary.isDeprecated)
  }
}
