/// The site on hosts that take files of rules.
enum HostRules {
  /// For hosts that match the query in `_redirects`.
  ///
  /// Such a file cannot look at a header: an audience's build is a site of its own there.
  static let redirects = """
    # Copy this file into the build's root. The first line that matches counts.
    \(HostingFacts.download) model_type=:type model_name=:name include_readme=:readme /api/models/:type/:name.json 200
    \(HostingFacts.download) model_type=:type model_name=:name /api/models/:type/:name.json 200
    \(HostingFacts.download) model_type=:type /api/models/:type.json 200

    """

  /// For the same hosts.
  static let headers =
    "/*\n" + HostingFacts.headers.map { "  \($0.name): \($0.value)\n" }.joined()
    + "  Cache-Control: no-cache\n/api/*\n  Access-Control-Allow-Origin: *\n"

  static let vercel: String = {
    var json = JSONText()
    json.object { json in
      json.member("cleanUrls", false)
      json.member("trailingSlash", true)
      json.key("rewrites")
      json.array { json in
        rewrite(&json, ["model_type", "model_name"], to: "/api/models/:type/:name.json")
        rewrite(&json, ["model_type"], to: "/api/models/:type.json")
      }
      json.key("headers")
      json.array { json in
        rule(&json, "/(.*)", HostingFacts.headers + [("Cache-Control", "no-cache")])
        rule(&json, "/api/(.*)", [("Access-Control-Allow-Origin", "*")])
      }
    }
    return String(decoding: json.file(), as: UTF8.self)
  }()

  private static func rewrite(_ json: inout JSONText, _ keys: [String], to destination: String) {
    json.object { json in
      json.member("source", HostingFacts.download)
      json.key("has")
      json.array { json in
        for key in keys {
          json.object { json in
            json.member("type", "query")
            json.member("key", key)
            let values = key == "model_type" ? HostingFacts.types.joined(separator: "|") : HostingFacts.name
            json.member("value", "(?<\(key == "model_type" ? "type" : "name")>\(values))")
          }
        }
      }
      json.member("destination", destination)
    }
  }

  private static func rule(
    _ json: inout JSONText, _ source: String, _ headers: [(name: String, value: String)]
  ) {
    json.object { json in
      json.member("source", source)
      json.key("headers")
      json.array { json in
        for header in headers {
          json.object { json in
            json.member("key", header.name)
            json.member("value", header.value)
          }
        }
      }
    }
  }
}
