/// Which file of a built site answers a request, by the rules that the hosting files describe.
public enum SiteFiles {
  /// What is to be done with a request.
  public enum Answer: Hashable, Sendable {
    /// Send the file at this path below the site.
    case file(String)
    /// Go to this path instead.
    case redirect(String)
    /// There is nothing there.
    case notFound
    /// Only GET and HEAD are served.
    case methodNotAllowed
    /// The request makes no sense.
    case badRequest
  }

  /// Maps a request to an answer; `isFolder` and `isFile` look below the site's folder.
  public static func answer(
    _ request: HTTPRequest, isFolder: (String) -> Bool, isFile: (String) -> Bool
  ) -> Answer {
    guard request.method == "GET" || request.method == "HEAD" else { return .methodNotAllowed }
    let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !parts.contains(".."), !parts.contains("."), !parts.dropLast().contains("") else {
      return .badRequest
    }
    // What begins with a dot is the builder's own.
    if parts.contains(where: { $0.hasPrefix(".") }) { return .notFound }
    let path = parts.joined(separator: "/")
    if path == "api/models/download" { return download(request, isFile) }
    if path.isEmpty || path.hasSuffix("/") {
      return isFile(path + "index.html") ? .file(path + "index.html") : .notFound
    }
    if isFile(path) { return .file(path) }
    return isFolder(path) ? .redirect("/\(path)/") : .notFound
  }

  /// What Xinference asks for: a type's whole array, or one model's records.
  private static func download(_ request: HTTPRequest, _ isFile: (String) -> Bool) -> Answer {
    guard let type = request["model_type"]?.lowercased(), isSafe(type), isFile("api/models/\(type).json")
    else {
      return .badRequest
    }
    guard let name = request["model_name"] else { return .file("api/models/\(type).json") }
    let file = "api/models/\(type)/\(name).json"
    return isSafe(name) && isFile(file) ? .file(file) : .notFound
  }

  private static func isSafe(_ word: String) -> Bool {
    !word.isEmpty && !word.hasPrefix(".") && !word.contains("/")
  }

  /// The media type of a file, by its ending.
  public static func mediaType(of path: String) -> String {
    let ending = path.split(separator: ".").last ?? ""
    return switch ending {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "json": "application/json; charset=utf-8"
    case "xml": "application/xml; charset=utf-8"
    case "txt", "conf": "text/plain; charset=utf-8"
    case "md": "text/markdown; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "webp": "image/webp"
    case "gif": "image/gif"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    default: "application/octet-stream"
    }
  }
}
