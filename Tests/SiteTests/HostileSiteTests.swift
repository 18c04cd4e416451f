import Catalog
import FileTrees
import Testing

@testable import Site

@Suite struct HostileSiteTests {
  /// What breaks out of text, of an attribute, of a script and of a comment, with what fools those who
  /// escape by characters instead of bytes.
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='alert(1)", "</title><b>",
    "\"\u{301} onclick=alert(1) x=\"", "{{root}}{{{site.title}}}", "<!--", "]]>", "&lt;b&gt;", "\u{202E}abc",
  ]

  static func tree(_ text: String) -> MemoryTree {
    func quoted(_ text: String) -> String {
      "\"" + text.unicodeScalars.map { "\\\"".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }.joined()
        + "\""
    }
    let word = quoted(text)
    // YAML takes every JSON text.
    return MemoryTree(texts: [
      "hub.yaml": "registry: {title: \(word), description: \(word)}",
      "people/ada.yaml": "{name: \(word), bio: \(word), links: {\(word): \(word)}}",
      "models/llm/safe/model.yaml": """
      hub:
        {maintainers: [ada, \(word)], license: \(word), tags: [\(word)], links: {\(word): "https://x.example/"},
        lifecycle: {deprecated: 2026-01-01, reason: \(word), replaced_by: \(word)}, aliases: [\(word)]}
      model:
        {version: 2, model_name: safe, model_description: \(word), model_lang: [\(word)], updated_at: 1,
        model_ability: [\(word), chat], featured: true, model_family: \(word), model_specs: [
        {model_format: \(word), model_size_in_billions: \(word), model_src: {\(word): {model_id: \(word),
        model_revision: \(word), quantizations: [\(word)]}, huggingface: {model_id: \(word)}}}],
        virtualenv: {packages: ["p ; #engine# == 'vllm'"]}, source_url: \(word)}
      """,
      "models/llm/safe/README.md": "# Safe\n\nWords.\n",
    ])
  }

  @Test("text that tries to be markup changes no tag and no attribute of any page", arguments: attacks)
  func escaping(attack: String) throws {
    // Two words, since one would pass for a licence and get a link.
    let plain = try TestSite.build(Self.tree("two words"))
    let hostile = try TestSite.build(Self.tree(attack))
    #expect(LinkCheck.faults(in: hostile) == [])
    // A value's page lies in a folder that is named after it.
    let slug = Slug.of(Text(attack.utf8).clipped(to: 64).folded)
    let paths = plain.paths.map { ($0, $0.replacing("two-words", with: slug)) }
    // A file of the search is named after the first word that it has.
    func isNamed(_ path: String) -> Bool { !path.hasPrefix("data/search/from-") }
    #expect(Set(hostile.paths.filter(isNamed)) == Set(paths.map(\.1).filter(isNamed)))
    for (path, other) in paths where path.hasSuffix(".html") {
      let (expected, found) = (try plain.text(path), try hostile.text(other))
      #expect(PageLinks.structure(of: found) == PageLinks.structure(of: expected), "\(path)")
    }
  }

  @Test("a README's markup is made safe before it stands in the page")
  func readme() throws {
    var tree = Self.tree("two words")
    tree.files["models/llm/safe/README.md"] = Array(Self.attacks.joined(separator: "\n\n").utf8)
    let page = try TestSite.build(tree).text("models/detail/safe/index.html")
    let structure = PageLinks.structure(of: page)
    // The scripts are the layout's own.
    let scripts = Set(structure.filter { $0.hasPrefix("script") })
    #expect(
      scripts == [
        "script src", "script src data-data data-manifest defer", "script src defer", "script type",
        "script src data-copy data-copied data-refused data-dark data-light defer",
      ])
    #expect(!structure.contains { $0.contains(" on") || $0.hasPrefix("img") })
  }

  @Test("a link of an entry or a person is an address of the web, or it is no link")
  func schemes() throws {
    for address in [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://x.example", "data:text/html,x", "//x.example",
      "https:x",
      "https://x.example/\u{1}", "file:///etc/passwd", "",
    ] {
      #expect(!URLText.isWebAddress(address), "\(address)")
    }
    #expect(URLText.isWebAddress("HTTPS://x.example/?a=b#c"))
  }

  @Test("a hundred thousand members of one list are shown cut, not all, and not in quadratic time")
  func longLists() throws {
    let words = (0..<100_000).map { "\"w\($0)\"" }.joined(separator: ",")
    let entry = try TestSite.entry(
      "llm", "long", "[{\"model_name\":\"long\",\"model_lang\":[\(words)],\"model_ability\":[\(words)]}]")
    let facts = ModelFacts(entry)
    #expect(facts.languages.texts.count == 128)
    #expect(facts.abilities.texts.count == 128)
  }
}
