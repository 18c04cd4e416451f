import Templates

extension Site {
  /// Writes a page at each former name that leads to the model of today.
  mutating func writeMovedPages<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for (alias, name) in index.aliases {
      try write(.moved, at: SitePaths.folder(ofModel: alias) + SitePaths.page, to: &sink) { page, site in
        let folder = SitePaths.folder(ofModel: name)
        let title = site.language("moved.title", ("from", alias), ("to", name))
        site.fillHead(&page, title: title, about: "", path: folder)
        page.setObject("moved") { moved in
          moved["title"] = .text(title)
          moved["from"] = .text(alias)
          moved["to"] = .text(name)
          moved["href"] = .text(folder + site.options.folderPage)
        }
      }
    }
  }
}
