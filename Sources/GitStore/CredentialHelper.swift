import ChildProcesses

extension Credentials {
  /// The credentials that git's own helpers keep for a remote; nil when they keep none.
  ///
  /// This runs `git credential fill` without a way to ask anybody.
  public static func stored(
    for request: CredentialRequest, environment: [String: String]? = nil
  ) throws(GitStoreError) -> Credentials? {
    guard case .http(let scheme, let host) = request.remote.route else { return nil }
    var question = "protocol=\(scheme)\nhost=\(host)\n"
    if let user = request.user, !user.utf8.contains(newline) { question += "username=\(user)\n" }
    let finished: Finished
    do throws(ChildProcessError) {
      // Empty programs to ask with keep git from opening a window or a terminal.
      let quiet = ["-c", "core.askPass=", "-c", "credential.interactive=false"]
      finished = try Command("git", quiet + ["credential", "fill"], environment: environment).run(
        input: Array((question + "\n").utf8), timeout: .seconds(20), outputLimit: 64 << 10)
    } catch {
      throw GitStoreError(.authentication, error.sentence, advice: "Set the token in another way.")
    }
    guard finished.status.isSuccess else { return nil }
    var answers: [String: String] = [:]
    for line in finished.outputText.split(separator: "\n") {
      if let (key, value) = RemoteURL.split(String(line), at: "=") { answers[key] = value }
    }
    guard let user = answers["username"], let secret = answers["password"] else { return nil }
    return Credentials(user: user, secret: secret)
  }
}
