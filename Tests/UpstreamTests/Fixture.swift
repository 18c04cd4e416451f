import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Upstream

/// Trees in memory, and a catalog that was imported from one.
struct Fixture {
  var upstream: MemoryTree
  /// Upstream when the catalog was last reconciled with it.
  var base: MemoryTree?
  var catalog: MemoryTree
  var settings = HubSettings.standard.upstream
  var removed: Set<String> = []
  var day = CalendarDate("2026-11-01")

  /// A catalog imported from some upstream files.
  init(_ files: [String: [UInt8]]) throws {
    upstream = MemoryTree(files)
    base = upstream
    catalog = MemoryTree()
    let tree = try UpstreamTree(upstream)
    var entries: [String: [UInt8]] = [:]
    let importer = try Importer(CatalogReader(MemoryTree()), .flat)
    _ = try tree.forEachModel { model throws(UpstreamError) in
      if let file = try importer.entry(for: model, updating: false).0?.file {
        entries[file.path] = file.bytes
      }
    }
    catalog.files = entries
  }

  init(texts: [String: String]) throws { try self.init(texts.mapValues { Array($0.utf8) }) }

  /// One of the real trees, its schemas left out unless asked for.
  static func real(_ name: String, schemas: Bool = false) throws -> Fixture {
    var files: [String: [UInt8]] = [:]
    for path in SharedData.files(below: "\(name)/xinference", ending: ".json")
    where schemas || !path.contains("schemas/") {
      files["xinference/\(path)"] = try SharedData.bytes("\(name)/xinference/\(path)")
    }
    return try Fixture(files)
  }

  var comparison: UpstreamComparison {
    get throws {
      UpstreamComparison(
        CatalogReader(catalog), .flat, upstream: try UpstreamTree(upstream),
        base: try base.map { try UpstreamTree($0) },
        removed: removed)
    }
  }

  var options: PlanOptions {
    get throws {
      let target = PlanTarget(
        repository: "xorbitsai/inference", branch: "main", commit: String(repeating: "c", count: 40),
        layout: try UpstreamTree(upstream).layout)
      return PlanOptions(target: target, settings: settings, day: try #require(day))
    }
  }

  func plans(_ change: (inout PlanOptions) -> Void = { _ in }) throws -> PullRequestPlans {
    var options = try options
    change(&options)
    return try Planner.plan(comparison, options)
  }

  func drifts() throws -> [String: ModelDrift] {
    var drifts: [String: ModelDrift] = [:]
    let findings = try comparison.forEachModel { drift, _ throws(UpstreamError) in drifts[drift.id] = drift }
    #expect(findings.isEmpty)
    return drifts
  }

  /// The text of an entry's file.
  subscript(entry id: String) -> String {
    get { String(decoding: catalog.files["models/\(id)/model.yaml"] ?? [], as: UTF8.self) }
    set { catalog.files["models/\(id)/model.yaml"] = newValue.isEmpty ? nil : Array(newValue.utf8) }
  }

  /// The text of an upstream file.
  subscript(upstream path: String) -> String {
    get { String(decoding: upstream.files[path] ?? [], as: UTF8.self) }
    set { upstream.files[path] = newValue.isEmpty ? nil : Array(newValue.utf8) }
  }
}
