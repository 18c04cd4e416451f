import Catalog
import Diagnostics
import Documents
import FileTrees
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

  /// The model of a name, or `nil` where the tree has none, and what there is to say about its file.
  ///
  /// `twin` is the same model in another tree: where its file has the same bytes, it is not parsed again.
  func model(_ name: String, like twin: UpstreamModel? = nil) throws(UpstreamError) -> (
    UpstreamModel?, [Diagnostic]
  ) {
    guard known.contains(name) else { return (nil, []) }
    if let aggregate { return (aggregate[name], []) }
    let path = path(of: name)
    if let twin, twin.path == path, let source = twin.records.first?.document.source {
      let bytes = try withFiles { () throws(FileTreeError) in
        try upstream.tree.read(path, limit: ReadLimits.catalog.bytes)
      }
      if bytes == source.bytes { return (twin, []) }
    }
    var scan = ModelScan(upstream)
    let model = try scan.model(inFile: path, type)
    return (model, scan.findings)
  }
}
