import Catalog
import FileTrees
import SourceText
import Testing

@testable import Site

/// What stands around a model's README: where it is mended, what is like it, how it is previewed.
@Suite struct ModelPageTests {
  private func page(_ texts: [String: String], _ path: String) throws -> String {
    try TestSite.build(MemoryTree(texts: texts)).text(path)
  }

  @Test("where the registry names its repository, a page leads to its own file and to a report")
  func actions() throws {
    var texts = FixtureCatalog.texts
    texts["hub.yaml"] = "registry: {title: T, repository: 'https://git.example/team/models/'}"
    let alpha = try page(texts, "models/detail/alpha-1.5.chat/index.html")
    #expect(
      alpha.contains(
        "https://git.example/team/models/edit/main/catalog/models/llm/alpha-1.5.chat/model.yaml\""))
    #expect(alpha.contains("https://git.example/team/models/issues/new?title=alpha-1.5.chat\""))
    let echo = try page(texts, "models/detail/echo/index.html")
    #expect(echo.contains("/models/audio/echo/model.json\""))
    for repository in ["javascript:alert(1)", "git@host:team/models", "//x.example"] {
      texts["hub.yaml"] = "registry: {title: T, repository: '\(repository)'}"
      #expect(!(try page(texts, "models/detail/echo/index.html").contains("issues/new")))
    }
  }

  @Test(
    "models of the same type whose names begin alike are related, but none that is hidden or on its way out")
  func related() throws {
    func entry(_ name: String, _ hub: String = "{}") -> (String, String) {
      ("models/llm/\(name)/model.yaml", "hub: \(hub)\nmodel: {model_name: \(name)}\n")
    }
    let texts = Dictionary(uniqueKeysWithValues: [
      entry("qwen-vl"), entry("qwen2"), entry("Qwen3"),
      entry("qwen3-old", "{lifecycle: {deprecated: 2020-01-01}}"),
      entry("qwen3-secret", "{visibility: private, audience: [x]}"),
      entry("qwen3-aside", "{visibility: unlisted}"),
      entry("q"), entry("zeta"),
      ("models/image/qwen-image/model.yaml", "model: {model_name: qwen-image, model_family: x}\n"),
    ])
    let site = try TestSite.build(MemoryTree(texts: texts))
    let page = try site.text("models/detail/qwen2/index.html")
    let related = page.split(separator: "class=\"related\"").dropFirst().first.map(String.init) ?? ""
    let names = related.split(separator: "models/detail/").dropFirst().map { $0.prefix { $0 != "/" } }
    #expect(names == ["qwen-vl", "Qwen3"])
    #expect(!(try site.text("models/detail/zeta/index.html").contains("class=\"related\"")))
    #expect(!(try site.text("models/detail/q/index.html").contains("class=\"related\"")))
  }

  @Test("a page is previewed with its type's picture, at an address that is there")
  func preview() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let page = try site.text("models/detail/echo/index.html")
    #expect(
      page.contains("property=\"og:image\" content=\"https://models.example/sub/assets/cards/audio.png\""))
    for type in ModelType.allCases.map(\.rawValue) + ["site"] {
      let picture = try #require(site.files["assets/cards/\(type).png"])
      #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      // The width and the height that the page says.
      #expect(Array(picture[16..<24]) == [0, 0, 4, 176, 0, 0, 2, 118])
    }
  }

  @Test("a day that is still to come is told as one")
  func announced() throws {
    func banner(_ day: String) throws -> String {
      let texts = [
        "models/llm/e/model.yaml": "hub: {lifecycle: {deprecated: \(day)}}\nmodel: {model_name: e}\n"
      ]
      return try page(texts, "models/detail/e/index.html")
    }
    #expect(try banner("2020-01-01").contains("</strong> since <time"))
    #expect(try banner("2099-01-01").contains("</strong> from <time"))
  }

  @Test("the records stand in colours, and a long file plain")
  func record() throws {
    let page = try page(FixtureCatalog.texts, "models/detail/echo/index.html")
    #expect(page.contains("<span class=\"hl-a\">\"model_name\"</span>"))
    let long = Array("[\"\(String(repeating: "<x>", count: 20_000))\"]".utf8)
    let html = ModelPage.coloured(long)
    #expect(!html.contains(UInt8(ascii: "<")))
  }
}
