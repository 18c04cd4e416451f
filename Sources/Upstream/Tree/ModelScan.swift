public import Catalog
public import Diagnostics
import Documents
import FileTrees

/// One walk over an upstream tree, type by type, model by model.
struct ModelScan {
  private let upstream: UpstreamTree
  private(set) var findings: [Diagnostic] = []

  init(_ upstream: UpstreamTree) {
    self.upstream = upstream
  }

  mutating func run(
    _ type: ModelType, _ body: (UpstreamModel) throws(UpstreamError) -> Void
  ) throws(UpstreamError) {
    var names: [String: String] = [:]
    for path in try upstream.files(of: type) {
      let (document, faults) = try upstream.document(path)
      findings += faults
      guard let document else { continue }
      for model in models(document.rootNode, type, path, faults) {
        if let other = names.updateValue(model.name, forKey: ModelName.folded(model.name)) {
          findings.append(
            Diagnostic(
              "name-collision", "‘\(model.name)’ and ‘\(other)’ differ by case only",
              at: model.records[0].location,
              help: "A file system may not tell them apart; upstream has to rename one of them."))
          continue
        }
        try body(model)
      }
    }
  }

  /// The one model of a file in the split layout.
  mutating func model(inFile path: String, _ type: ModelType) throws(UpstreamError) -> UpstreamModel? {
    let (document, faults) = try upstream.document(path)
    findings += faults
    return document.flatMap { models($0.rootNode, type, path, faults).first }
  }

  /// The models of a file, by name in the order of their first records.
  private mutating func models(
    _ root: Node, _ type: ModelType, _ path: String, _ faults: [Diagnostic]
  ) -> [UpstreamModel] {
    var order: [String] = []
    var records: [String: [Node]] = [:]
    for record in root.elements {
      let isFaulty = faults.contains { record.range.contains($0.location.range.lowerBound) }
      guard !isFaulty, let name = name(of: record, type, path) else {
        // In a file of its own the model would be left with half its records.
        if upstream.layout == .split { return [] }
        continue
      }
      if records[name] == nil { order.append(name) }
      records[name, default: []].append(record)
    }
    return order.map { name in
      UpstreamModel(type: type, name: name, records: records[name] ?? [], path: path)
    }
  }

  /// A record's name, or `nil` and a finding.
  private mutating func name(of record: Node, _ type: ModelType, _ path: String) -> String? {
    guard record.kind == .object else {
      report("upstream-record", "A record must be a mapping, not \(record.kind)", record)
      return nil
    }
    guard let node = ModelRecord(record).listedName(in: type) else {
      report("upstream-record", "The record has no ‘model_name’", record)
      return nil
    }
    let name = node.text
    guard ModelName.isValid(name) else {
      report(
        "model-name", "‘\(printable(name))’ cannot be a model's name", node,
        help: "A name starts with a letter or digit and goes on with letters, digits, ‘.’, ‘_’ and ‘-’.")
      return nil
    }
    if upstream.layout == .split, path != "\(type.splitFolder)/\(name).json" {
      report(
        "model-name", "The file's name is not that of its model ‘\(name)’", node,
        help: "Upstream's own check refuses such a file; it has to be ‘\(name).json’.")
      return nil
    }
    return name
  }

  private mutating func report(_ rule: String, _ message: String, _ node: Node, help: String? = nil) {
    findings.append(Diagnostic(rule, message, at: node.location, help: help))
  }
}

extension UpstreamTree {
  /// Walks over the models of some types; in the split layout only one file is in memory at a time.
  ///
  /// Gives what there is to say about files and records that are no models.
  public func forEachModel(
    of types: [ModelType] = ModelType.allCases, _ body: (UpstreamModel) throws(UpstreamError) -> Void
  ) throws(UpstreamError) -> [Diagnostic] {
    var scan = ModelScan(self)
    for type in types { try scan.run(type, body) }
    return scan.findings
  }
}
