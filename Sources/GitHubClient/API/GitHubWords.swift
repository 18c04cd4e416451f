import Documents
import SourceText

/// Says in sentences what GitHub refused; a token never shows in one.
struct GitHubWords {
  let address: String
  let token: Token?

  func error(for fault: TransportFault, _ request: HTTPRequest) -> GitHubError {
    GitHubError(
      .unreachable,
      clean(
        "GitHub cannot be reached at \(address): \(fault) Run the command again later; it goes on where it was."
      ))
  }

  func rateLimited(_ response: HTTPResponse, until time: Int) -> GitHubError {
    let whose = token == nil ? "without a token" : "with this token"
    let advice =
      token == nil
      ? "Set MODELHUB_GITHUB_TOKEN, with which it takes many more, or go on then."
      : "Run the command again then; it goes on where it was."
    return GitHubError(
      .rateLimited, status: response.status, message: message(of: response),
      "GitHub takes no more requests \(whose) until \(clock(time)) UTC. \(advice)")
  }

  func unreadable(_ response: HTTPResponse, _ request: HTTPRequest) -> GitHubError {
    GitHubError(
      .unexpected, status: response.status,
      clean(
        "What \(place(request)) gave back is no JSON. Is \(address) GitHub's API, and nothing in between?"))
  }

  func error(for response: HTTPResponse, _ request: HTTPRequest, hasToken: Bool) -> GitHubError {
    let message = message(of: response)
    func error(_ code: GitHubError.Code, _ sentence: String) -> GitHubError {
      GitHubError(code, status: response.status, message: message, clean(sentence))
    }
    let said = message.isEmpty ? "" : " It says: “\(message)”."
    switch response.status {
    case 401:
      return error(
        .unauthorized,
        hasToken
          ? "GitHub does not know the token.\(said) Make a new one and run `modelhub auth login`."
          : "GitHub wants a token for \(place(request)). Set MODELHUB_GITHUB_TOKEN, or run `modelhub auth login`."
      )
    case 403:
      return error(
        .forbidden,
        "The token may not do \(place(request)).\(said) It needs the scope `repo` (or `public_repo`), or the permissions "
          + "to write contents and pull requests.")
    case 404, 410: return error(.notFound, "GitHub finds nothing at \(place(request)).\(said)")
    case 409, 422: return error(.conflict, "GitHub refuses \(place(request)).\(said)")
    case 500...:
      return error(
        .unavailable,
        "GitHub answers \(response.status) to \(place(request)). Run the command again later; it goes on where it was."
      )
    default: return error(.unexpected, "GitHub answers \(response.status) to \(place(request)).\(said)")
    }
  }

  private func place(_ request: HTTPRequest) -> String {
    let path = request.url.hasPrefix(address) ? String(request.url.dropFirst(address.count)) : request.url
    return "\(request.method) \(path.prefix(200))"
  }

  /// GitHub's own words, and the first of its details.
  private func message(of response: HTTPResponse) -> String {
    let source = SourceText(path: "answer", bytes: response.body)
    guard let root = DocumentReader.read(source, as: .json).document?.rootNode else { return "" }
    let detail = root["errors"]?.elements.first { _ in true }
    let words = [
      root["message"]?.string, detail?["message"]?.string ?? detail?["code"]?.string ?? detail?.string,
    ]
    return clean(words.compactMap(\.self).joined(separator: ": ").prefix(400).description)
  }

  private func clean(_ text: String) -> String { token?.redacted(text) ?? text }

  private func clock(_ time: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let seconds = ((time % 86_400) + 86_400) % 86_400
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
  }
}
