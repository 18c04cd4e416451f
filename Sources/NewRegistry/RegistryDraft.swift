public import Catalog

/// A place that hosts git repositories and runs CI for them.
public enum Forge: String, Sendable, CaseIterable {
  /// GitHub, or GitHub Enterprise.
  case github
  /// GitLab, there or on a server of one's own.
  case gitlab
}

/// Somebody who starts a registry, as git knows them.
public struct Founder: Sendable {
  /// The login: the name of the file in `people/`.
  public var login: String
  /// The name that is shown.
  public var name: String
  /// The address that commits carry.
  public var email: String
  /// The public key to sign with, as the line of its file has it.
  public var key: String?

  /// Makes a founder; `login` must be a valid ``ModelName``.
  public init(login: String, name: String, email: String, key: String? = nil) {
    (self.login, self.name, self.email, self.key) = (login, name, email, key)
  }
}

/// The archive or Debian package that CI takes modelhub from.
public struct PinnedPackage: Hashable, Sendable {
  /// Where it is.
  public let address: String
  /// Its SHA-256, in lower-case hexadecimal digits.
  public let sha256: String

  /// Reads `ADDRESS#sha256=DIGITS`; nil where it has another form.
  public init?(_ text: String) {
    let parts = text.split(separator: "#sha256=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].utf8.count == 64,
      parts[0].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      parts[1].utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return nil }
    (address, sha256) = (parts[0], parts[1])
  }
}

/// What a new registry is to be like; ``files()`` are what it starts with.
public struct RegistryDraft: Sendable {
  /// The title that readers see.
  public var title: String
  /// Who starts it, and has every role at first.
  public var founder: Founder
  /// The day from which the founder's key counts.
  public var day: CalendarDate
  /// The branch that holds what is published.
  public var branch = "main"
  /// The folder of the catalog.
  public var catalog = "catalog"
  /// The web address of the repository, such as `https://github.com/owner/name`.
  public var repository: String?
  /// Where the site will be served.
  public var siteAddress: String?
  /// The forges to write CI for.
  public var forges: [Forge] = [.github]
  /// What CI installs; the file waits to be filled in where it is nil.
  public var package: PinnedPackage?
  /// The roles that CODEOWNERS tells of; nil where the founder has them all.
  public var roles: Roles?

  /// Starts a draft with what has no default.
  public init(title: String, founder: Founder, day: CalendarDate) {
    (self.title, self.founder, self.day) = (title, founder, day)
  }
}

/// A file that a new registry starts with.
public struct NewFile: Sendable {
  /// The path below the registry's root.
  public let path: String
  /// What it holds.
  public let bytes: [UInt8]

  /// Whether it is a script to run.
  public var isExecutable: Bool { bytes.starts(with: "#!".utf8) }
}

/// One of the files that the program carries cannot be rendered: a fault of modelhub itself.
public struct RegistryDraftError: Error, Sendable, CustomStringConvertible {
  /// Which file, and what is wrong with it.
  public let description: String
}
