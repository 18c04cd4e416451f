import Catalog
import Documents
import Templates

extension ModelPage {
  /// Fills what the records say at a glance.
  func fillFacts(_ model: inout TemplateData, in site: Site) {
    if let context = facts.context {
      model.setObject("context") { data in
        data["label"] = .text(site.language(entry.type == .llm ? "fact.context" : "fact.input"))
        data["short"] = .bytes(context.short)
        data["tokens"] = .bytes(grouped(context.tokens))
      }
    } else {
      model["context"] = .nothing
    }
    if let least = facts.leastMemory {
      model.setObject("memory") { data in
        data["size"] = .bytes(memoryText(least))
        data["fits"] = .text(ifAny: MemorySizes.smallest(holding: least).map { "\($0) GB" })
      }
    } else {
      model["memory"] = .nothing
    }
    model["dimensions"] = .bytes(facts.dimensions)
    model["family"] = .bytes(facts.family.clipped(to: 128))
    fillValues(&model, "formats", has: "hasFormats", .format, in: site)
    fillValues(&model, "engines", has: "hasEngines", .engine, in: site)
    fillValues(&model, "languages", has: "hasLanguages", .language, in: site)
    model["hasSizes"] = .flag(!facts.sizes.isEmpty)
    model.setList("sizes", facts.sizes.filter { size in table.groups.contains { $0.sizes == size } }) {
      row, size in
      row["id"] = .bytes(size.anchor)
      row["title"] = .bytes(size.title)
    }
  }

  /// Fills what the `hub:` block says.
  func fillHubFacts(_ model: inout TemplateData, in site: Site) {
    model["updated"] = .text(ifAny: entry.updatedAt.map { CalendarDate(secondsSince1970: $0).description })
    if let license = entry.hub.license?.value, !license.isEmpty {
      model.setObject("license") { data in
        data["id"] = .text(license)
        data["href"] = .text(ifAny: Labels.address(ofLicense: license))
        fillValues(&data, "values", has: "hasValues", .license, in: site)
      }
    } else {
      model["license"] = .nothing
    }
    let maintainers = entry.hub.maintainers.map(\.value)
    model["hasMaintainers"] = .flag(!maintainers.isEmpty)
    model.setList("maintainers", maintainers) { row, login in
      let person = site.index.person(login)
      row["name"] = .text(person?.displayName ?? login)
      row["href"] = .text(
        ifAny: person.map { SitePaths.folder(ofPerson: $0.login) + site.options.folderPage })
    }
    fillValues(&model, "tags", has: "hasTags", .tag, in: site)
    let links = self.links
    model["hasLinks"] = .flag(!links.isEmpty)
    model.setList("links", links) { row, link in
      row["label"] = .text(link.label)
      row["href"] = .text(link.href)
    }
  }

  private var links: [(label: String, href: String)] {
    var links = entry.hub.links.map { ($0.name.value, $0.value.value) }
    if let source = entry.records.first?.node["source_url"]?.string { links.append(("source code", source)) }
    return links.filter { URLText.isWebAddress($0.1) }
  }

  /// Fills the entry's values of a facet, each with the page of the models that have it.
  func fillValues(
    _ model: inout TemplateData, _ key: TemplateKey, has: TemplateKey, _ facet: Facet, in site: Site
  ) {
    let own = values.of(facet)
    let listed = place.map { site.index.facets.values(of: $0) } ?? []
    model[has] = .flag(!own.isEmpty)
    // A closure with the site in it would copy that for each list.
    var rows: [(label: TemplateValue, href: String?)] = []
    for value in own {
      if let page = site.index.facets.value(facet, value.key, among: listed) {
        rows.append((.text(site.label(of: page)), site.href(of: page)))
      } else {
        rows.append((.bytes(value.label), nil))
      }
    }
    model.setList(key, rows) { row, shown in
      row["label"] = shown.label
      row["href"] = .text(ifAny: shown.href)
    }
  }
}
