import Catalog
public import Changes
public import Diagnostics
import Documents
import FileTrees
import SourceText

/// What a pull does about one model.
public struct PulledModel: Sendable {
  /// What becomes of the entry.
  public enum Outcome: String, Sendable, CaseIterable {
    /// Upstream's changes are in its file.
    case merged
    /// It is new.
    case created
    /// Upstream removed the model, and the entry goes with it.
    case removed
    /// Both sides changed the same fields in different ways, or one removed what the other changed: somebody
    /// has to settle it.
    case conflicting
  }

  /// How the two sides stand to each other.
  public let drift: ModelDrift
  /// What becomes of the entry.
  public let outcome: Outcome
  /// The model file to write, as a path below the catalog.
  public let file: (path: String, bytes: [UInt8])?
  /// The fields that upstream changed and the entry takes over.
  public let changes: [FieldChange]
  /// The fields to settle; none where the whole model is in dispute.
  public let conflicts: [FieldConflict]
}

/// What a pull does about all models.
public struct UpstreamPull: Sendable {
  /// The models that something is done about, by type and name.
  public internal(set) var models: [PulledModel] = []
  /// The lock's new bytes; `nil` where something is left to settle, or not all models were looked at: the
  /// old common state is needed still.
  public internal(set) var lock: [UInt8]?
  /// Files that could not be read.
  public internal(set) var findings: [Diagnostic] = []
}

/// What a pull takes into account.
public struct PullOptions {
  /// The lock as it will be, whose commit is that of the upstream tree.
  public var lock: UpstreamLock
  /// Only these entries, as `llm/qwen3`.
  public var only: Set<String>?
  /// Whether models that are new upstream become entries.
  public var includesNew = false
  /// The side that counts where both changed a field: the catalog is `ours`, upstream `theirs`.
  public var settle: (_ id: String, _ field: FieldPath) -> MergeSide? = { _, _ in nil }
  /// The side that counts where one removed a model that the other changed, or nothing tells who changed it.
  public var settleModel: (_ id: String) -> MergeSide? = { _ in nil }

  /// Makes options.
  public init(lock: UpstreamLock) {
    self.lock = lock
  }
}

extension UpstreamPull {
  /// Works out how upstream's changes come into the catalog, field by field; nothing is written.
  ///
  /// Of an entry only the values that change are edited: `hub:`, comments and README stay. What both changed is left
  /// as the catalog has it until somebody settles it.
  public static func plan(
    _ comparison: UpstreamComparison, _ options: PullOptions
  ) throws(UpstreamError) -> UpstreamPull {
    var pull = UpstreamPull()
    pull.findings = try comparison.walk(ModelType.allCases, only: options.only) {
      compared throws(UpstreamError) in
      if let model = try PulledModel.of(compared, comparison, options) { pull.models.append(model) }
    }
    let isSettled = pull.models.allSatisfy { $0.outcome != .conflicting }
    let isRead = pull.findings.allSatisfy { $0.severity < .error }
    if isSettled, isRead, options.only == nil {
      let (document, _) = try withFiles { () throws(FileTreeError) in
        try comparison.catalog.document(UpstreamLock.path)
      }
      pull.lock = options.lock.text(replacing: document)
    }
    return pull
  }
}

extension PulledModel {
  fileprivate static func of(
    _ compared: UpstreamComparison.Compared, _ comparison: UpstreamComparison, _ options: PullOptions
  ) throws(UpstreamError) -> PulledModel? {
    let versions = compared.versions
    let drift = versions.drift(removedHere: compared.isRemoved)
    let side = options.settleModel(drift.id)
    switch (compared.entry, versions.upstream) {
    case (nil, nil): return nil
    case (nil, let records?):
      if drift.state == .diverged, side == nil { return conflict(drift) }
      let isWanted = drift.state == .behind ? options.includesNew : side == .theirs
      return isWanted ? created(drift, records, comparison.layout) : nil
    case (_?, nil):
      if drift.state == .behind, side != .ours { return done(drift, .removed) }
      if drift.state != .diverged || side == .ours { return nil }
      return side == .theirs ? done(drift, .removed) : conflict(drift)
    case (let entry?, let theirs?):
      switch drift.state {
      case .same, .ahead, .absent: return nil
      case .unknown where side == nil: return conflict(drift)
      case .unknown: return side == .theirs ? try written(entry, theirs, drift) : nil
      case .behind, .diverged: return try merged(entry, versions, drift, options)
      }
    }
  }

  private static func merged(
    _ entry: Entry, _ versions: ThreeVersions, _ drift: ModelDrift, _ options: PullOptions
  ) throws(UpstreamError) -> PulledModel? {
    let settle = options.settle
    let side = options.settleModel(drift.id)
    let merge = versions.merge(clock: nil, onto: .catalog) { settle(drift.id, $0) ?? side }
    guard merge.conflicts.isEmpty else { return conflict(drift, merge.conflicts) }
    return try written(entry, Array(merge.document.rootNode.elements), drift)
  }

  private static func written(
    _ entry: Entry, _ records: [Node], _ drift: ModelDrift
  ) throws(UpstreamError) -> PulledModel? {
    let own = entry.records.map(\.node)
    if RecordContent.isSame(own, records) { return nil }
    guard let bytes = EntryText.changed(entry, records: records) else {
      throw UpstreamError(
        .unreadable, "‘\(entry.document.source.path)’ cannot be brought to upstream's records by editing it.")
    }
    let name = entry.document.source.path.split(separator: "/").last ?? "model.yaml"
    return PulledModel(
      drift: drift, outcome: .merged, file: ("\(entry.folder.path)/\(name)", bytes),
      changes: RecordContent.changes(from: own, to: records), conflicts: [])
  }

  private static func created(
    _ drift: ModelDrift, _ records: [Node], _ layout: CatalogLayout
  ) -> PulledModel {
    let folder = EntryFolder(type: drift.type, name: drift.name, layout: layout)
    let model = UpstreamModel(type: drift.type, name: drift.name, records: records, path: "")
    return PulledModel(
      drift: drift, outcome: .created, file: ("\(folder.path)/model.yaml", EntryText.new(model, layout)),
      changes: [], conflicts: [])
  }

  private static func done(_ drift: ModelDrift, _ outcome: Outcome) -> PulledModel {
    PulledModel(drift: drift, outcome: outcome, file: nil, changes: [], conflicts: [])
  }

  private static func conflict(_ drift: ModelDrift, _ conflicts: [FieldConflict] = []) -> PulledModel {
    PulledModel(drift: drift, outcome: .conflicting, file: nil, changes: [], conflicts: conflicts)
  }
}
