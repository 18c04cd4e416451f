public import Catalog
public import Diagnostics
import Documents
import FileTrees

/// A catalog side by side with an upstream tree and the state that both come from.
public struct UpstreamComparison {
  /// The catalog.
  public let catalog: CatalogReader
  /// How its entries lie.
  public let layout: CatalogLayout
  /// Upstream now.
  public let upstream: UpstreamTree
  /// Upstream at the commit of the lock; `nil` where that cannot be had.
  public let base: UpstreamTree?
  /// Entries that the catalog once offered and has no longer, as `llm/qwen3`.
  public let removed: Set<String>
  /// Told how many models were compared so far.
  public var onModel: (_ count: Int) -> Void = { _ in }

  /// Puts trees side by side; `base` may be in the other layout.
  public init(
    _ catalog: CatalogReader, _ layout: CatalogLayout, upstream: UpstreamTree, base: UpstreamTree?,
    removed: Set<String> = []
  ) {
    (self.catalog, self.layout, self.upstream) = (catalog, layout, upstream)
    (self.base, self.removed) = (base, removed)
  }

  /// Compares model by model, in the order of types and names; only one model is in memory at a time where
  /// upstream keeps a file a model.
  ///
  /// `names` restricts the walk to some ids. Gives what there is to say about files that cannot be read; a model
  /// with such a file is left out.
  public func forEachModel(
    _ types: [ModelType] = ModelType.allCases, only names: Set<String>? = nil,
    _ body: (ModelDrift, Entry?) throws(UpstreamError) -> Void
  ) throws(UpstreamError) -> [Diagnostic] {
    try walk(types, only: names) { compared throws(UpstreamError) in
      let versions = compared.versions
      try body(versions.drift(removedHere: compared.isRemoved), compared.entry)
    }
  }

  /// One model in all its versions.
  struct Compared {
    let versions: ThreeVersions
    let entry: Entry?
    /// Whether the catalog had it and removed it.
    let isRemoved: Bool
  }

  func walk(
    _ types: [ModelType], only names: Set<String>?, _ body: (Compared) throws(UpstreamError) -> Void
  ) throws(UpstreamError) -> [Diagnostic] {
    let (folders, indexFaults) = try withFiles { () throws(FileTreeError) in try catalog.index(layout) }
    var (findings, count) = (indexFaults, 0)
    let asked = names.map { names in Set(names.compactMap { $0.split(separator: "/").first.map(String.init) })
    }
    for type in types.sorted() where asked?.contains(type.rawValue) ?? true {
      let now = try UpstreamModels(upstream, type)
      let before = try base.map { base throws(UpstreamError) in try UpstreamModels(base, type) }
      findings += now.findings
      var byName: [String: EntryFolder] = [:]
      for folder in folders where folder.type == type { byName[folder.name] = folder }
      for name in Set(byName.keys).union(now.names).sorted(by: isOrderedByBytes) {
        let id = "\(type.rawValue)/\(name)"
        if let names, !names.contains(id) { continue }
        let (model, faults) = try now.model(name)
        let (old, oldFaults) = try before?.model(name, like: model) ?? (nil, [])
        let (entry, entryFaults) = try self.entry(byName[name])
        let all = faults + oldFaults + entryFaults
        findings += all
        if all.contains(where: { $0.severity == .error }) { continue }
        let versions = ThreeVersions(
          type: type, name: name, base: old?.records, upstream: model?.records,
          catalog: entry?.records.map(\.node), hasBase: base != nil)
        try body(Compared(versions: versions, entry: entry, isRemoved: entry == nil && removed.contains(id)))
        count += 1
        onModel(count)
      }
    }
    return findings.sorted()
  }

  private func entry(_ folder: EntryFolder?) throws(UpstreamError) -> (Entry?, [Diagnostic]) {
    guard let folder else { return (nil, []) }
    let (entry, faults) = try withFiles { () throws(FileTreeError) in try catalog.entry(folder) }
    return (entry, faults.filter { $0.severity == .error })
  }
}
