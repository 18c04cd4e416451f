import Catalog
import Templates

extension ModelPage {
  /// Fills the table of all that can be downloaded.
  func fillSpecs(_ page: inout TemplateData, in site: Site) {
    page.setObject("specs") { specs in
      specs["builds"] = .bytes(grouped(table.builds))
      specs["summary"] = .text(summary(in: site.language))
      specs["hasMemory"] = .flag(table.groups.contains { $0.mostMemory > 0 })
      specs["hasJump"] = .flag(table.groups.count > 2)
      specs["isCut"] = .flag(table.isCut)
      specs.setList("groups", table.groups) { data, group in fill(&data, group, in: site) }
    }
  }

  private func fill(_ data: inout TemplateData, _ group: SpecTable.Group, in site: Site) {
    data["id"] = .bytes(group.sizes?.anchor ?? Text("specs-all"))
    data["hasSize"] = .flag(group.sizes != nil)
    data["title"] = .bytes(group.sizes?.title ?? Text(site.language("specs.weightsOfAll").utf8))
    let active = group.sizes?.activated.map { ($0.digits + Text("B")).string }
    data["detail"] = .text(ifAny: active.map { site.language("specs.active", ("size", $0)) })
    data["size"] = .bytes(group.sizes?.total.written ?? [])
    data["hasMemory"] = .flag(group.mostMemory > 0)
    fillCache(&data, group.dimensions)
    data.setList("blocks", group.blocks) { data, block in
      data["format"] = .bytes(block.format)
      data["note"] = .bytes(block.note)
      data["isBare"] = .flag(block.format.isEmpty && block.note.isEmpty)
      data["span"] = .number(block.rows.count)
      data["engines"] = .bytes(engines(of: block))
      data.setList("rows", block.rows.enumerated()) { data, row in
        data["isFirst"] = .flag(row.offset == 0)
        data.setList("quantizations", row.element.quantizations) { data, quantization in
          data["name"] = .bytes(quantization.name)
          fill(&data, quantization.memory, of: group)
        }
        data.setList("weights", row.element.weights) { data, weights in fill(&data, weights) }
      }
    }
  }

  /// The engines that run a block's builds, with a comma between two.
  private func engines(of block: SpecTable.Block) -> Text {
    guard entry.type.isLaunchedByFormat, !block.isCompanion else { return [] }
    let running = Engines.running(block.format, of: entry.type, among: facts.engines.texts)
    return Text(running.joined(separator: [UInt8(ascii: ",")]))
  }

  private func fill(_ data: inout TemplateData, _ memory: MemoryEstimate?, of group: SpecTable.Group) {
    guard let memory else {
      data["memory"] = .nothing
      return
    }
    data.setObject("memory") { data in
      data["size"] = .bytes(memoryText(memory.weights))
      // A hundredth at least, so that there is something to see.
      data["part"] = .number(max(1, memory.weights / max(1, group.mostMemory / 100)))
      data["fits"] = .text(ifAny: MemorySizes.smallest(holding: memory.needed).map { "\($0) GB" })
      data["needed"] = .number(memory.needed / 1_000_000)
    }
  }

  /// Fills what the cache of keys and values takes, for lengths that people use.
  private func fillCache(_ data: inout TemplateData, _ dimensions: ModelDimensions?) {
    guard let dimensions, let perToken = dimensions.cacheBytesPerToken else {
      data["cache"] = .nothing
      data["isLatent"] = .flag(dimensions?.attention == .latent)
      return
    }
    data["isLatent"] = .flag(false)
    data.setObject("cache") { cache in
      cache["perToken"] = .text("\((perToken + 512) / 1024) KiB")
      cache["isMost"] = .flag(dimensions.attention == .mixed)
      let longest = facts.context?.tokens ?? 32_768
      let lengths = [8192, 32_768, 131_072, 1_048_576].filter { $0 < longest }.prefix(3) + [longest]
      cache.setList("lengths", lengths) { row, tokens in
        row["tokens"] = .bytes(TokenCount(tokens: tokens).short)
        row["size"] = .bytes(memoryText(perToken * min(tokens, 1 << 28)))
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

  private func summary(in language: SiteLanguage) -> String {
    guard table.builds > 0 else { return language("specs.none") }
    let (formats, hubs) = (facts.formats.texts.count, table.hubs.texts.count)
    let key =
      switch (formats, hubs) {
      case (0, 0): "specs.sumBuilds"
      case (0, _): "specs.sumHubs"
      case (_, 0): "specs.sumFormats"
      default: "specs.sum"
      }
    return language(
      key, ("builds", language.count(table.builds, "build")),
      ("formats", language.count(formats, "format")), ("hubs", language.count(hubs, "hub")))
  }
}

extension ModelSizes {
  /// How a size is called: `0.6B`.
  var title: Text { total.digits + Text("B") }
}
