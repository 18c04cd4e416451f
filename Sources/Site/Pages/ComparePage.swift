import Templates

extension Site {
  /// Writes the page that shows models side by side; a script reads their pages into it.
  mutating func writeComparePage<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let path = "compare/" + SitePaths.page
    try write(.compare, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("compare.title"), about: site.language("compare.about"), path: path,
        section: .compare)
    }
  }
}
