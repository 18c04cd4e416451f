import Templates

extension ModelPage {
  /// Fills the table of all that can be downloaded.
  func fillSpecs(_ page: inout TemplateData) {
    page.setObject("specs") { specs in
      specs["builds"] = .bytes(grouped(table.builds))
      specs["summary"] = .bytes(summary)
      specs["hasJump"] = .flag(table.groups.count > 2)
      specs["isCut"] = .flag(table.isCut)
      specs.setList("groups", table.groups) { data, group in fill(&data, group) }
    }
  }

  private func fill(_ data: inout TemplateData, _ group: SpecTable.Group) {
    data["id"] = .bytes(group.sizes?.anchor ?? Text("specs-all"))
    data["hasSize"] = .flag(group.sizes != nil)
    data["title"] = .bytes(group.sizes?.title ?? Text("Weights"))
    data["detail"] = .bytes(group.sizes?.activatedTitle ?? [])
    data.setList("blocks", group.blocks) { data, block in
      data["format"] = .bytes(block.format)
      data["note"] = .bytes(block.note)
      data["isBare"] = .flag(block.format.isEmpty && block.note.isEmpty)
      data["span"] = .number(block.rows.count)
      data.setList("rows", block.rows.enumerated()) { data, row in
        data["isFirst"] = .flag(row.offset == 0)
        data["quantizations"] = .list(row.element.quantizations.map { .bytes($0) })
        data.setList("weights", row.element.weights) { data, weights in fill(&data, weights) }
      }
    }
  }

  private func fill(_ data: inout TemplateData, _ weights: SpecTable.Weights) {
    data["id"] = .bytes(weights.id[...])
    data.setList("links", weights.links) { data, link in
      let hub = Hub(link.hub)
      data["hub"] = .bytes(hub.label)
      data["href"] = .bytes(hub.address(of: weights.id)[...])
      // A commit is told from another by its beginning; a tag or branch needs all of its name.
      let isCommit = link.revision.count == 40 && link.revision.allSatisfy { $0 < 0x67 }
      data["revision"] = .bytes(link.revision.clipped(to: isCommit ? 7 : 64))
    }
  }

  private var summary: Text {
    guard table.builds > 0 else { return Text("There is nothing to download here.") }
    var text: [UInt8] = []
    text.append(table.builds, "build", "builds")
    if !facts.formats.texts.isEmpty {
      text.append(" in ")
      text.append(facts.formats.texts.count, "format", "formats")
    }
    if !table.hubs.texts.isEmpty {
      text.append(" from ")
      text.append(table.hubs.texts.count, "hub", "hubs")
    }
    text.append(".")
    return text[...]
  }
}

extension ModelSizes {
  /// How a size is called: `0.6B`.
  var title: Text { total.digits + Text("B") }

  /// What part of it is active: `3B active`; empty where all of it is.
  var activatedTitle: Text { activated.map { $0.digits + Text("B active") } ?? [] }
}
