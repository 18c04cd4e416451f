import Catalog
import Diagnostics
import Documents
import FileTrees
import GitStore
import SourceText

/// The models of one type in an upstream tree, looked up by name.
///
/// In the split layout a file is read when it is asked for; an aggregate is read once.
struct UpstreamModels {
  let upstream: UpstreamTree
  let type: ModelType
  /// The names that files claim to hold, sorted.
  let names: [String]
  /// What there is to say about an aggregate, and about names.
  let findings: [Diagnostic]

  private let known: Set<String>
  /// An aggregate's models by name, and its document.
  private let aggregate: [String: UpstreamModel]?
  let document: Document?

  init(_ upstream: UpstreamTree, _ type: ModelType) throws(UpstreamError) {
    self.upstream = upstream
    self.type = type
    switch upstream.layout {
    case .split:
      let files = try upstream.files(of: type)
      names = files.compactMap { path in
        let name = String(path.dropFirst(type.splitFolder.utf8.count + 1).dropLast(5))
        return ModelName.isValid(name) ? name : nil
      }
      (aggregate, document, findings) = (nil, nil, [])
    case .aggregate:
      var models: [String: UpstreamModel] = [:]
      var scan = ModelScan(upstream)
      try scan.run(type) { model in models[model.name] = model }
      aggregate = models
      document = models.values.first?.records.first?.document
      names = models.keys.sorted(by: isOrderedByBytes)
      findings = scan.findings
    }
    known = Set(names)
  }

  /// A model's file in the tree.
  func path(of name: String) -> String {
    upstream.layout == .split ? "\(type.splitFolder)/\(name).json" : type.aggregatePath ?? ""
  }

  /// The id of the blob that is a model's file; `nil` where the tree does not know it, or keeps no file a model.
  func blobID(of name: String) throws(UpstreamError) -> ObjectID? {
    guard aggregate == nil, known.contains(name) else { return nil }
    return try withFiles { () throws(FileTreeError) in try upstream.tree.blobID(of: path(of: name)) }
  }

  /// The model of a name, or `nil` where the tree has none, and what there is to say about its file.
  ///
  /// `twins` are versions known already: where the file has the bytes of one, it is neither read nor parsed.
  func model(_ name: String, like twins: [ModelTwin] = []) throws(UpstreamError) -> (
    UpstreamModel?, [Diagnostic]
  ) {
    guard known.contains(name) else { return (nil, []) }
    if let aggregate { return (aggregate[name], []) }
    if let id = try blobID(of: name), let twin = twins.first(where: { $0.blob == id }) {
      return (twin.model, [])
    }
    var scan = ModelScan(upstream)
    let model = try scan.model(inFile: path(of: name), type)
    return (model, scan.findings)
  }
}

/// A model together with the id that git gives a file with just its records.
struct ModelTwin {
  let model: UpstreamModel?
  let blob: ObjectID

  init(_ model: UpstreamModel?, blob: ObjectID) {
    (self.model, self.blob) = (model, blob)
  }

  /// The model that an entry makes upstream; `nil` where upstream would not take its name.
  init?(_ entry: Entry) throws(UpstreamError) {
    let folder = entry.folder
    guard entry.records.allSatisfy({ $0.listedName(in: folder.type)?.text == folder.name }) else {
      return nil
    }
    do { blob = try ObjectID.ofBlob(entry.upstreamText) } catch {
      throw UpstreamError(.system, "\(error)")
    }
    let path = "\(folder.type.splitFolder)/\(folder.name).json"
    model = UpstreamModel(
      type: folder.type, name: folder.name, records: entry.records.map(\.node), path: path)
  }
}
