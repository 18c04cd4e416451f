import Catalog
import Diagnostics
import FileTrees
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Site

/// A site in memory: its files by path, in the order in which they came.
struct MemorySite: PageSink {
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var paths: [String] = []
  /// Files that were begun in pieces and not ended.
  private(set) var unfinished: Set<String> = []
  private var aside: [Int: [UInt8]] = [:]

  mutating func write(_ bytes: [UInt8], to path: String) {
    #expect(files[path] == nil, "‘\(path)’ is written twice")
    files[path] = bytes
    paths.append(path)
  }

  mutating func append(_ bytes: ArraySlice<UInt8>, to path: String) {
    if unfinished.insert(path).inserted { write([], to: path) }
    files[path]?.append(contentsOf: bytes)
  }

  mutating func finish(_ path: String) {
    #expect(unfinished.remove(path) != nil, "‘\(path)’ was never begun")
  }

  mutating func setAside(_ bytes: [UInt8], as number: Int) { aside[number, default: []] += bytes }

  mutating func takeBack(_ number: Int) -> [UInt8] { aside.removeValue(forKey: number) ?? [] }

  func read(_ path: String) -> [UInt8]? { files[path] }

  func size(of path: String) -> Int? { files[path]?.count }

  func read(_ path: String, _ range: Range<Int>) -> [UInt8] { Array(files[path, default: []][range]) }

  mutating func remove(_ path: String) { files[path] = nil }

  func text(_ path: String) throws -> String {
    String(decoding: try #require(files[path], "no ‘\(path)’"), as: UTF8.self)
  }

  var pages: [String] { paths.filter { $0.hasSuffix(".html") } }

  /// Puts the site on disk, for tools that read files.
  func store(in folder: URL) throws {
    for (path, bytes) in files {
      let target = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: target)
    }
  }
}

/// Builds sites of catalogs in memory with the project's own templates.
enum TestSite {
  /// The public site on a day on which some of the fixture's entries are deprecated and none is over.
  static let options = SiteOptions(today: CalendarDate(daysSince1970: 20_727))

  static let templates: [String: SourceText] = {
    let root = SharedData.packageRoot.appending(path: "site-templates")
    var files: [String: SourceText] = [:]
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? [] {
      guard let data = try? Data(contentsOf: root.appending(path: path)) else { continue }
      files[path] = SourceText(path: path, bytes: Array(data))
    }
    return files
  }()

  /// The languages of the templates, English first.
  static var languages: [SiteLanguage] {
    get throws { try #require(SiteTemplates.compile(templates).0).languages }
  }

  /// The whole build, as a command does it.
  static func build(
    _ tree: MemoryTree, options: SiteOptions = options, templates: [String: SourceText] = templates,
    indexedBackwards: Bool = false,
    telling tell: (inout SiteMaterial) -> Void = { _ in },
    remember: (SiteMemory.Part, [UInt8]) -> Void = { _, _ in }
  ) throws -> MemorySite {
    let reader = CatalogReader(tree)
    let entries = try entries(reader)
    let settings = try reader.settings().0
    let (compiled, problems) = SiteTemplates.compile(templates)
    #expect(problems.map(\.message) == [])
    var index = SiteIndex(options, people: try reader.people().0)
    for entry in indexedBackwards ? entries.reversed() : entries {
      let readme = options.needsReadme(entry) ? try files(of: entry, reader).readmes.first?.bytes : nil
      index.add(IndexSheet(entry, readme: readme, options))
      remember(.sheets, index.takeSheets())
    }
    index.finish()
    var material = SiteMaterial()
    material.tombstones = try reader.tombstones().0
    for entry in try tree.entries(in: "schema") {
      material.schemas.append((entry.name, try tree.read("schema/\(entry.name)") ?? []))
    }
    tell(&material)
    var site = Site(index, settings.registry, try #require(compiled), material)
    var sink = MemorySite()
    for entry in entries { site.write(entry, try files(of: entry, reader), to: &sink) }
    site.finish(to: &sink, remember: remember)
    #expect(site.problems.map { "\($0.location.path): \($0.message)" } == [])
    #expect(sink.unfinished == [])
    return sink
  }

  static func entries(_ reader: CatalogReader) throws -> [Entry] {
    let (folders, _) = try reader.index(.flat)
    return try folders.compactMap { folder in
      let (entry, diagnostics) = try reader.entry(folder)
      #expect(diagnostics.filter { $0.severity == .error }.map(\.message) == [], "\(folder.id)")
      return entry
    }
  }

  static func files(of entry: Entry, _ reader: CatalogReader) throws -> EntryFiles {
    func read(_ name: String) throws -> [UInt8] { try reader.tree.read("\(entry.folder.path)/\(name)") ?? [] }
    return EntryFiles(
      readmes: try entry.readmes.map { ($0, try read($0)) },
      assets: try entry.assets.map { ($0, try read($0)) })
  }

  /// One entry of a catalog that has nothing else.
  static func entry(_ type: String, _ name: String, _ model: String) throws -> Entry {
    let tree = MemoryTree(texts: ["models/\(type)/\(name)/model.json": model])
    return try #require(try entries(CatalogReader(tree)).first)
  }

  /// Upstream's own files as a catalog.
  static let upstream: MemoryTree = {
    var tree = MemoryTree()
    for path in SharedData.files(below: "upstream-split/xinference/model", ending: ".json") {
      let parts = path.split(separator: "/")
      guard parts.count == 3, parts[1] == "models",
        let bytes = try? SharedData.bytes("upstream-split/xinference/model/\(path)")
      else { continue }
      tree.files["models/\(parts[0])/\(parts[2].dropLast(5))/model.json"] = bytes
    }
    return tree
  }()

  /// The catalog of this repository.
  static let catalog: MemoryTree = {
    let root = SharedData.packageRoot.appending(path: "catalog")
    var tree = MemoryTree()
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? [] {
      if let data = try? Data(contentsOf: root.appending(path: path)) { tree.files[path] = Array(data) }
    }
    return tree
  }()
}
