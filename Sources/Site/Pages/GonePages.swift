import Catalog
import Templates

extension Site {
  /// Writes a page at the address of each model that is gone, and at its former names, which says what became
  /// of it.
  mutating func writeGonePages<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    var taken = Set(index.aliases.map(\.alias))
    for model in material.gone {
      for name in [model.name] + model.aliases where taken.insert(name).inserted {
        try write(.gone, at: SitePaths.folder(ofModel: name) + SitePaths.page, to: &sink) { page, site in
          site.fill(&page, model, as: name)
        }
      }
    }
  }

  private func fill(_ page: inout TemplateData, _ model: GoneModel, as name: String) {
    fillHead(
      &page, title: language("gone.title", ("name", name)),
      about: language("gone.about", ("name", model.name)),
      path: SitePaths.folder(ofModel: name), section: .models, isUnlisted: true)
    page.setObject("gone") { gone in
      gone["name"] = .text(model.name)
      gone["title"] = .text(language("gone.title", ("name", model.name)))
      gone["type"] = .text(model.type.rawValue)
      gone["label"] = .text(language("type.\(model.type.rawValue)"))
      gone["removed"] = .text(model.removed.description)
      gone["reason"] = .text(ifAny: model.reason)
      guard let replacement = model.replacement else {
        gone["replacement"] = .nothing
        return
      }
      gone.setObject("replacement") { link in
        link["name"] = .text(replacement)
        link["href"] = .text(SitePaths.folder(ofModel: replacement) + options.folderPage)
      }
    }
  }
}
