import Catalog

extension Site {
  /// Writes rules for servers and hosts: what a static file cannot know of a query, of a token, of headers.
  func writeHosting<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let files: [(name: String, text: String)] = [
      ("nginx.conf", NginxRules.text), ("Caddyfile", CaddyRules.text), (".htaccess", ApacheRules.text),
      ("_redirects", HostRules.redirects), ("_headers", HostRules.headers), ("vercel.json", HostRules.vercel),
    ]
    for file in files { try sink.write(Array(file.text.utf8), to: "hosting/" + file.name) }
  }
}

/// What all servers are told alike.
enum HostingFacts {
  /// The address that Xinference asks, below any host.
  static let download = "/api/models/download"
  /// The header by which a request asks for an audience's build.
  static let token = "X-Models-Token"
  /// The pattern of a model's name, which needs no escape in a query.
  static let name = "[A-Za-z0-9][A-Za-z0-9._-]*"
  static let types = ModelType.allCases.map(\.rawValue)

  /// The headers of every answer: what pages may do, and what may be done with them.
  static let headers: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
  ]
}
