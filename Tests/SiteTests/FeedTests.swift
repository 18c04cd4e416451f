import Catalog
import ChildProcesses
import FileTrees
import Foundation
import TestSupport
import Testing

@testable import Site

/// Feeds and the sitemap before a checker that knows the rules of their formats.
@Suite struct FeedTests {
  private static let hasChecker = FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")

  private static func site(_ subject: WholeSiteTests.Subject) throws -> MemorySite {
    try subject.site()
  }

  private static func check(_ files: [String], _ rules: [String]) throws -> String {
    let run = try Command("xmllint", ["--noout", "--nonet"] + rules + files).run(timeout: .seconds(120))
    return run.errorText.split(separator: "\n").filter { !$0.hasSuffix(" validates") }.joined(separator: "\n")
  }

  private static func format(_ name: String) -> String {
    SharedData.packageRoot.appending(path: "Tests/Formats/\(name)").path
  }

  @Test(
    "every feed keeps the rules of Atom, and the sitemap those of its protocol",
    .enabled(if: hasChecker, "needs xmllint; `make test` installs it"),
    arguments: WholeSiteTests.Subject.there)
  func rules(subject: WholeSiteTests.Subject) throws {
    let site = try Self.site(subject)
    let folder = try TemporaryFolder()
    try site.store(in: URL(filePath: folder.path))
    let feeds = site.paths.filter { $0.hasSuffix("feed.xml") }
    #expect(feeds.count > 8)
    #expect(
      try Self.check(feeds.map { "\(folder.path)/\($0)" }, ["--relaxng", Self.format("atom.rng")]) == "")
    #expect(
      try Self.check(["\(folder.path)/sitemap.xml"], ["--schema", Self.format("sitemap.xsd")]) == "")
  }

  @Test(
    "the checker is really asked: a feed without a title, a day that is none, and a relative id are refused",
    .enabled(if: hasChecker, "needs xmllint; `make test` installs it"),
    arguments: [
      ("<title>Test &lt;hub&gt; &amp; &quot;more&quot;</title>", ""),
      ("<updated>2026-09-21T", "<updated>2026-19-21T"),
      ("<id>https://models.example", "<id>"),
    ])
  func control(text: String, replacement: String) throws {
    let folder = try TemporaryFolder()
    let feed = try Self.site(.fixture).text("feed.xml")
    let broken = feed.replacing(text, with: replacement)
    #expect(broken != feed)
    try folder.write(broken, to: "feed.xml")
    #expect(try Self.check(["\(folder.path)/feed.xml"], ["--relaxng", Self.format("atom.rng")]) != "")
  }

  @Test("no two entries of a feed have the same id, and an entry has one id in all feeds")
  func ids() throws {
    let site = try Self.site(.fixture)
    func ids(_ path: String) throws -> [Substring] {
      try site.text(path).split(separator: "<entry>").dropFirst().map { entry in
        let start = try #require(entry.firstRange(of: "<id>"))
        return entry[start.upperBound...].prefix { $0 != "<" }
      }
    }
    let all = try ids("feed.xml")
    #expect(all.count == 6)
    for path in site.paths where path.hasSuffix("feed.xml") {
      let own = try ids(path)
      #expect(Set(own).count == own.count, "\(path)")
      // Entries without a change that is known say when they were updated, in their own feeds only.
      let changes = own.filter { $0.contains("#change-") && !$0.contains("aside") }
      #expect(Set(changes).subtracting(all) == [], "\(path)")
    }
    #expect(try ids("models/detail/alpha-1.5.chat/feed.xml").count == 3)
    #expect(try ids("models/audio/feed.xml") == [])
  }

  @Test("without a history the feeds tell when entries say that they changed")
  func withoutHistory() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let feed = try site.text("feed.xml")
    #expect(feed.contains("<title>echo changed</title>"))
    #expect(feed.contains("<updated>2026-08-15T10:38:01Z</updated>"))
    #expect(!feed.contains("aside"))
    #expect(try site.text("models/detail/aside/feed.xml").contains("In no list."))
  }

  @Test("llms.txt is a list of links to what there is, and no text of an entry makes a link of its own")
  func notes() throws {
    let site = try Self.site(.own)
    let text = try site.text("llms.txt")
    #expect(text.hasPrefix("# modelhub\n\n> "))
    let base = "https://model.xinference.io/"
    let targets = text.split(separator: "](").dropFirst().map { $0.prefix { $0 != ")" } }
    #expect(targets.count > 15)
    for target in targets {
      let path = String(target.dropFirst(base.count))
      #expect(target.hasPrefix(base) && site.files[path] != nil, "\(target)")
    }
    let hostile = MemoryTreeText.hostile
    #expect(try TestSite.build(hostile).text("llms.txt").contains("\\[x\\](https"))
  }
}

enum MemoryTreeText {
  /// A model whose description is a link and a heading.
  static let hostile = MemoryTree(texts: [
    "models/llm/one/model.yaml": """
    model:
      version: 2
      model_name: one
      model_description: "[x](https://evil.example/)\\n# Heading"
      featured: true
      updated_at: 1
    """
  ])
}
