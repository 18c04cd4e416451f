import Templates

extension Site {
  /// Writes a page at each former name that leads to the model of today.
  mutating func writeMovedPages<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    for (alias, name) in index.aliases {
      try write(.moved, at: SitePaths.folder(ofModel: alias) + SitePaths.page, to: &sink) { page, site in
        let folder = SitePaths.folder(ofModel: name)
        site.fillHead(&page, title: "\(alias) is now \(name)", about: "", path: folder)
        page.setObject("moved") { moved in
          moved["from"] = .text(alias)
          moved["to"] = .text(name)
          moved["href"] = .text(folder + site.options.folderPage)
        }
      }
    }
  }
}
