import Catalog

extension Site {
  /// Writes `llms.txt`: what there is for programs that read for people, in Markdown.
  func writeNotesForMachines<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    var text = "# \(line(settings.title))\n\n"
    if !settings.description.isEmpty { text += "> \(line(settings.description))\n\n" }
    text +=
      "\(index.listed.count) models for Xinference, each with a page, its records as JSON, and a feed.\n"
    text += "\n## Programs\n\n"
    for (title, path, about) in [
      ("Index", "\(APIPaths.folder)index.json", "types, counts, and where all else is"),
      ("Facets", "\(APIPaths.folder)facets.json", "what models can be told apart by, with counts"),
      ("Changes", "\(APIPaths.folder)changes.json", "what changed lately, field by field"),
      ("Removed", "\(APIPaths.folder)removed.json", "what is gone, and what takes its place"),
      ("Checksums", "\(APIPaths.folder)checksums.json", "SHA-256 of the downloads"),
      ("Feed", FeedPaths.atom, "the same changes as Atom"),
    ] {
      text += "- [\(title)](\(baseAddress)\(path)): \(about)\n"
    }
    text += "\n## Models by type\n\n"
    for type in ModelType.allCases {
      let count = index.range(of: type).count
      text +=
        "- [\(language("types.\(type.rawValue)"))](\(baseAddress)\(APIPaths.list(of: type))): \(count); \(language("purpose.\(type.rawValue)"))\n"
    }
    let featured = index.listed.filter { $0.isFeatured && !$0.isDeprecated }.prefix(100)
    if !featured.isEmpty { text += "\n## Featured\n\n" }
    for summary in featured {
      let name = index.text(summary.name).string
      let about = line(index.text(summary.summary).string)
      let path = APIPaths.model(summary.type, name)
      text += "- [\(name)](\(baseAddress)\(path))\(about.isEmpty ? "" : ": \(about)")\n"
    }
    try sink.write(Array(text.utf8), to: "llms.txt")
  }

  /// A text as part of a line of Markdown: without line breaks, and without what begins a tag or a link.
  private func line(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 {
        line += " "
      } else if "[]<>\\`*_".unicodeScalars.contains(scalar) {
        line += "\\\(Character(scalar))"
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}
