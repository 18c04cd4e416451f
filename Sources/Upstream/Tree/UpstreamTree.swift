public import Catalog
public import Diagnostics
public import Documents
public import FileTrees
import SourceText

/// How Xinference's repository keeps its models.
public enum UpstreamLayout: String, Sendable, CaseIterable {
  /// One file a model, since 3.5.0.
  case split
  /// One array a type, up to 3.4.0 and in what clients download.
  case aggregate
}

/// The models in a tree of Xinference's repository, in either layout, read one at a time.
public struct UpstreamTree {
  /// The repository's files.
  public let tree: any FileTree
  /// What stands before paths in messages.
  public let prefix: String
  /// The layout that was found.
  public let layout: UpstreamLayout

  /// Looks at a tree and finds out its layout; a tree that has both is split, as Xinference itself reads it.
  public init(_ tree: any FileTree, prefix: String = "") throws(UpstreamError) {
    guard let layout = try Self.layout(of: tree) else {
      let place = prefix.isEmpty ? "The tree" : "‘\(prefix)’"
      throw UpstreamError(
        .notUpstream,
        "\(place) is no checkout of xorbitsai/inference: it has neither ‘xinference/model/<type>/models/’ "
          + "nor ‘xinference/model/llm/llm_family.json’ or its like. Name the repository's root.")
    }
    self.tree = tree
    self.prefix = prefix
    self.layout = layout
  }

  /// The layout of a tree, or `nil` where it holds no models of Xinference's.
  public static func layout(of tree: any FileTree) throws(UpstreamError) -> UpstreamLayout? {
    for type in ModelType.allCases {
      let names = try withFiles { () throws(FileTreeError) in try tree.entries(in: type.splitFolder) }
      if names.contains(where: { $0.kind == .file && $0.name.hasSuffix(".json") }) { return .split }
    }
    for type in ModelType.allCases {
      guard let path = type.aggregatePath, let slash = path.lastIndex(of: "/") else { continue }
      let names = try withFiles { () throws(FileTreeError) in try tree.entries(in: String(path[..<slash])) }
      let name = path[path.index(after: slash)...]
      if names.contains(where: { $0.kind == .file && $0.name == name }) { return .aggregate }
    }
    return nil
  }

  /// The files that hold a type's models, as paths in the tree, sorted.
  public func files(of type: ModelType) throws(UpstreamError) -> [String] {
    switch layout {
    case .split:
      let folder = type.splitFolder
      let names = try withFiles { () throws(FileTreeError) in try tree.entries(in: folder) }
      return names.filter { $0.kind == .file && $0.name.hasSuffix(".json") }.map { "\(folder)/\($0.name)" }
    case .aggregate: return type.aggregatePath.map { [$0] } ?? []
    }
  }

  /// The document at a path, an array of records; neither it nor a finding where there is no such file.
  public func document(_ path: String) throws(UpstreamError) -> (Document?, [Diagnostic]) {
    // One level less than an entry may have, which holds the records one level deeper.
    var limits = layout == .split ? ReadLimits.catalog : .aggregate
    limits.depth -= 1
    let read: [UInt8]?
    do {
      read = try tree.read(path, limit: limits.bytes)
    } catch  where error.code == .tooLarge {
      let finding = Diagnostic("file-size", "The file is too large to be read", at: location(of: path))
      return (nil, [finding])
    } catch {
      throw UpstreamError(error)
    }
    guard let bytes = read else { return (nil, []) }
    let source = SourceText(path: prefix.appendingPath(path), bytes: bytes)
    let (document, faults) = DocumentReader.read(source, as: .json, limits: limits)
    guard let root = document?.rootNode else { return (nil, faults) }
    guard root.kind == .array else {
      let finding = Diagnostic(
        "upstream-file", "A model file of Xinference is a list of records, not \(root.kind)",
        at: root.location)
      return (nil, faults + [finding])
    }
    return (document, faults)
  }

  func location(of path: String) -> Location { Location(path: prefix.appendingPath(path)) }
}
