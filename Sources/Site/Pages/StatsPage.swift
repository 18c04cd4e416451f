import Catalog
import Templates

extension Site {
  /// Writes the catalog in numbers: bars whose lengths and figures say the same, so nothing depends on colour.
  mutating func writeStats<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let path = "stats/" + SitePaths.page
    if let standing, standing.hasSameFacets, standing.hasSameOrders { return keep(page: path) }
    try write(.stats, at: path, to: &sink) { page, site in
      site.fillHead(
        &page, title: site.language("stats.title"), about: site.language("stats.about"), path: path)
      page.setList("plots", site.plots) { row, plot in
        let most = max(1, plot.bars.map(\.value).max() ?? 1)
        row["id"] = .text(plot.id)
        row["title"] = .text(site.language("plot.\(plot.id)"))
        row["lead"] = .text(site.language("plot.\(plot.id)Lead"))
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
    let facets: [Facet] = [.size, .context, .format, .engine, .license, .ability, .language]
    let plots = [Plot(id: "types", label: language("site.types"), bars: types)] + facets.map(plot) + [months]
    return plots.filter { plot in plot.bars.contains { $0.value > 0 } }
  }

  private func plot(of facet: Facet) -> Plot {
    let bars = index.facets.range(of: facet).prefix(12).map { number in
      let value = index.facets.values[number]
      return (label: label(of: value), value: value.count, href: facet.folder == nil ? nil : href(of: value))
    }
    return Plot(id: facet.name, label: language("plot.\(facet.name)"), bars: bars)
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
    return Plot(id: "months", label: language("plot.month"), bars: bars)
  }
}
