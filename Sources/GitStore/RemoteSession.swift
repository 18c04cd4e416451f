import CLibGit2

/// A reference of a remote.
public struct RemoteReference: Hashable, Sendable {
  /// The full name, or `HEAD`.
  public let name: String
  /// The object that it names.
  public let target: ObjectID
  /// The reference that it stands for, as HEAD does.
  public let symbolicTarget: String?
}

/// One connection to a remote, from the first word to the last.
struct RemoteSession: ~Copyable {
  let transfer: Transfer
  private let remote: Handle
  /// Keeps the repository open, of which the remote has only the address.
  private let core: RepositoryCore
  private let verifiesCertificates: Bool

  private init(_ url: RemoteURL, repository: borrowing Repository, access: RemoteAccess) throws(GitStoreError)
  {
    let verifiesCertificates = try repository.flag("http.sslVerify", default: true)
    let core = repository.core
    let remote = try unsafe Handle(free: git_remote_free, "use the remote \(url)") { pointer in
      var options = unsafe git_remote_create_options()
      unsafe git_remote_create_options_init(&options, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION))
      unsafe options.repository = core.pointer
      unsafe options.flags =
        GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC.rawValue
      return unsafe git_remote_create_with_opts(&pointer, url.text, &options)
    }
    transfer = Transfer(url, access: access, folder: repository.workTree ?? repository.gitFolder)
    self.verifiesCertificates = verifiesCertificates
    self.remote = remote
    self.core = core
  }

  /// Connects to a remote to read it or to write it.
  static func connect(
    to url: RemoteURL, direction: git_direction, repository: borrowing Repository, access: RemoteAccess
  ) throws(GitStoreError) -> RemoteSession {
    if case .http = url.route, let file = try repository.pathSetting("http.sslCAInfo") {
      try Library.trust(file)
    }
    let session = try RemoteSession(url, repository: repository, access: access)
    var options = unsafe git_remote_connect_options()
    unsafe git_remote_connect_options_init(&options, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
    unsafe options.callbacks = unsafe session.callbacks()
    unsafe options.proxy_opts.type = GIT_PROXY_AUTO
    // Another host must never be offered our credentials.
    unsafe options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
    let pointer = unsafe session.remote.pointer
    try session.perform("reach the remote \(url)") {
      unsafe git_remote_connect_ext(pointer, direction, &options)
    }
    return session
  }

  /// The references that the remote shows, in the order of their names' bytes.
  func references() throws(GitStoreError) -> [RemoteReference] {
    var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
    var count = 0
    try check(unsafe git_remote_ls(&heads, &count, remote.pointer), "list the references of \(transfer.url)")
    var found: [RemoteReference] = []
    for position in 0..<count {
      guard let head = unsafe heads?[position], let name = unsafe head.pointee.name else { continue }
      let text = unsafe String(cString: name)
      // The commit behind an annotated tag is listed as if it were a reference.
      guard !text.hasSuffix("^{}") else { continue }
      let symbolic = unsafe head.pointee.symref_target.map { unsafe String(cString: $0) }
      found.append(
        RemoteReference(name: text, target: ObjectID(unsafe head.pointee.oid), symbolicTarget: symbolic))
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Brings in the objects of those references; gives back how many objects and bytes came.
  func download(_ names: [String]) throws(GitStoreError) -> (objects: Int, bytes: Int) {
    var options = unsafe git_fetch_options()
    unsafe git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
    unsafe options.callbacks = unsafe callbacks()
    unsafe options.proxy_opts.type = GIT_PROXY_AUTO
    unsafe options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
    unsafe options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
    try perform("fetch from \(transfer.url)") {
      unsafe withStrings(names.map { "\($0):\($0)" }) { names in
        var names = unsafe names
        return unsafe git_remote_download(remote.pointer, &names, &options)
      }
    }
    guard let progress = unsafe git_remote_stats(remote.pointer) else { return (0, 0) }
    return unsafe (Int(progress.pointee.received_objects), progress.pointee.received_bytes)
  }

  /// Sends objects and asks for the updates; the answers are the transfer's statuses.
  func upload(_ refspecs: [String]) throws(GitStoreError) {
    var options = unsafe git_push_options()
    unsafe git_push_options_init(&options, UInt32(GIT_PUSH_OPTIONS_VERSION))
    unsafe options.callbacks = unsafe callbacks()
    unsafe options.proxy_opts.type = GIT_PROXY_AUTO
    unsafe options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
    try perform("push to \(transfer.url)") {
      unsafe withStrings(refspecs) { refspecs in
        var refspecs = unsafe refspecs
        return unsafe git_remote_upload(remote.pointer, &refspecs, &options)
      }
    }
  }

  /// Says goodbye; only then have the hooks at the other side run to their end.
  func disconnect() throws(GitStoreError) {
    try perform("end the connection with \(transfer.url)") { unsafe git_remote_disconnect(remote.pointer) }
  }

  private func perform(_ action: @autoclosure () -> String, _ body: () -> Int32) throws(GitStoreError) {
    let outcome = Transfer.$current.withValue(transfer) {
      let result = body()
      return result < 0 ? LibraryFault(result) : nil
    }
    if let fault = transfer.fault { throw fault }
    if let outcome { throw GitStoreError(outcome, talkingTo: transfer.url, during: action()) }
  }

  private func callbacks() -> git_remote_callbacks {
    var callbacks = unsafe git_remote_callbacks()
    unsafe git_remote_init_callbacks(&callbacks, UInt32(GIT_REMOTE_CALLBACKS_VERSION))
    // The session keeps the transfer alive as long as libgit2 may call back.
    unsafe callbacks.payload = Unmanaged.passUnretained(transfer).toOpaque()
    unsafe callbacks.sideband_progress = { bytes, count, payload in
      let message = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: Int(max(0, count))))
      return unsafe Transfer.behind(payload)?.continues { $0.hear(message) } ?? -1
    }
    unsafe callbacks.credentials = { out, _, user, kinds, payload in
      unsafe Transfer.behind(payload)?.give(out, user: user, kinds: kinds) ?? -1
    }
    unsafe callbacks.transfer_progress = { stats, payload in
      guard let stats = unsafe stats?.pointee else { return -1 }
      let progress = TransferProgress.receiving(
        objects: Int(stats.received_objects), of: Int(stats.total_objects), bytes: stats.received_bytes)
      return unsafe Transfer.behind(payload)?.continues {
        $0.checkLimit(stats.received_bytes)
        $0.access.progress(progress)
      } ?? -1
    }
    unsafe callbacks.push_transfer_progress = { current, total, bytes, payload in
      let progress = TransferProgress.sending(objects: Int(current), of: Int(total), bytes: bytes)
      return unsafe Transfer.behind(payload)?.continues { $0.access.progress(progress) } ?? -1
    }
    unsafe callbacks.push_update_reference = { name, reason, payload in
      guard let name = unsafe name, let transfer = unsafe Transfer.behind(payload) else { return -1 }
      transfer.setStatus(
        of: unsafe String(cString: name), to: unsafe reason.map { unsafe singleLine(String(cString: $0)) })
      return 0
    }
    if !verifiesCertificates { unsafe callbacks.certificate_check = { _, _, _, _ in 0 } }
    if case .http = transfer.url.route { return unsafe callbacks }
    unsafe callbacks.transport = ProcessTransport.create
    return unsafe callbacks
  }
}

extension Transfer {
  fileprivate static func behind(_ payload: UnsafeMutableRawPointer?) -> Transfer? {
    unsafe payload.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Does something and tells libgit2 whether to go on.
  fileprivate func continues(_ body: (Transfer) -> Void) -> Int32 {
    body(self)
    return fault != nil || hasToStop(silentSince: .now) ? GIT_EUSER.rawValue : 0
  }

  fileprivate func give(
    _ out: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?, user: UnsafePointer<CChar>?,
    kinds: UInt32
  ) -> Int32 {
    let name = unsafe user.map { unsafe String(cString: $0) }
    guard kinds & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0 else {
      record(
        GitStoreError(
          .authentication, "The remote \(url) wants a kind of credentials that cannot be given.",
          advice: "Use an access token, or an SSH address."))
      return GIT_EAUTH.rawValue
    }
    guard let credentials = nextCredentials(user: name) else { return GIT_EAUTH.rawValue }
    return unsafe git_credential_userpass_plaintext_new(out, credentials.user, credentials.secret)
  }
}

extension GitStoreError {
  /// A fault of libgit2 while it talked to a remote.
  ///
  /// Its own words may hold the address with a secret in it, so only those that say what the server answered
  /// are kept.
  fileprivate init(_ fault: LibraryFault, talkingTo url: RemoteURL, during action: String) {
    let status = fault.message.split(separator: "unexpected http status code: ").last.flatMap { Int($0) }
    switch (fault.code, status) {
    case (_, 401?), (_, 403?), (.authentication, _):
      self.init(
        .authentication, "The remote \(url) does not let us in.",
        advice: "Check the token, its expiry and its permissions.")
    case (_, 404?):
      self.init(
        .notFound, "There is no repository at \(url), or you may not see it.",
        advice: "Check the address and the token.")
    case (_, let status?):
      self.init(
        .network, "The remote \(url) answered with the HTTP status \(status).", advice: "Try again later.")
    case (.untrustedServer, _):
      self.init(
        .untrustedServer, "The certificate of \(url) cannot be trusted.",
        advice: "If you trust it, run `git config http.sslCAInfo FILE` with the certificate of its authority."
      )
    case (.notFound, _):
      self.init(
        .incompleteHistory, "Could not \(action): a part of the history is not here.",
        advice: "Run `git fetch --unshallow`.")
    default:
      let isAnswer = fault.message.hasPrefix("remote error: ")
      let words = !isAnswer && fault.message.contains("://") ? "" : singleLine(fault.message)
      let code: GitStoreError.Code = isAnswer ? .refused : fault.code == .unexpected ? .network : fault.code
      self.init(
        code, "Could not \(action)\(words.isEmpty ? "" : ": \(words)").",
        advice: "Check the address and the connection, and try again.")
    }
  }
}
