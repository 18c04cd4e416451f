import Catalog
import Testing

@testable import Site

@Suite struct ReadmeLinkTests {
  @Test(
    "a README's relative links lead to what the site has",
    arguments: [
      ("../beta/README.md", "../beta/index.html"), ("../beta", "../beta/index.html"),
      ("../../image/canvas/", "../canvas/index.html"), ("./../beta/README.zh-CN.md", "../beta/index.html"),
      ("README.zh-CN.md", "#text.zh-CN"), ("README.md", "#text"),
      ("assets/a%20plot.png", "assets/a%20plot.png"),
      ("assets/../assets/a plot.png?raw=true", "assets/a%20plot.png"),
    ])
  func kept(destination: String, address: String) throws {
    #expect(try resolve(destination, isImage: false) == address)
  }

  @Test(
    "what the site does not have, or may not tell, is no link",
    arguments: [
      "../hidden/README.md", "../nothing/", "../../../hub.yaml", "../../../../../etc/passwd",
      "/models/llm/beta",
      "model.yaml", "assets/gone.png", "assets%2Fa plot.png", "%00", "%zz", "../../fruit/beta",
    ])
  func refused(destination: String) throws {
    #expect(try resolve(destination, isImage: false) == nil)
  }

  @Test("an image is shown from the entry's own assets only")
  func images() throws {
    #expect(try resolve("assets/a plot.png", isImage: true) == "assets/a%20plot.png")
    #expect(try resolve("../beta/README.md", isImage: true) == nil)
    #expect(try resolve("README.md", isImage: true) == nil)
  }

  private func resolve(_ destination: String, isImage: Bool) throws -> String? {
    let entries = try TestSite.entries(CatalogReader(FixtureCatalog.tree))
    var index = SiteIndex(TestSite.options)
    for entry in entries { index.add(IndexSheet(entry, TestSite.options)) }
    index.finish()
    let alpha = try #require(entries.first { $0.name == "alpha-1.5.chat" })
    let links = ReadmeLinks(alpha, index, assetFolder: "", folderPage: "index.html")
    return links.address(ofDestination: destination, isImage: isImage)
  }
}
