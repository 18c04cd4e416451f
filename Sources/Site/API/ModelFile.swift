import Catalog
import Timeline

/// What `api/v1` says of one model: what the hub knows, and what its records come down to.
///
/// It is one object for the reason that ``ModelPage`` is one.
final class ModelFile {
  private let page: ModelPage
  private let site: Site

  init(_ page: ModelPage, in site: Site) {
    (self.page, self.site) = (page, site)
  }

  private var entry: Entry { page.entry }
  private var facts: ModelFacts { page.facts }

  var bytes: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("name", entry.name)
      json.member("type", entry.type.rawValue)
      json.member("page", SitePaths.folder(ofModel: entry.name))
      json.member("summary", facts.summary)
      if entry.hub.effectiveVisibility == .unlisted { json.member("unlisted", true) }
      json.member("featured", entry.isFeatured)
      if let updated = entry.updatedAt { json.member("updated_at", updated) }
      writeDownload(to: &json)
      writeLifecycle(to: &json)
      writeHub(to: &json)
      writeFacts(to: &json)
      json.member("readmes", entry.readmes.map { Readme.language(ofFile: $0) ?? site.settings.language })
      json.key("changes")
      json.array { json in
        for change in site.material.changes(of: entry.type, entry.name).prefix(20) {
          json.change(change, in: site)
        }
      }
    }
    return json.file()
  }

  private func writeDownload(to json: inout JSONText) {
    guard page.stage != .expired else { return }
    json.key("download")
    json.object { json in
      json.member("path", SitePaths.download(of: entry.type, name: entry.name))
      json.member("bytes", page.downloadSum.bytes)
      json.member("sha256", page.downloadSum.sha256)
    }
  }

  private func writeLifecycle(to json: inout JSONText) {
    json.key("lifecycle")
    json.object { json in
      json.member("stage", page.stage.rawValue)
      guard let lifecycle = entry.hub.lifecycle else { return }
      if let day = lifecycle.deprecated?.value { json.member("deprecated", day.description) }
      if let day = lifecycle.expires?.value { json.member("expires", day.description) }
      if let reason = lifecycle.reason?.value { json.member("reason", reason) }
      if let other = lifecycle.replacedBy?.value, site.index.contains(other) {
        json.member("replaced_by", other)
      }
    }
  }

  private func writeHub(to json: inout JSONText) {
    let hub = entry.hub
    json.member("edition", hub.effectiveEdition.rawValue)
    if let license = hub.license?.value { json.member("license", license) }
    json.member("tags", hub.tags.map(\.value))
    json.member("aliases", hub.aliases.map(\.value).filter { ModelName.isValid($0) })
    json.member("maintainers", hub.maintainers.map(\.value).filter { site.index.person($0) != nil })
    json.key("links")
    json.array { json in
      for link in hub.links where URLText.isWebAddress(link.value.value) {
        json.object { json in
          json.member("label", link.name.value)
          json.member("href", link.value.value)
        }
      }
    }
  }

  private func writeFacts(to json: inout JSONText) {
    if !facts.family.isEmpty { json.member("family", facts.family) }
    if let context = facts.context { json.member("context_length", context.tokens) }
    json.member("abilities", facts.abilities.texts)
    json.member("languages", facts.languages.texts)
    json.member("formats", facts.formats.texts)
    json.member("quantizations", facts.quantizations.texts)
    json.member("engines", facts.engines.texts)
    json.member("hubs", facts.hubs.texts)
    json.key("sizes")
    json.array { json in
      for size in facts.sizes {
        json.object { json in
          json.member("millions", size.total.millions)
          if let activated = size.activated { json.member("activated_millions", activated.millions) }
        }
      }
    }
  }
}
