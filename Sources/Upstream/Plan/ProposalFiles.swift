import Catalog
import Documents
import FileTrees
import SourceText

/// Puts proposals into upstream's files, with no byte changed that need not be.
struct ProposalFiles {
  private let upstream: UpstreamTree
  /// The aggregates that were read, by type.
  private var aggregates: [ModelType: Document] = [:]

  init(_ upstream: UpstreamTree) {
    self.upstream = upstream
  }

  /// The files that some proposals touch, sorted by path.
  mutating func files(for proposals: [Proposal]) throws(UpstreamError) -> [PullRequestPlan.File] {
    var files: [PullRequestPlan.File] = []
    switch upstream.layout {
    case .split: for proposal in proposals { files.append(try file(for: proposal)) }
    case .aggregate:
      for type in Set(proposals.map(\.type)).sorted() {
        files.append(try aggregate(type, proposals.filter { $0.type == type }))
      }
    }
    return files.sorted { isOrderedByBytes($0.path, $1.path) }
  }

  private func file(for proposal: Proposal) throws(UpstreamError) -> PullRequestPlan.File {
    let path = "\(proposal.type.splitFolder)/\(proposal.name).json"
    let (document, _) = try upstream.document(path)
    let target = proposal.records.isEmpty ? nil : RecordList.document(proposal.records)
    return try file(path, from: document, to: target)
  }

  private mutating func aggregate(
    _ type: ModelType, _ proposals: [Proposal]
  ) throws(UpstreamError) -> PullRequestPlan.File {
    let path = type.aggregatePath ?? ""
    if aggregates[type] == nil { aggregates[type] = try upstream.document(path).0 }
    let document = aggregates[type]
    let list = document ?? RecordList.document([])
    let records = RecordSlots.replace(
      in: list.rootNode, of: type, by: proposals.map { ($0.name, $0.records) })
    return try file(path, from: document, to: RecordList.document(records))
  }

  private func file(
    _ path: String, from document: Document?, to target: Document?
  ) throws(UpstreamError) -> PullRequestPlan.File {
    guard let target else { return PullRequestPlan.File(path: path, old: document?.source.bytes, new: nil) }
    guard let document else {
      return PullRequestPlan.File(path: path, old: nil, new: JSONWriter.file(target.rootNode))
    }
    let revision = document.revised(
      into: target.rootNode, as: .json, identityKeys: RecordIdentity.keys, limits: .aggregate)
    guard let revision else {
      throw UpstreamError(.unreadable, "‘\(path)’ cannot be brought to the catalog's records by editing it.")
    }
    return PullRequestPlan.File(path: path, old: document.source.bytes, new: revision.bytes)
  }
}
