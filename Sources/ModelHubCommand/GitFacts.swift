import Catalog
import GitStore
import NewRegistry
import SSHSignatures

/// What git knows of the person and the repository at work, in a folder that may be in no repository yet.
struct GitFacts {
  /// Name and address; nil where one is missing.
  let identity: Identity?
  /// The setting `modelhub.login`.
  let login: String?
  /// The public key that commits are signed with, as the line of its file.
  let publicKey: String?
  /// Where the remote ‘origin’ is.
  let origin: RemoteURL?
  /// Whether there is a repository at all.
  let hasRepository: Bool

  init(around folder: String) throws {
    let repository: Repository
    do throws(GitStoreError) { repository = try Repository.discover(from: folder) } catch {
      guard error.code == .notARepository else { throw error }
      let settings = try UserSettings()
      identity = Self.identity(try settings.setting("user.name"), try settings.setting("user.email"))
      login = try settings.setting("modelhub.login")
      publicKey = try Self.publicKey(
        try settings.setting("gpg.format"), try settings.pathSetting("user.signingkey"))
      origin = nil
      hasRepository = false
      return
    }
    identity = Self.identity(try repository.setting("user.name"), try repository.setting("user.email"))
    login = try repository.setting("modelhub.login")
    publicKey = try Self.publicKey(
      try repository.setting("gpg.format"), try repository.pathSetting("user.signingkey"))
    hasRepository = true
    // As it is written: `insteadOf` settings are this machine's affair.
    origin = try repository.setting("remote.origin.url").map { try RemoteURL($0) }
  }

  private static func identity(_ name: String?, _ email: String?) -> Identity? {
    guard let name, let email, !name.isEmpty, !email.isEmpty else { return nil }
    return Identity(name: name, email: email)
  }

  private static func publicKey(_ format: String?, _ setting: String?) throws -> String? {
    guard format == "ssh", let setting, !setting.isEmpty else { return nil }
    return try Signer(setting).publicKey?.line
  }

  /// A login made of what stands before the ‘@’.
  static func login(of identity: Identity) -> String {
    let local = identity.email.prefix { $0 != "@" && $0 != "+" }.lowercased()
    return String(local.filter { ModelName.isValid("a\($0)") })
  }
}

/// A repository on a forge, by the address of its remote.
struct ForgeAddress {
  let forge: Forge
  let web: String
  let site: String?

  /// Nil where the address is no repository of a known forge.
  init?(_ remote: RemoteURL) {
    let host: String
    var path: String
    switch remote.route {
    case .ssh(let destination): (host, path) = (destination.host, destination.path)
    case .http(_, let name):
      host = name
      path = String(remote.description.split(separator: name, maxSplits: 1).last ?? "")
    case .path: return nil
    }
    path = path.split(separator: "/").joined(separator: "/")
    if path.hasSuffix(".git") { path.removeLast(4) }
    let parts = path.split(separator: "/")
    guard parts.count > 1, path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }) else { return nil }
    forge = host.contains("gitlab") ? .gitlab : .github
    web = "https://\(host)/\(path)"
    switch host {
    case "github.com" where parts.count == 2: site = "https://\(parts[0].lowercased()).github.io/\(parts[1])/"
    case "gitlab.com" where parts.count == 2: site = "https://\(parts[0].lowercased()).gitlab.io/\(parts[1])/"
    default: site = nil
    }
  }
}
