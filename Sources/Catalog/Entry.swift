import Diagnostics
public import Documents
import FileTrees
import SourceText

/// Where an entry lies: `models/<type>/<name>/`, or one level deeper in a sharded catalog.
public struct EntryFolder: Hashable, Sendable {
  /// The model's type.
  public let type: ModelType
  /// The folder's name, which is the model's name.
  public let name: String
  private let layout: CatalogLayout

  /// Names an entry's folder.
  public init(type: ModelType, name: String, layout: CatalogLayout = .flat) {
    (self.type, self.name, self.layout) = (type, name, layout)
  }

  /// The folder's path below the catalog's root, spelt out when asked for: there may be a hundred thousand.
  public var path: String { layout.path(type: type, name: name) }

  /// The path of its model file below the catalog's root.
  public func modelPath(isJSON: Bool) -> String { path + (isJSON ? "/model.json" : "/model.yaml") }

  /// How commands name an entry: `llm/qwen3`.
  public var id: String { "\(type.rawValue)/\(name)" }
}

extension EntryFolder: Comparable {
  /// Orders entries by type, then by the bytes of their names.
  public static func < (left: EntryFolder, right: EntryFolder) -> Bool {
    left.type == right.type ? isOrderedByBytes(left.name, right.name) : left.type < right.type
  }
}

/// One entry of the catalog, decoded as far as its file allows.
public struct Entry: Sendable {
  /// Where it lies.
  public let folder: EntryFolder
  /// Its model file.
  public let document: Document
  /// What the hub knows of it.
  public let hub: HubBlock
  /// What Xinference reads: at least one record.
  public let records: [ModelRecord]
  /// The READMEs' file names, `README.md` first.
  public let readmes: [String]
  /// The files below `assets/`, as paths below the entry's folder, sorted.
  public let assets: [String]

  /// The model's name.
  public var name: String { folder.name }
  /// The model's type.
  public var type: ModelType { folder.type }
  /// The path of its model file below the catalog's root, wherever that is.
  public var modelPath: String { folder.modelPath(isJSON: isJSON) }
  /// Whether its model file is JSON.
  public var isJSON: Bool { document.source.path.hasSuffix(".json") }
  /// The newest `updated_at` of its records, in seconds since 1970.
  public var updatedAt: Int? { records.compactMap(\.updatedAt).max() }
  /// Tells whether any record is featured.
  public var isFeatured: Bool { records.contains(where: \.isFeatured) }

  /// Decodes a model file; nothing where it has no record to speak of.
  static func decode(
    _ document: Document, in folder: EntryFolder, readmes: [String], assets: [String]
  ) -> (Entry?, [Diagnostic]) {
    let root = document.rootNode
    switch root.kind {
    case .array:
      let (records, faults) = records(root)
      let (hub, _) = HubBlock.decode(nil)
      return (entry(document, folder, hub, records, readmes, assets), faults)
    case .object where root["model"] != nil || root["hub"] != nil:
      return decodeMapping(root, folder, readmes, assets)
    case .object:
      return (nil, [shapeless(root)])
    default:
      let message = "An entry is a mapping with ‘hub:’ and ‘model:’, or a list of records, not \(root.kind)"
      return (nil, [Diagnostic("entry-shape", message, at: root.location, help: exampleHelp)])
    }
  }

  private static func decodeMapping(
    _ root: Node, _ folder: EntryFolder, _ readmes: [String], _ assets: [String]
  ) -> (Entry?, [Diagnostic]) {
    var decoder = MappingDecoder(root, "The entry")
    let (hub, hubFaults) = HubBlock.decode(decoder.child("hub"))
    guard let model = decoder.child("model") else {
      let missing = Diagnostic(
        "entry-shape", "The entry has no ‘model:’", at: root.location, help: exampleHelp)
      return (nil, decoder.finish() + hubFaults + [missing])
    }
    let (records, faults) = records(model)
    let all = decoder.finish() + hubFaults + faults
    return (entry(root.document, folder, hub, records, readmes, assets), all)
  }

  private static func entry(
    _ document: Document, _ folder: EntryFolder, _ hub: HubBlock, _ records: [ModelRecord],
    _ readmes: [String], _ assets: [String]
  ) -> Entry? {
    guard !records.isEmpty else { return nil }
    return Entry(
      folder: folder, document: document, hub: hub, records: records, readmes: readmes, assets: assets)
  }

  private static func records(_ model: Node) -> ([ModelRecord], [Diagnostic]) {
    if model.kind == .object { return ([ModelRecord(model)], []) }
    guard model.kind == .array, model.count > 0 else {
      let found = model.kind == .array ? "an empty list" : "\(model.kind)"
      return (
        [],
        [
          Diagnostic(
            "entry-shape", "‘model:’ must be a record or a list of records, not \(found)", at: model.location,
            help: exampleHelp)
        ]
      )
    }
    var faults: [Diagnostic] = []
    let records = model.elements.compactMap { element -> ModelRecord? in
      if element.kind == .object { return ModelRecord(element) }
      faults.append(
        Diagnostic("entry-shape", "A record must be a mapping, not \(element.kind)", at: element.location))
      return nil
    }
    return (records, faults)
  }

  private static func shapeless(_ root: Node) -> Diagnostic {
    let help =
      root["model_name"] == nil
      ? exampleHelp
      : "Put the record under ‘model:’; a bare list of records, as upstream has it, is fine too."
    return Diagnostic("entry-shape", "The entry has no ‘model:’", at: root.location, help: help)
  }

  private static let exampleHelp = "See `modelhub new --help` for a start, or any entry of the catalog."
}
