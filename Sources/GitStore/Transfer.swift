import Synchronization

/// One conversation with a remote: its limits, and what libgit2's callbacks learn on the way.
///
/// libgit2 reduces all that goes wrong in callbacks and streams to one number, so the first fault with its
/// words is kept here and takes the place of what libgit2 says.
final class Transfer: Sendable {
  /// The transfer that this thread works on.
  ///
  /// libgit2 opens connections without saying for whom, but always on the thread that asked for the transfer.
  @TaskLocal static var current: Transfer?

  private struct State {
    var fault: GitStoreError?
    var attempts = 0
    var offered: Credentials?
    var messages = ""
    var partialLine = ""
    var statuses: [String: String?] = [:]
  }

  let url: RemoteURL
  let access: RemoteAccess
  /// The folder that a relative path starts from.
  let folder: String
  private let end: ContinuousClock.Instant?
  private let state = Mutex(State())

  /// How many bytes of messages are kept.
  private static let messageLimit = 64 << 10
  private static let attemptLimit = 3

  init(_ url: RemoteURL, access: RemoteAccess, folder: String) {
    (self.url, self.access, self.folder) = (url, access, folder)
    end = access.timeout.map { ContinuousClock.now + $0 }
  }

  var fault: GitStoreError? { state.withLock { $0.fault } }
  /// What the other side said, line by line.
  var messages: String { state.withLock { $0.messages + $0.partialLine } }
  /// What the other side answered for each pushed reference: a reason, or nil for yes.
  var statuses: [String: String?] { state.withLock { $0.statuses } }

  func record(_ fault: GitStoreError) {
    state.withLock { if $0.fault == nil { $0.fault = fault } }
  }

  /// Whether the caller or the clock ends the transfer; records why.
  func hasToStop(silentSince start: ContinuousClock.Instant) -> Bool {
    if access.isCancelled() {
      record(GitStoreError(.cancelled, "The transfer with \(url) was cancelled."))
      return true
    }
    let now = ContinuousClock.now
    if let end, now >= end {
      record(timedOut("took longer than the time allowed"))
      return true
    }
    if now - start >= access.idleTimeout {
      record(timedOut("was silent for too long"))
      return true
    }
    return false
  }

  func checkLimit(_ bytes: Int) {
    guard bytes > access.receiveLimit else { return }
    record(GitStoreError(.tooLarge, "The remote \(url) sends more than \(access.receiveLimit) bytes."))
  }

  private func timedOut(_ what: String) -> GitStoreError {
    GitStoreError(.timedOut, "The remote \(url) \(what).", advice: "Check the connection and try again.")
  }

  /// Credentials that were not tried yet.
  func nextCredentials(user: String?) -> Credentials? {
    let attempt = state.withLock { state in
      state.attempts += 1
      return state.attempts
    }
    let request = CredentialRequest(remote: url, user: user, attempt: attempt)
    let offered = attempt > Self.attemptLimit ? nil : access.credentials(request)
    return state.withLock { state in
      guard let offered, offered != state.offered else {
        let why = state.offered == nil ? "wants credentials, and there are none" : "refused the credentials"
        state.fault =
          state.fault
          ?? GitStoreError(
            .authentication, "The remote \(url) \(why).",
            advice: "Check the token, its expiry and its permissions.")
        return nil
      }
      state.offered = offered
      return offered
    }
  }

  /// Takes in a piece of what the other side says on the side.
  func hear(_ bytes: [UInt8]) {
    let lines = state.withLock { state in
      var lines: [String] = []
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        // A lone return lets progress overwrite itself on a terminal.
        if scalar != "\n", scalar != "\r" {
          if state.partialLine.utf8.count < 2000 { state.partialLine.unicodeScalars.append(scalar) }
          continue
        }
        let line = singleLine(state.partialLine)
        state.partialLine = ""
        guard !line.isEmpty else { continue }
        lines.append(line)
        if scalar == "\n", state.messages.utf8.count < Self.messageLimit { state.messages += line + "\n" }
      }
      return lines
    }
    for line in lines { access.progress(.message(line)) }
  }

  func setStatus(of reference: String, to reason: String?) {
    state.withLock { $0.statuses[reference] = .some(reason) }
  }
}
