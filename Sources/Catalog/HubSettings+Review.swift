import Documents

/// Who may do what.
public struct Roles: Sendable {
  /// Logins that approve changes to rules, schemas and other people.
  public let admins: [Located<String>]
  /// Logins that approve entries, by type, in the file's order.
  public let reviewers: [(type: Located<ModelType>, logins: [Located<String>])]

  /// The logins that review a type.
  public func reviewers(of type: ModelType) -> [String] {
    reviewers.filter { $0.type.value == type }.flatMap { $0.logins.map(\.value) }
  }

  static func decode(_ decoder: inout MappingDecoder) -> Roles {
    guard let node = decoder.mapping("roles") else { return Roles(admins: [], reviewers: []) }
    var nested = MappingDecoder(node, "‘roles:’")
    let admins = nested.strings("admins")
    var reviewers: [(type: Located<ModelType>, logins: [Located<String>])] = []
    if let mapping = nested.mapping("reviewers") {
      var types = MappingDecoder(mapping, "‘reviewers:’")
      for type in ModelType.allCases {
        let logins = types.strings(type.rawValue)
        guard let key = mapping.document.key(type.rawValue, in: mapping.id) else { continue }
        reviewers.append((Located(type, at: Node(mapping.document, key)), logins))
      }
      nested.absorb(types.finish())
    }
    decoder.absorb(nested.finish())
    return Roles(admins: admins, reviewers: reviewers)
  }
}

/// Whether approvals must be signed.
public enum SignaturePolicy: String, Sendable, CaseIterable {
  /// Only a signature by a key in `people/` counts.
  case required
  /// An unsigned event counts by its author's address.
  case optional
}

/// Who may publish what is approved.
public enum Publishers: String, Sendable, CaseIterable {
  /// Admins only.
  case admins
  /// Reviewers of the entry's type, and admins.
  case reviewers
  /// All of these, and the submitter.
  case submitter
}

/// What a submission must have before it is published.
public struct ReviewPolicy: Sendable {
  /// The branch that holds the published catalog.
  public let branch: String
  /// How many reviewers must have approved.
  public let approvals: Int
  /// Whether approvals must be signed.
  public let signatures: SignaturePolicy
  /// Who may publish.
  public let publish: Publishers

  static func decode(_ decoder: inout MappingDecoder) -> ReviewPolicy {
    guard let node = decoder.mapping("policy") else {
      return ReviewPolicy(branch: "main", approvals: 1, signatures: .required, publish: .reviewers)
    }
    var nested = MappingDecoder(node, "‘policy:’")
    let policy = ReviewPolicy(
      branch: nested.string("branch")?.value ?? "main", approvals: nested.integer("approvals")?.value ?? 1,
      signatures: nested.choice("signatures", SignaturePolicy.self)?.value ?? .required,
      publish: nested.choice("publish", Publishers.self)?.value ?? .reviewers)
    decoder.absorb(nested.finish())
    return policy
  }
}

/// How changes are grouped into pull requests.
public enum PullRequestGrouping: String, Sendable, CaseIterable {
  /// One for each entry.
  case entry
  /// One for everything.
  case all
}

/// Where approved entries go.
public struct UpstreamSettings: Sendable {
  /// The repository, as `owner/name`.
  public let repository: String
  /// Its branch.
  public let branch: String
  /// The visibilities that are offered; never private.
  public let visibilities: [Visibility]
  /// The editions that are offered.
  public let editions: [Edition]
  /// How changes are grouped.
  public let grouping: PullRequestGrouping

  static func decode(_ decoder: inout MappingDecoder) -> UpstreamSettings {
    guard let node = decoder.mapping("upstream") else { return UpstreamSettings() }
    var nested = MappingDecoder(node, "‘upstream:’")
    let repository = nested.string("repository")?.value ?? standard.repository
    let branch = nested.string("branch")?.value ?? standard.branch
    var (visibilities, editions) = (standard.visibilities, standard.editions)
    if let include = nested.mapping("include") {
      var conditions = MappingDecoder(include, "‘include:’")
      let asked = conditions.choices("visibility", Visibility.self).map(\.value)
      if !asked.isEmpty { visibilities = asked.filter { $0 != .private } }
      let askedEditions = conditions.choices("edition", Edition.self).map(\.value)
      if !askedEditions.isEmpty { editions = askedEditions }
      nested.absorb(conditions.finish())
    }
    let grouping = nested.choice("pull_requests", PullRequestGrouping.self)?.value ?? .entry
    decoder.absorb(nested.finish())
    return UpstreamSettings(
      repository: repository, branch: branch, visibilities: visibilities, editions: editions,
      grouping: grouping)
  }

  private static let standard = UpstreamSettings()

  private init(
    repository: String = "xorbitsai/inference", branch: String = "main",
    visibilities: [Visibility] = [.public], editions: [Edition] = [.community],
    grouping: PullRequestGrouping = .entry
  ) {
    self.repository = repository
    self.branch = branch
    self.visibilities = visibilities
    self.editions = editions
    self.grouping = grouping
  }
}
