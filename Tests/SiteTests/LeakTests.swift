import FileTrees
import Testing

@testable import Site

@Suite struct LeakTests {
  /// A private entry with a word of its own in every field.
  static let secret = [
    "models/llm/xqsecret-name/model.yaml": """
    hub:
      visibility: private
      audience: [xqgroup]
      maintainers: [xqkeeper]
      license: LicenseRef-xqlicense
      tags: [xqtag]
      links: {xqlabel: "https://xqlink.example/"}
      lifecycle: {deprecated: 2031-01-02, reason: xqreason, replaced_by: beta, expires: 2032-03-04}
      aliases: [xqalias]
    model:
      version: 2
      model_name: xqsecret-name
      model_description: xqdescription
      model_family: xqfamily
      model_lang: [xqlang]
      model_ability: [chat, xqability]
      model_specs:
      - model_format: xqformat
        model_size_in_billions: 777
        model_src: {xqhub: {model_id: xqowner/xqid, model_revision: xqrevision, quantizations: [xqquant]}}
      virtualenv: {packages: ['xqpackage ; #engine# == "xqengine"']}
      xqkey: xqvalue
      updated_at: 1999999999
      featured: true
    """,
    "models/llm/xqsecret-name/README.md": "# xqtitle\n\nxqwords ![xqalt](assets/xqpicture.png)\n",
    "models/llm/xqsecret-name/README.zh-CN.md": "xqchinese",
    "models/llm/xqsecret-name/assets/xqpicture.png": "xqpixels",
    "people/xqkeeper.yaml": "name: xqperson\n",
    "models/llm/neighbour/model.yaml": """
    hub: {lifecycle: {deprecated: 2026-01-01, replaced_by: xqsecret-name}}
    model: {version: 2, model_name: neighbour, updated_at: 1700000000}
    """,
    "models/llm/neighbour/README.md":
      "See [the other](../xqsecret-name/README.md) ![p](../xqsecret-name/assets/xqpicture.png)",
  ]

  static func tree(withSecret: Bool) -> MemoryTree {
    MemoryTree(
      texts: FixtureCatalog.texts.merging(secret) { $1 }
        .filter { withSecret || (!$0.key.contains("xqsecret") && !$0.key.contains("xqkeeper")) })
  }

  @Test("a private entry leaves no trace in any path or byte of the public site")
  func noTrace() throws {
    let site = try TestSite.build(Self.tree(withSecret: true))
    for (path, bytes) in site.files {
      #expect(!path.contains("xq"), "\(path)")
      #expect(!String(decoding: bytes, as: UTF8.self).contains("xq"), "\(path)")
      #expect(!String(decoding: bytes, as: UTF8.self).contains("777"), "\(path)")
    }
  }

  @Test("the public site is the same to the byte whether the private entry is there or not")
  func sameBytes() throws {
    let with = try TestSite.build(Self.tree(withSecret: true))
    let without = try TestSite.build(Self.tree(withSecret: false))
    #expect(with.paths == without.paths)
    for path in with.paths { #expect(with.files[path] == without.files[path], "\(path)") }
  }

  @Test("the site of an entry's audience shows it, and tells search engines to stay away from it")
  func audience() throws {
    var options = TestSite.options
    options.audience = "xqgroup"
    let site = try TestSite.build(Self.tree(withSecret: true), options: options)
    let page = try site.text("models/detail/xqsecret-name/index.html")
    for word in ["xqdescription", "xqability", "xqowner/xqid", "xqwords", "xqlabel", "xqtag", "xqreason"] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
    #expect(try site.text("api/models/llm.json").contains("xqdescription"))
    #expect(try site.text("models/detail/neighbour/index.html").contains("xqsecret-name"))
    #expect(!site.paths.contains("models/detail/hidden/index.html"), "another audience's entry")
  }

  @Test("who is known for private entries only has no page, and a mail address is on no page")
  func people() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    #expect(site.files["people/ada/index.html"] != nil)
    #expect(site.files["people/shadow/index.html"] == nil)
    #expect(!(try site.text("people/index.html").contains("Shadow")))
    for path in site.pages { #expect(!(try site.text(path).contains("secret-address")), "\(path)") }
  }

  @Test("an unlisted entry is in the files that bear its name, and in nothing else")
  func unlisted() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    #expect(try site.text("models/detail/aside/index.html").contains("content=\"noindex\""))
    let own = ["models/detail/aside/", "api/models/llm/aside.json", "api/v1/models/llm/aside.json"]
    for (path, bytes) in site.files where !own.contains(where: path.hasPrefix) {
      let text = String(decoding: bytes, as: UTF8.self)
      // In a page, `aside` in quotes is a class.
      let name = path.hasSuffix(".html") ? [] : ["\"aside\""]
      for words in ["In no list.", "/aside/", "/aside.json"] + name {
        #expect(!text.contains(words), "\(words) in \(path)")
      }
    }
  }
}
