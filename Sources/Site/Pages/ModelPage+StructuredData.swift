import Catalog
import Markdown

extension ModelPage {
  /// The page's facts in schema.org's words, as the script that search engines read.
  func structuredData(in site: Site) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("@context")
      json.string("https://schema.org")
      json.key("@type")
      json.string("SoftwareApplication")
      json.key("name")
      json.string(entry.name)
      json.key("applicationCategory")
      json.string("\(Labels.short(entry.type)) model")
      let about = self.about(readmes.first?.page, site)
      json.key("description")
      json.string(about)
      if let address = site.pageAddress(SitePaths.folder(ofModel: entry.name)) {
        json.key("url")
        json.string(address)
      }
      if let license = entry.hub.license?.value, let address = Labels.address(ofLicense: license) {
        json.key("license")
        json.string(address)
      }
      if let updated = entry.updatedAt {
        json.key("dateModified")
        json.string(CalendarDate(secondsSince1970: updated).description)
      }
      let keywords =
        facts.abilities.texts.map { Labels.ability($0) }
        + entry.hub.tags.prefix(16).map { Text($0.value.utf8) }
      if !keywords.isEmpty {
        json.key("keywords")
        json.array { json in for word in keywords { json.string(word) } }
      }
    }
    return Self.script(json.bytes)
  }

  /// A script element with data in it, whose text can neither end the element nor begin a comment in it.
  private static func script(_ json: [UInt8]) -> [UInt8] {
    var html: [UInt8] = []
    html.reserveCapacity(json.count + 64)
    html.append("<script type=\"application/ld+json\">")
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): html.append("\\u003c")
      case UInt8(ascii: ">"): html.append("\\u003e")
      case UInt8(ascii: "&"): html.append("\\u0026")
      default: html.append(byte)
      }
    }
    html.append("</script>")
    return html
  }

  /// The records in colours; a long text stays plain, since colours make a page several times longer.
  static func coloured(_ json: [UInt8]) -> [UInt8] {
    CodeColours.html(json, language: json.count <= 32 << 10 ? "json" : "")
  }
}
