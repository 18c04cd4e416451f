import Catalog
import Digests
import Timeline

/// The files below `api/v1/` that tell of the whole catalog.
enum APIPaths {
  static let folder = "api/v1/"

  static func model(_ type: ModelType, _ name: String) -> String {
    "\(folder)models/\(type.rawValue)/\(name).json"
  }

  static func list(of type: ModelType) -> String { "\(folder)models/\(type.rawValue).json" }
}

extension Site {
  /// How many changes `changes.json` tells of.
  static let mostChangesInAPI = 200

  /// Writes what the interface for programs says of one model.
  func writeModelFile<Sink: FileSink & ~Copyable>(
    _ page: ModelPage, to sink: inout Sink
  ) throws(Sink.Failure) {
    let entry = page.entry
    try sink.write(ModelFile(page, in: self).bytes, to: APIPaths.model(entry.type, entry.name))
  }

  /// Writes what the interface for programs says of the catalog; `downloads` are those of whole types.
  mutating func writeAPI<Sink: PageSink & ~Copyable>(
    _ downloads: [ModelType: TypeDownloads.Sum], to sink: inout Sink
  ) throws(Sink.Failure) {
    let known = standing?.hasSamePast == true ? try sink.read(APIPaths.folder + "changes.json") : nil
    var files: [(path: String, bytes: [UInt8])] = [
      ("facets.json", apiFacets), ("changes.json", known ?? apiChanges(publicPlaces())),
      ("removed.json", apiRemoved),
    ]
    for type in ModelType.allCases { files.append(("models/\(type.rawValue).json", apiList(of: type))) }
    for file in files { try sink.write(file.bytes, to: APIPaths.folder + file.path) }
    let sums = checksums(files.map { (APIPaths.folder + $0.path, $0.bytes) }, downloads)
    try sink.write(sums, to: APIPaths.folder + "checksums.json")
    try sink.write(apiIndex, to: APIPaths.folder + "index.json")
    for schema in material.schemas { try sink.write(schema.bytes, to: "schema/" + schema.name) }
  }

  private var apiIndex: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("version", 1)
      json.member("title", settings.title)
      json.member("description", settings.description)
      json.member("language", settings.language)
      json.member("as_of", options.today.description)
      if let base = options.baseURL ?? settings.baseURL { json.member("site", base) }
      json.member("models", index.listed.count)
      json.key("types")
      json.array { json in
        for type in ModelType.allCases {
          json.object { json in
            json.member("type", type.rawValue)
            json.member("models", index.range(of: type).count)
            json.member("list", APIPaths.list(of: type))
            json.member("download", SitePaths.download(of: type))
            json.member("feed", FeedPaths.feed(of: type))
          }
        }
      }
      json.key("files")
      json.object { json in
        for name in ["changes", "checksums", "facets", "removed"] {
          json.member(name, "\(APIPaths.folder)\(name).json")
        }
        json.member("feed", FeedPaths.atom)
        json.member("json_feed", FeedPaths.json)
      }
    }
    return json.file()
  }

  private func apiList(of type: ModelType) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("type", type.rawValue)
      json.key("models")
      json.array { json in
        for summary in index.listed[index.range(of: type)] {
          json.object { json in
            json.member("name", index.text(summary.name))
            json.member("stage", summary.stage.rawValue)
            if let updated = summary.updatedAt { json.member("updated_at", updated) }
          }
        }
      }
    }
    return json.file()
  }

  private var apiFacets: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("facets")
      json.array { json in
        for facet in Facet.allCases {
          json.object { json in
            json.member("name", facet.name)
            json.key("values")
            json.array { json in
              for number in index.facets.range(of: facet).prefix(Self.mostValues) {
                json.facetValue(index.facets.values[number])
              }
            }
          }
        }
      }
    }
    return json.file()
  }

  private func apiChanges(_ places: [UInt32]) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member(
        "complete", material.timeline.isComplete && places.count <= Self.mostChangesInAPI)
      json.key("changes")
      json.array { json in
        for place in places.prefix(Self.mostChangesInAPI) {
          json.change(material.timeline.changes[Int(place)], in: self)
        }
      }
    }
    return json.file()
  }

  private var apiRemoved: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("removed")
      json.array { json in
        for model in material.gone {
          json.object { json in
            json.member("type", model.type.rawValue)
            json.member("name", model.name)
            json.member("removed", model.removed.description)
            if let reason = model.reason { json.member("reason", reason) }
            if let replacement = model.replacement { json.member("replaced_by", replacement) }
            json.member("aliases", model.aliases)
          }
        }
      }
    }
    return json.file()
  }

  /// The file of all sums: of files whose bytes are at hand, and of the downloads.
  private func checksums(
    _ files: [(path: String, bytes: [UInt8])], _ downloads: [ModelType: TypeDownloads.Sum]
  ) -> [UInt8] {
    var sums = files.map { (path: $0.path, sum: TypeDownloads.Sum($0.bytes)) }
    sums += downloads.map { (SitePaths.download(of: $0.key), $0.value) }
    var json = JSONText()
    json.object { json in
      json.key("files")
      json.array { json in
        for (path, sum) in sums.sorted(by: { $0.path < $1.path }) {
          json.object { json in
            json.member("path", path)
            json.member("bytes", sum.bytes)
            json.member("sha256", sum.sha256)
          }
        }
      }
    }
    return json.file()
  }
}

extension JSONText {
  fileprivate mutating func facetValue(_ value: FacetValue) {
    object { json in
      json.member("value", value.key[...])
      json.member("label", value.label[...])
      json.member("models", value.count)
      if value.facet.folder != nil {
        json.member("page", SitePaths.encoded(SitePaths.folder(of: value)))
      }
    }
  }
}
