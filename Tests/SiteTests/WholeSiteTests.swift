import FileTrees
import TestSupport
import Testing

@testable import Site

@Suite struct WholeSiteTests {
  /// A catalog to build.
  enum Subject: CaseIterable, CustomTestStringConvertible {
    case fixture, own, upstream

    static let there = allCases.filter { $0 != .upstream || SharedData.has("upstream-split") }

    var tree: MemoryTree {
      switch self {
      case .fixture: FixtureCatalog.tree
      case .own: TestSite.catalog
      case .upstream: TestSite.upstream
      }
    }

    /// The site, the fixture's with all that a site can tell.
    func site() throws -> MemorySite {
      self == .fixture ? try TestSite.build(tree, telling: FixtureMaterial.tell) : try TestSite.build(tree)
    }

    var testDescription: String {
      switch self {
      case .fixture: "the fixture"
      case .own: "this repository's catalog"
      case .upstream: "../shared/upstream-split, where it is"
      }
    }
  }

  @Test("no link, asset or anchor leads nowhere, and no id stands twice", arguments: Subject.there)
  func links(subject: Subject) throws {
    #expect(LinkCheck.faults(in: try subject.site()) == [])
  }

  @Test("what all pages need is written before them, and the home page after all that it links to")
  func order() throws {
    let paths = try TestSite.build(FixtureCatalog.tree).paths
    let firstPage = try #require(paths.firstIndex { $0.hasSuffix(".html") })
    let lastAsset = try #require(paths.lastIndex { $0.hasPrefix("assets/") })
    let home = try #require(paths.firstIndex(of: "index.html"))
    let lastLinked = try #require(paths.lastIndex { $0.hasPrefix("models/") || $0.hasPrefix("people/") })
    #expect(lastAsset < firstPage)
    #expect(lastLinked < home)
  }

  @Test("small pages cut lists apart, and the parts link to each other")
  func pagination() throws {
    var options = TestSite.options
    options.pageSize = 1
    let site = try TestSite.build(FixtureCatalog.tree, options: options)
    #expect(LinkCheck.faults(in: site) == [])
    #expect(site.files["models/page/4/index.html"] != nil)
    #expect(site.files["models/page/5/index.html"] == nil)
    #expect(try site.text("models/page/2/index.html").contains("rel=\"prev\""))
    #expect(site.files["people/ada/page/2/index.html"] != nil)
  }

  @Test("links end in a slash where the site is for a server only")
  func servedLinks() throws {
    var options = TestSite.options
    options.folderPage = ""
    let page = try TestSite.build(FixtureCatalog.tree, options: options).text("models/index.html")
    #expect(page.contains("href=\"../models/detail/beta/\""))
    #expect(!page.contains("index.html"))
  }

  @Test("the same catalog gives the same bytes, in whatever order its entries were indexed")
  func determinism() throws {
    let first = try TestSite.build(FixtureCatalog.tree)
    let second = try TestSite.build(FixtureCatalog.tree, indexedBackwards: true)
    #expect(first.files == second.files)
    #expect(first.paths == second.paths)
  }

  @Test("every model has a page and a download at the addresses that Xinference knows")
  func addresses() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    for (type, name) in [
      ("llm", "alpha-1.5.chat"), ("llm", "beta"), ("llm", "aside"), ("audio", "echo"), ("image", "canvas"),
    ] {
      #expect(site.files["models/detail/\(name)/index.html"] != nil)
      #expect(site.files["api/models/\(type)/\(name).json"] != nil)
    }
    #expect(try site.text("api/models/world.json") == "[]\n")
    #expect(site.files["models/detail/alpha-1.5.chat/assets/a plot.png"] != nil)
  }

  @Test("a former name leads to the model of today, unless it is some model's name of today")
  func aliases() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let page = try site.text("models/detail/easel/index.html")
    #expect(page.contains("content=\"0; url=../../../models/detail/canvas/index.html\""))
    #expect(try site.text("models/detail/beta/index.html").contains("<h1>beta</h1>"))
  }

  @Test("a deprecated model says so, why, until when, and what to use instead")
  func lifecycle() throws {
    let page = try TestSite.build(FixtureCatalog.tree).text("models/detail/beta/index.html")
    let text = page.split(separator: "<").map { $0.drop { $0 != ">" }.dropFirst() }.joined()
    for sentence in [
      "Deprecated since 2026-09-01: superseded.", "Use instead: alpha-1.5.chat",
      "Leaves the catalog on 2027-03-01",
    ] {
      #expect(text.contains(sentence))
    }
  }

  @Test("the page for missing addresses finds its assets from the root of the server")
  func notFound() throws {
    let page = try TestSite.build(FixtureCatalog.tree).text("404.html")
    #expect(page.contains("href=\"/sub/assets/site.css\""))
  }

  @Test("the sitemap has each listed page at its whole address")
  func sitemap() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let map = try site.text("sitemap.xml")
    #expect(
      map.contains(
        "<url><loc>https://models.example/sub/models/detail/alpha-1.5.chat/</loc><lastmod>2026-08-15</lastmod></url>"
      ))
    #expect(map.contains("<loc>https://models.example/sub/people/ada/</loc>"))
    #expect(!map.contains("aside") && !map.contains("easel") && !map.contains("404"))
    #expect(try site.text("robots.txt").contains("Sitemap: https://models.example/sub/sitemap.xml"))
  }
}
