public import Catalog
public import FileTrees

/// Who may do what, as one state of the published branch has it.
public struct Authority: Sendable {
  /// The catalog's folder below the root of the repository; empty where it is the root.
  public let folder: String
  /// How entries lie.
  public let layout: CatalogLayout
  /// What a submission needs.
  public let policy: ReviewPolicy
  /// The people by login.
  public let people: [String: Person]

  private let admins: Set<String>
  private let reviewers: [ModelType: Set<String>]
  private let keyOwners: [String: [String]]
  private let keys: [String: [(text: String, key: SigningKey)]]

  /// Takes the settings and people of a catalog.
  public init(settings: HubSettings, people: [Person], folder: String) {
    self.folder = folder
    layout = settings.layout
    policy = settings.policy
    admins = Set(settings.roles.admins.map(\.value))
    var reviewers: [ModelType: Set<String>] = [:]
    for type in ModelType.allCases { reviewers[type] = Set(settings.roles.reviewers(of: type)) }
    self.reviewers = reviewers
    var owners: [String: [String]] = [:]
    var keys: [String: [(text: String, key: SigningKey)]] = [:]
    for person in people {
      for key in person.keys {
        let text = key.wireText
        owners[text ?? "", default: []].append(person.login)
        if let text { keys[person.login, default: []].append((text, key)) }
      }
    }
    (keyOwners, self.keys) = (owners, keys)
    self.people = Dictionary(people.map { ($0.login, $0) }) { first, _ in first }
  }

  /// Reads the settings and people of a catalog.
  ///
  /// Files that cannot be read grant nothing: whoever stands only in them has no role and no key.
  public init(_ reader: CatalogReader, folder: String) throws(FileTreeError) {
    self.init(settings: try reader.settings().0, people: try reader.people().0, folder: folder)
  }

  /// How many approvals each part of a submission needs; at least one.
  public var approvalsNeeded: Int { max(1, policy.approvals) }

  /// Whether somebody is an admin.
  public func isAdmin(_ login: String) -> Bool { admins.contains(login) }

  /// Whether somebody reviews entries of any type.
  public func isReviewer(_ login: String) -> Bool { reviewers.values.contains { $0.contains(login) } }

  /// Whether somebody is an admin or reviews anything.
  func hasRole(_ login: String) -> Bool { isAdmin(login) || isReviewer(login) }

  /// The people whose approval counts for an area, sorted.
  ///
  /// `submitters` are those whose own profiles need no admin.
  public func approvers(of area: Area, submittedBy submitters: Set<String>) -> [String] {
    switch area {
    case .models(let type): (reviewers[type] ?? []).sorted()
    case .housekeeping: everyReviewer
    case .person(let login):
      submitters.contains(login) && mayChangeThemselves(login) ? everyReviewer : admins.sorted()
    case .administration: admins.sorted()
    }
  }

  /// The people who may publish what touches these areas, sorted.
  public func publishers(of areas: [Area], submittedBy submitters: Set<String>) -> [String] {
    var found = admins
    if policy.publish != .admins {
      for area in areas { found.formUnion(approvers(of: area, submittedBy: submitters)) }
    }
    if policy.publish == .submitter { found.formUnion(submitters) }
    return found.sorted()
  }

  /// The people who have a public key in their files, sorted.
  func owners(ofKey key: String) -> [String] { (keyOwners[key] ?? []).sorted() }

  /// The keys of a person that are this public key, with the days on which each counts.
  func keys(of login: String, with text: String) -> [SigningKey] {
    (keys[login] ?? []).filter { $0.text == text }.map(\.key)
  }

  private var everyReviewer: [String] {
    reviewers.values.reduce(into: admins) { $0.formUnion($1) }.sorted()
  }

  /// A role without a person is there for whom an admin meant it, not for whoever takes the name first.
  private func mayChangeThemselves(_ login: String) -> Bool {
    people[login] != nil || (!isAdmin(login) && !isReviewer(login))
  }
}

extension SigningKey {
  /// The key without its comment, as signatures are compared with it: `ssh-ed25519 AAAA…`.
  fileprivate var wireText: String? {
    guard let words = key?.value.utf8.split(separator: UInt8(ascii: " ")), words.count >= 2 else {
      return nil
    }
    return "\(Substring(words[0])) \(Substring(words[1]))"
  }
}
