import Catalog
import Changes
public import Diagnostics
import Documents
import FileTrees

/// All pull requests that a catalog asks for, and what holds others back.
public struct PullRequestPlans: Sendable {
  /// The plans, by type and name; none where there is nothing to propose.
  public internal(set) var plans: [PullRequestPlan] = []
  /// Models that differ and are not proposed.
  public internal(set) var held: [HeldModel] = []
  /// Files that could not be read, and schemas that could not be used.
  public internal(set) var findings: [Diagnostic] = []
  /// The branches of models whose proposals are held back: a pull request from one of them stays as it is.
  var heldBranches: [String] = []
  /// The login that branches lie below.
  var login: String?

  /// Tells whether nothing is left to propose from a branch: it is one that such plans have, and none of these has it.
  ///
  /// Branches of other logins are theirs to look after.
  public func leavesBehind(_ branch: String) -> Bool {
    BranchName.isOf(branch, login: login) && !heldBranches.contains(branch)
      && !plans.contains { $0.branch == branch }
  }
}

/// Works out what to propose upstream.
///
/// The catalog's changes since the common state are laid onto upstream's records as they are now, field by field, so
/// nothing that upstream changed meanwhile is undone. What differs by clocks or the order of members alone is
/// not proposed; neither is what policy keeps here, nor what upstream's own schemas would refuse.
public struct Planner {
  private let comparison: UpstreamComparison
  private let options: PlanOptions
  private let schemas: UpstreamSchemas
  private var files: ProposalFiles
  /// Names that the catalog has under more than one type.
  private let sharedNames: Set<String>
  private var result = PullRequestPlans()

  /// Plans for a catalog, which should be the published state of it.
  public static func plan(
    _ comparison: UpstreamComparison, _ options: PlanOptions
  ) throws(UpstreamError) -> PullRequestPlans {
    var planner = try Planner(comparison, options)
    var proposals: [Proposal] = []
    var held: [HeldModel] = []
    let findings = try comparison.walk(ModelType.allCases, only: options.only) {
      compared throws(UpstreamError) in
      guard let proposal = try planner.proposal(for: compared) else { return }
      switch proposal {
      case .success(let proposal): proposals.append(proposal)
      case .failure(let refusal): held.append(refusal.held)
      }
    }
    planner.result.findings = planner.schemas.findings + findings
    planner.result.held = held
    planner.result.login = options.login
    try planner.group(proposals)
    return planner.result
  }

  private init(_ comparison: UpstreamComparison, _ options: PlanOptions) throws(UpstreamError) {
    (self.comparison, self.options) = (comparison, options)
    schemas = try UpstreamSchemas(comparison.upstream)
    files = ProposalFiles(comparison.upstream)
    let (folders, _) = try withFiles { () throws(FileTreeError) in
      try comparison.catalog.index(comparison.layout)
    }
    let names = Dictionary(grouping: folders, by: \.name)
    sharedNames = Set(names.filter { $0.value.count > 1 }.keys)
  }

  // MARK: One model

  private struct Refusal: Error {
    let held: HeldModel
  }

  /// What to propose for a model, if anything.
  private func proposal(
    for compared: UpstreamComparison.Compared
  ) throws(UpstreamError) -> Result<Proposal, Refusal>? {
    let versions = compared.versions
    if compared.entry.map({ !options.settings.offers($0) }) ?? !compared.isRemoved { return nil }
    let isExpired = compared.entry?.hub.lifecycle?.isExpired(on: options.day) ?? false
    if isExpired || compared.entry == nil {
      let reason = compared.entry?.hub.lifecycle?.reason?.value
      return try removal(versions, event: isExpired ? .expired : .removed, reason)
    }
    guard let entry = compared.entry, let ours = versions.catalog else { return nil }
    let drift = versions.drift()
    switch drift.state {
    case .same, .behind, .absent: return nil
    case .unknown: return refuse(versions, .noBase)
    case .diverged where versions.upstream == nil: return refuse(versions, .removedUpstream)
    case .diverged where !drift.conflicts.isEmpty: return refuse(versions, .conflicts(drift.conflicts))
    case .ahead, .diverged: break
    }
    if comparison.upstream.layout == .aggregate, versions.type.aggregatePath == nil {
      return refuse(versions, .noPlace)
    }
    let current = versions.upstream ?? []
    let merged = current.isEmpty ? ours : Array(versions.merge(clock: nil).document.rootNode.elements)
    if RecordContent.isSame(merged, current) { return nil }
    let isValid = try asking { try options.isValid(entry.folder) }
    if !isValid { return refuse(versions, .invalid) }
    let approvedAt = try asking { try options.approvedAt(entry.folder) }
    let clock = ProposedClock(approvedAt: approvedAt, base: versions.base ?? [], catalog: ours)
    let records = clock.applied(to: merged, over: current)
    let failures = schemas.newFailures(
      in: RecordList.document(records), of: versions.type,
      before: current.isEmpty ? nil : RecordList.document(current))
    if !failures.isEmpty { return refuse(versions, .refused(failures)) }
    return .success(try propose(current.isEmpty ? .added : .changed, versions, records))
  }

  private func removal(
    _ versions: ThreeVersions, event: ProposedEvent, _ reason: String?
  ) throws(UpstreamError) -> Result<Proposal, Refusal>? {
    guard let current = versions.upstream else { return nil }
    let isOurs = [versions.base, versions.catalog].contains { known in
      known.map { RecordContent.isSame($0, current) } ?? false
    }
    if !isOurs { return refuse(versions, versions.hasBase ? .changedUpstream : .noBase) }
    return .success(try propose(event, versions, [], reason))
  }

  private func propose(
    _ event: ProposedEvent, _ versions: ThreeVersions, _ records: [Node], _ reason: String? = nil
  ) throws(UpstreamError) -> Proposal {
    var credit = try asking { try options.credit(versions.type, versions.name) }
    credit.reason = reason ?? credit.reason
    return Proposal(
      event: event, type: versions.type, name: versions.name, current: versions.upstream ?? [],
      records: records, credit: credit)
  }

  /// Asks whoever made the options; what fails there ends the planning.
  private func asking<Answer>(_ body: () throws -> Answer) throws(UpstreamError) -> Answer {
    do { return try body() } catch { throw error as? UpstreamError ?? UpstreamError(.system, "\(error)") }
  }

  private func refuse(_ versions: ThreeVersions, _ reason: HeldModel.Reason) -> Result<Proposal, Refusal> {
    .failure(Refusal(held: HeldModel(type: versions.type, name: versions.name, reason: reason)))
  }

  // MARK: Pull requests

  private mutating func group(_ proposals: [Proposal]) throws(UpstreamError) {
    switch options.grouping {
    case .entry:
      for proposal in proposals { try add([proposal], name: branchName(proposal.type, proposal.name)) }
    case .all: if !proposals.isEmpty { try add(proposals, name: nil) }
    }
    result.heldBranches = result.held.map { held in
      let name = options.grouping == .entry ? branchName(held.type, held.name) : nil
      return BranchName.of(name, login: options.login)
    }
  }

  /// A model's name, with its type where the catalog has the name under several types.
  private func branchName(_ type: ModelType, _ name: String) -> String {
    sharedNames.contains(name) ? "\(name)-\(type.rawValue)" : name
  }

  private mutating func add(_ proposals: [Proposal], name: String?) throws(UpstreamError) {
    let files = try files.files(for: proposals)
    let changes = proposals.map(\.change)
    let branch = BranchName.of(name, login: options.login)
    let digest = ProposalDigest.of(proposals)
    let body = PullRequestBody(
      proposals: proposals, target: options.target, head: options.head,
      isChecked: proposals.allSatisfy { schemas.covers($0.type) },
      marker: PullRequestMarker(branch: branch, digest: digest))
    result.plans.append(
      PullRequestPlan(
        target: options.target, changes: changes, files: files, title: PullRequestTitle.of(changes),
        body: body.text, branch: branch, labels: PullRequestTitle.labels(of: changes), digest: digest))
  }
}
