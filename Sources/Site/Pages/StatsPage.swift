import Catalog
import Templates

extension Site {
  /// Writes the catalog in numbers: bars whose lengths and figures say the same, so nothing depends on colour.
  mutating func writeStats<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let path = "stats/" + SitePaths.page
    try write(.stats, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: "Statistics", about: "\(site.settings.title) in numbers.", path: path)
      page.setList("plots", site.plots) { row, plot in
        let most = max(1, plot.bars.map(\.value).max() ?? 1)
        row["id"] = .text(plot.id)
        row["title"] = .text(plot.title)
        row["lead"] = .text(plot.lead)
        row["label"] = .text(plot.label)
        row.setList("bars", plot.bars) { row, bar in
          row["label"] = .text(bar.label)
          row["href"] = .text(ifAny: bar.href)
          row["value"] = .bytes(grouped(bar.value))
          row["width"] = .text(Self.share(bar.value, of: most))
        }
      }
    }
  }

  /// A part as hundredths of the whole with one decimal.
  private static func share(_ value: Int, of most: Int) -> String {
    let thousandths = (value * 1000 + most / 2) / most
    return "\(thousandths / 10).\(thousandths % 10)"
  }

  private struct Plot {
    let id: String
    let title: String
    let lead: String
    /// What a row is.
    let label: String
    let bars: [(label: String, value: Int, href: String?)]
  }

  private var plots: [Plot] {
    let types = ModelType.allCases.map { type in
      (
        label: language("type.\(type.rawValue)"), value: index.range(of: type).count,
        href: Optional(SitePaths.folder(ofList: type, page: 1) + options.folderPage)
      )
    }
    let plots = [
      Plot(
        id: "types", title: "Models by type", lead: "What the catalog offers.", label: "Type", bars: types),
      plot(
        of: .size, "Models by size",
        "In billions of parameters; a model that comes in several sizes counts for each."),
      plot(of: .context, "Models by context", "How many take at least so many tokens."),
      plot(of: .format, "Models by format", "In which formats weights come."),
      plot(of: .engine, "Models by engine", "What runs them."),
      plot(of: .license, "Models by licence", "As their entries state it; the most frequent."),
      plot(of: .ability, "Models by ability", "What they can do; the most frequent."),
      plot(of: .language, "Models by language", "What they know; the most frequent."),
      months,
    ]
    return plots.filter { plot in plot.bars.contains { $0.value > 0 } }
  }

  private func plot(of facet: Facet, _ title: String, _ lead: String) -> Plot {
    let bars = index.facets.range(of: facet).prefix(12).map { number in
      let value = index.facets.values[number]
      return (
        label: self.label(of: value), value: value.count, href: facet.folder == nil ? nil : href(of: value)
      )
    }
    let label = ["size": "Size", "context": "Context"][facet.name] ?? self.title(of: facet)
    return Plot(id: facet.name, title: title, lead: lead, label: label, bars: bars)
  }

  /// How many models changed last in each month; the last twelve that any did in.
  private var months: Plot {
    var counts: [String: Int] = [:]
    for summary in index.listed {
      guard let updated = summary.updatedAt else { continue }
      counts[String(Timestamp.day(updated).prefix(7)), default: 0] += 1
    }
    let bars = counts.sorted { $0.key > $1.key }.prefix(12).reversed()
      .map { (label: $0.key, value: $0.value, href: String?.none) }
    return Plot(
      id: "months", title: "Last changed", lead: "The months in which records were last updated.",
      label: "Month",
      bars: bars)
  }
}
