import Documents
public import ModelFacts
import SourceText

/// A repository on Hugging Face or ModelScope, or on a server that answers as they do.
public struct HubRepository: RepositorySource {
  /// Where it is; the revision is the commit where the hub tells it.
  public let origin: RepositoryOrigin
  /// Its files, sorted.
  public let files: [RepositoryFile]

  private let hub: Hub
  private let id: String
  private let revision: String
  private let address: HubAddresses.Address
  private let downloader: any Downloader

  /// The longest list of files that is taken in.
  private static let listLimit = 32 << 20

  /// Lists a repository; `revision` is a branch, tag or commit, the hub's main branch where there is none.
  public init(
    _ hub: Hub, _ id: String, revision: String? = nil, at addresses: HubAddresses,
    by downloader: any Downloader
  ) throws(RepositoryError) {
    guard let address = addresses[hub] else {
      throw RepositoryError(
        .notFound, "\(hub.title) cannot be read. Download the repository and name its folder instead.")
    }
    let layout = HubLayout(hub: hub, id: id, base: address.base)
    let asked = revision ?? layout.mainBranch
    let list = Download(layout.listAddress(asked), limit: Self.listLimit, token: address.token)
    let answer = try downloader.fetch(list)
    try Self.check(answer, hub, id, revision)
    guard let listing = layout.listing(answer.body) else {
      throw RepositoryError(
        .badAnswer,
        "\(address.base) does not answer as \(hub.title) does: the list of files of ‘\(id)’ makes no sense.")
    }
    self.hub = hub
    self.id = id
    self.address = address
    self.downloader = downloader
    self.revision = listing.commit ?? asked
    files = listing.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    origin = RepositoryOrigin(hub: hub, id: id, revision: self.revision, place: id)
  }

  /// Reads a range of a file; see ``RepositorySource/read(_:_:)``.
  public func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
    guard let file = files.first(where: { $0.path == path }) else { return [] }
    let range = file.size.map { range.clamped(to: 0..<$0) } ?? range
    if range.isEmpty { return [] }
    let layout = HubLayout(hub: hub, id: id, base: address.base)
    // A server without ranges sends the whole file: fine while it is a small one.
    let limit = max(range.count, min(range.upperBound, file.size ?? range.upperBound)) + (1 << 20)
    let download = Download(
      layout.fileAddress(path, revision), range: range, limit: limit, token: address.token)
    let answer = try downloader.fetch(download)
    switch answer.status {
    case 206: return Array(answer.body.prefix(range.count))
    case 200: return Array(answer.body[range.clamped(to: 0..<answer.body.count)])
    case 404, 416: return []
    default:
      try Self.check(answer, hub, id, revision)
      throw RepositoryError(.badAnswer, "\(download.address) answers with the status \(answer.status).")
    }
  }

  private static func check(
    _ answer: DownloadAnswer, _ hub: Hub, _ id: String, _ revision: String?
  ) throws(RepositoryError) {
    let what = "‘\(id)’\(revision.map { " at ‘\($0)’" } ?? "")"
    switch answer.status {
    case 200..<300: return
    case 401, 403:
      let token = hub == .huggingface ? "HF_TOKEN" : "MODELSCOPE_API_TOKEN"
      throw RepositoryError(
        .notAllowed,
        "\(hub.title) does not show \(what): there is no such repository, or it is private or asks for consent. "
          + "Accept its terms on the website and set \(token).")
    case 404:
      throw RepositoryError(
        .notFound, "\(hub.title) has no repository \(what). Names keep their case: look at its page.")
    case 429:
      throw RepositoryError(.unreachable, "\(hub.title) is asked too much. Wait, or set a token.")
    default:
      throw RepositoryError(
        .unreachable, "\(hub.title) answers \(what) with the status \(answer.status). Try again later.")
    }
  }
}
