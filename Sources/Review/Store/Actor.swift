import Catalog
public import GitStore
public import SSHSignatures

/// Somebody at work: who it is, with which key, and what time it is.
public struct Actor: Sendable {
  /// The login that events carry.
  public let login: String
  /// The name and address that commits carry.
  public let identity: Identity
  /// The key to sign with; nil signs nothing.
  public let signer: Signer?
  /// The time, in seconds since 1970.
  public let now: @Sendable () -> Int64

  /// Joins the parts.
  public init(
    login: String, identity: Identity, signer: Signer?, now: @escaping @Sendable () -> Int64
  ) {
    (self.login, self.identity, self.signer, self.now) = (login, identity, signer, now)
  }

  /// The public key that signs, as its file has it; nil where there is none, or only its holder can tell.
  public var publicKeyLine: String? { signer?.publicKey?.line }

  /// A stamp of this moment, or of `time` where that is later: clocks of people differ by minutes.
  func stamp(notBefore time: Int64 = 0) throws(ReviewError) -> Stamp {
    let moment = now()
    guard time - moment < Self.patience else {
      let hours = (time - moment) / 3600
      throw ReviewError(
        .eventTime, "What this follows is dated \(hours) hours in the future. Check the clocks, yours first.")
    }
    return Stamp(identity, seconds: max(moment, time))
  }

  /// How far a clock may be ahead, in seconds.
  static let patience: Int64 = 6 * 3600
}

extension Repository {
  /// Stores a commit, signed where there is a key.
  func store(_ draft: CommitDraft, by actor: Actor) throws -> ObjectID {
    try createCommit(draft, signature: actor.signer?.sign(draft.payload).armored)
  }
}

extension Actor {
  /// Finds out who is at work, from git's settings and the people of the registry.
  ///
  /// The login is the setting `modelhub.login`; without it, that of the person whose key or address this is.
  public init(
    in repository: borrowing Repository, login: String? = nil, under authority: Authority,
    agentSocket: String?, mayAskUser: Bool = true,
    now: @escaping @Sendable () -> Int64
  ) throws(ReviewError) {
    let signer = try Self.signer(in: repository, agentSocket: agentSocket, mayAskUser: mayAskUser)
    let identity: Identity
    do throws(GitStoreError) { identity = try repository.identity() } catch {
      throw ReviewError(.world, "\(error)")
    }
    let configured: String?
    do throws(GitStoreError) { configured = try repository.setting("modelhub.login") } catch {
      throw ReviewError(.world, "\(error)")
    }
    let login = login ?? configured ?? Self.login(of: identity, key: signer?.publicKey, under: authority)
    guard let login, isLogin(login) else {
      throw ReviewError(
        .unknownActor,
        "Neither your key nor ‘\(identity.email)’ stands in people/. Say who you are: "
          + "`git config modelhub.login LOGIN`, or join with `modelhub people join`.")
    }
    self.init(login: login, identity: identity, signer: signer, now: now)
  }

  private static func login(of identity: Identity, key: PublicKey?, under authority: Authority) -> String? {
    if let owner = key.flatMap({ authority.owners(ofKey: $0.text).first }) { return owner }
    return authority.people.values.filter { $0.emails.contains { $0.value == identity.email } }
      .map(\.login).min()
  }

  private static func signer(
    in repository: borrowing Repository, agentSocket: String?, mayAskUser: Bool
  ) throws(ReviewError) -> Signer? {
    do {
      guard try repository.setting("gpg.format") == "ssh",
        let path = try repository.pathSetting("user.signingkey"), !path.isEmpty
      else { return nil }
      return try Signer(path, agentSocket: agentSocket, mayAskUser: mayAskUser)
    } catch {
      throw ReviewError(.world, "\(error)")
    }
  }
}

extension Registry {
  /// Finds out who is at work here; see ``Actor``.
  public func actor(
    login: String? = nil, under authority: Authority, agentSocket: String?, mayAskUser: Bool,
    now: @escaping @Sendable () -> Int64
  ) throws(ReviewError) -> Actor {
    try Actor(
      in: repository, login: login, under: authority, agentSocket: agentSocket, mayAskUser: mayAskUser,
      now: now)
  }
}
