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
  func writeModelFile<Sink: PageSink & ~Copyable>(
    _ page: ModelPage, to sink: inout Sink
  ) throws(Sink.Failure) {
    let entry = page.entry
    try sink.write(ModelFile(page, in: self).bytes, to: APIPaths.model(entry.type, entry.name))
  }

  /// Writes what the interface for programs says of the catalog.
  func writeAPI<Sink: PageSink & ~Copyable>(
    _ checksums: DownloadChecksums, to sink: inout Sink
  ) throws(Sink.Failure) {
    var files: [(path: String, bytes: [UInt8])] = [
      ("facets.json", apiFacets), ("changes.json", apiChanges), ("removed.json", apiRemoved),
    ]
    for type in ModelType.allCases { files.append(("models/\(type.rawValue).json", apiList(of: type))) }
    for file in files { try sink.write(file.bytes, to: APIPaths.folder + file.path) }
    let sums = checksums.file(besides: files.map { (APIPaths.folder + $0.path, $0.bytes) })
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

  private var apiChanges: [UInt8] {
    let changes = publicChanges()
    var json = JSONText()
    json.object { json in
      json.member(
        "complete", material.timeline.isComplete && changes.count <= Self.mostChangesInAPI)
      json.key("changes")
      json.array { json in
        for change in changes.prefix(Self.mostChangesInAPI) { json.change(change, in: self) }
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

  /// The changes that lists may tell of: those of listed entries, and of such as were until they went.
  func publicChanges() -> [EntryChange] {
    var isListed: [String: Bool] = [:]
    return material.timeline.changes.filter { change in
      if change.kind == .removed, !index.contains(change.name) { return change.wasListed }
      let id = "\(change.type.rawValue)/\(change.name)"
      if let known = isListed[id] { return known }
      let found = index.place(of: change.type, change.name) != nil || wentListed(change)
      isListed[id] = found
      return found
    }
  }

  /// Whether an entry that is no longer there was in lists to the end.
  private func wentListed(_ change: EntryChange) -> Bool {
    guard !index.contains(change.name) else { return false }
    return material.changes(of: change.type, change.name).first { $0.kind == .removed }?.wasListed ?? false
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

/// The SHA-256 of each type's download, taken while it is written.
struct DownloadChecksums: Sendable {
  private var hashes: [ModelType: (hash: SHA256, bytes: Int)] = [:]

  /// Takes note of the next entry's file, as ``TypeDownloads`` does.
  mutating func append(_ file: [UInt8], of type: ModelType) {
    let isFirst = hashes[type] == nil
    update(type, isFirst ? Text("[\n") : Text(",\n"))
    update(type, DownloadRecord.records(inFile: file))
  }

  private mutating func update(_ type: ModelType, _ bytes: Text) {
    hashes[type, default: (SHA256(), 0)].hash.update(bytes)
    hashes[type]?.bytes += bytes.count
  }

  /// The file of all sums: of the downloads of types, and of other files whose bytes are at hand.
  func file(besides others: [(path: String, bytes: [UInt8])]) -> [UInt8] {
    var sums = others.map { (path: $0.path, bytes: $0.bytes.count, sum: SHA256.hex($0.bytes)) }
    for type in ModelType.allCases {
      let end = Array((hashes[type] == nil ? "[]\n" : "\n]\n").utf8)
      var (hash, bytes) = hashes[type] ?? (SHA256(), 0)
      hash.update(end)
      bytes += end.count
      sums.append((SitePaths.download(of: type), bytes, hash.finish()))
    }
    var json = JSONText()
    json.object { json in
      json.key("files")
      json.array { json in
        for sum in sums.sorted(by: { $0.path < $1.path }) {
          json.object { json in
            json.member("path", sum.path)
            json.member("bytes", sum.bytes)
            json.member("sha256", sum.sum)
          }
        }
      }
    }
    return json.file()
  }
}
