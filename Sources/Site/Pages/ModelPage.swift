import Catalog
import Markdown
import Templates

/// The page of one model.
///
/// It is one object, since the many closures that fill the page would each copy a structure of this size.
final class ModelPage {
  let entry: Entry
  let files: EntryFiles
  /// The entry's download, which the page shows as well.
  let download: [UInt8]
  let downloadSum: TypeDownloads.Sum
  let facts: ModelFacts
  let table: SpecTable
  let stage: LifecycleStage
  /// What the entry is found by.
  let values: FacetValues
  /// Its place in the lists, where they have it.
  let place: Int?
  /// The READMEs; none before they are rendered.
  private(set) var readmes: [Readme] = []

  init(_ entry: Entry, _ files: EntryFiles, download: [UInt8], in index: SiteIndex) {
    self.entry = entry
    self.files = files
    self.download = download
    downloadSum = TypeDownloads.Sum(download)
    facts = ModelFacts(entry)
    table = SpecTable(entry)
    stage = index.options.stage(of: entry)
    values = FacetValues(entry, facts, stage)
    place = index.options.lists(entry) ? index.place(of: entry.type, entry.name) : nil
  }

  /// Renders what takes the longest, and what search needs as well.
  func render(in site: Site) { readmes = renderReadmes(in: site) }

  func fill(_ page: inout TemplateData, in site: Site) {
    site.fillHead(
      &page, title: entry.name, about: about(readmes.first?.page, site),
      path: SitePaths.folder(ofModel: entry.name), section: .models,
      isUnlisted: entry.hub.effectiveVisibility != .public, picture: "assets/cards/\(entry.type.rawValue).png"
    )
    page.setObject("model") { model in
      fillHeader(&model, in: site)
      fillLifecycle(&model, in: site)
      fillFacts(&model, in: site)
      fillHubFacts(&model, in: site)
      fillRelated(&model, in: site)
      fillActions(&model, in: site)
      model["structured"] = .html(structuredData(in: site))
    }
    fillReadmes(&page, in: site)
    fillSpecs(&page, in: site)
    fillUse(&page, in: site)
    fillRecord(&page)
    site.fillHistory(&page, of: entry.type, entry.name)
  }

  /// The sentence for search engines.
  func about(_ readme: RenderedMarkdown?, _ site: Site) -> String {
    if facts.description.isEmpty, let paragraph = readme?.firstParagraph {
      return ModelFacts.firstWords(of: Text(paragraph.utf8)).string
    }
    let summary = facts.summary.string
    return summary.isEmpty
      ? site.language("model.on", ("name", entry.name), ("site", site.settings.title)) : summary
  }

  private func fillHeader(_ model: inout TemplateData, in site: Site) {
    model["name"] = .text(entry.name)
    model["feed"] = .text(FeedPaths.feed(ofModel: entry.name))
    model.setObject("type") { type in
      type["id"] = .text(entry.type.rawValue)
      type["label"] = .text(site.language("type.\(entry.type.rawValue)"))
    }
    model["description"] = .bytes(facts.description.clipped(to: 4000))
    fillValues(&model, "abilities", has: "hasAbilities", .ability, in: site)
    model["featured"] = .flag(entry.isFeatured)
  }

  private func fillLifecycle(_ model: inout TemplateData, in site: Site) {
    let lifecycle = entry.hub.lifecycle
    let replacement = lifecycle?.replacedBy?.value
    model.setObject("lifecycle") { data in
      data["shown"] = .flag(lifecycle?.deprecated != nil || lifecycle?.expires != nil)
      data["ahead"] = .flag(stage == .announced)
      data["deprecated"] = .text(ifAny: lifecycle?.deprecated?.value.description)
      data["reason"] = .text(ifAny: (lifecycle?.reason?.value).map(Self.sentence))
      data["expires"] = .text(ifAny: lifecycle?.expires?.value.description)
      // A replacement that the site's readers may not see is not to be told by its name.
      guard let replacement, site.index.contains(replacement) else {
        data["replacement"] = .nothing
        return
      }
      data.setObject("replacement") { link in
        link["name"] = .text(replacement)
        link["href"] = .text(SitePaths.folder(ofModel: replacement) + site.options.folderPage)
      }
    }
  }

  /// A text with the full stop that a sentence ends with.
  private static func sentence(_ text: String) -> String {
    guard let last = text.unicodeScalars.last else { return text }
    return ".!?。！？…".unicodeScalars.contains(last) ? text : text + "."
  }

  private func fillRecord(_ page: inout TemplateData) {
    let mostShown = 512 << 10
    page.setObject("record") { record in
      let href = SitePaths.download(of: entry.type, name: entry.name)
      record["href"] = stage == .expired ? .nothing : .text(href)
      record["file"] = .text("\(entry.name).json")
      record["size"] = .text(Self.size(of: download))
      record["text"] = download.count <= mostShown ? .html(Self.coloured(download)) : .nothing
    }
  }

  private static func size(of bytes: [UInt8]) -> String {
    switch bytes.count {
    case ..<1000: "\(bytes.count) bytes"
    case ..<1_000_000: "\((bytes.count + 500) / 1000) kB"
    default: "\((bytes.count + 500_000) / 1_000_000) MB"
    }
  }
}
