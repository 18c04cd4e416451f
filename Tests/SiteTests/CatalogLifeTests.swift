import FileTrees
import Foundation
import TestSupport
import Testing

@testable import Site

/// The pages of what changed, what ends, what is reviewed, and what explains.
@Suite struct CatalogLifeTests {
  private static let site = Result { try TestSite.build(FixtureCatalog.tree, telling: FixtureMaterial.tell) }

  /// The text of a page without its tags, with white space folded.
  private static func words(_ path: String, of site: MemorySite) throws -> String {
    let text = try site.text(path).split(separator: "<").map { $0.drop { $0 != ">" }.dropFirst() }.joined(
      separator: " ")
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(
    "the page of changes has each day's, with fields before and after, and says nothing of unlisted entries")
  func changes() throws {
    let words = try Self.words("changes/index.html", of: Self.site.get())
    #expect(words.contains("context_length changed 65536 131072"))
    #expect(words.contains("alpha-0 removed by Ada"))
    #expect(words.contains("and 10 more"))
    #expect(!words.contains("aside"))
    let html = try Self.site.get().text("changes/index.html")
    #expect(html.contains("href=\"../reviews/llm/alpha-1.5.chat/index.html\""))
    #expect(!html.contains("<b>old</b>"))
  }

  @Test(
    "a model's history has an anchor for each change, which its feed names, and none is shown where none is known"
  )
  func history() throws {
    let site = try Self.site.get()
    let page = try site.text("models/detail/alpha-1.5.chat/index.html")
    #expect(page.contains("href=\"#history\""))
    let ids = try site.text("models/detail/alpha-1.5.chat/feed.xml").split(separator: "/#").dropFirst()
      .map { $0.prefix { $0 != "<" } }
    #expect(ids.count == 3)
    for id in ids { #expect(page.contains("id=\"\(id)\""), "\(id)") }
    #expect(!(try site.text("models/detail/echo/index.html")).contains("#history"))
    #expect(try Self.words("models/detail/aside/index.html", of: site).contains("added"))
  }

  @Test("without a history the page of changes lists what says that it changed")
  func withoutHistory() throws {
    let page = try TestSite.build(FixtureCatalog.tree).text("changes/index.html")
    #expect(page.contains("built without its history"))
    #expect(page.contains(">echo</a>"))
  }

  @Test("what ends is told by stages, with what to use instead where readers may hear of it")
  func endings() throws {
    let page = try Self.words("deprecated/index.html", of: Self.site.get())
    #expect(
      page.contains(
        "beta superseded discouraged from 2026-09-01 gone from 2027-03-01 instead: alpha-1.5.chat"))
    #expect(page.contains("alpha-0 superseded. gone from 2026-08-29 instead: alpha-1.5.chat"))
    #expect(page.contains("mute gone from 2026-05-01"))
    #expect(!page.contains("hidden"))
  }

  @Test("every bar of the statistics has its figure, and the longest is whole")
  func stats() throws {
    let html = try Self.site.get().text("stats/index.html")
    #expect(html.contains("<rect width=\"100.0\" height=\"10\"/></svg></td><td class=\"figure\">2</td>"))
    #expect(html.split(separator: "<rect ").count == html.split(separator: "class=\"figure\"").count)
    #expect(!html.contains("style="))
    let empty = try TestSite.build(MemoryTree(texts: ["hub.yaml": "{}"])).text("stats/index.html")
    #expect(!empty.contains("<rect"))
  }

  @Test("a review shows what it changes and what was said, escaped, and names only people who have a page")
  func review() throws {
    let html = try Self.site.get().text("reviews/llm/alpha-1.5.chat/index.html")
    #expect(html.contains("Longer context for &lt;alpha&gt;"))
    #expect(html.contains("Is &lt;b&gt;this&lt;/b&gt; right?"))
    #expect(!html.contains("stranger"))
    let words = try Self.words("reviews/llm/alpha-1.5.chat/index.html", of: Self.site.get())
    #expect(words.contains("0 errors, 2 warnings"))
    #expect(words.contains("somebody answered on 2026-09-21"))
    #expect(try Self.words("reviews/index.html", of: Self.site.get()).contains("sync-2026-09 published"))
    #expect(try Self.words("people/ada/index.html", of: Self.site.get()).contains("Submitted Longer context"))
  }

  @Test("rules and documents are pages with one heading of the first level, and links between documents hold")
  func reference() throws {
    let site = try Self.site.get()
    for path in site.pages where path.hasPrefix("rules/") || path.hasPrefix("docs/") {
      #expect(try site.text(path).split(separator: "<h1").count == 2, "\(path)")
    }
    #expect(try site.text("rules/name-mismatch/index.html").contains("a &lt; b"))
    #expect(try site.text("docs/hosting/index.html").contains("href=\"../api/index.html\""))
    #expect(
      try site.text("docs/roles/author/index.html").contains("href=\"../../../docs/roles/author/index.html\"")
    )
    #expect(try site.text("docs/rules/index.html").contains("href=\"../../rules/index.html\""))
  }

  @Test("a site of entries alone has no page of rules, documentation or reviews, and links to none")
  func bare() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    #expect(
      !site.paths.contains { $0.hasPrefix("rules/") || $0.hasPrefix("docs/") || $0.hasPrefix("reviews/") })
    #expect(LinkCheck.faults(in: site) == [])
  }

  @Test("the site is the same to the byte whenever it is built of the same things")
  func determinism() throws {
    let again = try TestSite.build(FixtureCatalog.tree, indexedBackwards: true, telling: FixtureMaterial.tell)
    #expect(try Self.site.get().files == again.files)
  }
}
