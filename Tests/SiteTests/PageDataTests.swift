import Catalog
import Diagnostics
import SourceText
import Templates
import Testing

@testable import Site

@Suite struct PageDataTests {
  private func site() throws -> (Site, [Entry], CatalogReader) {
    let reader = CatalogReader(FixtureCatalog.tree)
    let entries = try TestSite.entries(reader)
    var index = SiteIndex(TestSite.options, people: try reader.people().0)
    for entry in entries { index.add(IndexSheet(entry, TestSite.options)) }
    index.finish()
    let templates = try #require(SiteTemplates.compile(TestSite.templates).0)
    return (Site(index, try reader.settings().0.registry, templates), entries, reader)
  }

  @Test("a model's page is given what its documentation says")
  func model() throws {
    let (site, entries, reader) = try site()
    for entry in entries {
      var page = TemplateData()
      page["root"] = "../../../"
      page["base"] = "../../../"
      let download = DownloadRecord.file(entry, updatedAtFallback: 0)
      let content = ModelPage(
        entry, try TestSite.files(of: entry, reader), download: download, in: site.index)
      content.render(in: site)
      content.fill(&page, in: site)
      #expect(PageSchema.own(of: .model).mismatches(in: page) == [], "\(entry.name)")
    }
  }

  @Test("the first page is given what its documentation says")
  func home() throws {
    let (site, _, _) = try site()
    var page = TemplateData()
    page["root"] = ""
    page["base"] = ""
    HomePage(site.index).fill(&page, in: site)
    #expect(PageSchema.own(of: .home).mismatches(in: page) == [])
  }

  @Test("the documentation names every kind of page and every name once explained")
  func documentation() {
    let text = PageSchema.documentation
    for kind in PageKind.allCases { #expect(text.contains("## \(kind.rawValue)\n")) }
    #expect(text.contains("- `abilities`, a list, each item a text:"))
  }

  @Test("a name that no page has is a finding at its place in the template")
  func unknownName() throws {
    var files = TestSite.templates
    files["person.mustache"] = SourceText(
      path: "mine/person.mustache", "{{<layout}}{{$main}}\n{{person.nmae}}{{/main}}{{/layout}}")
    let (_, problems) = SiteTemplates.compile(files)
    let problem = try #require(problems.first)
    #expect(problems.count == 1)
    #expect(problem.location.path == "mine/person.mustache")
    #expect(problem.location.start()?.line == 2)
    #expect(problem.message.contains("nmae"))
  }

  @Test("a page without a template is a finding, and there is nothing to build with")
  func missingTemplate() {
    var files = TestSite.templates
    files["home.mustache"] = nil
    let (templates, problems) = SiteTemplates.compile(files)
    #expect(templates == nil)
    #expect(problems.map(\.message) == ["There is no template ‘home.mustache’"])
  }

  @Test(
    "a list of pages links to its ends and to the neighbours of the current page",
    arguments: [
      (1, 1, "1"), (3, 2, "1 2 3"), (9, 1, "1 2 3 … 9"), (9, 5, "1 … 3 4 5 6 7 … 9"), (9, 9, "1 … 7 8 9"),
      (2, 2, "1 2"), (5, 1, "1 2 3 … 5"),
    ])
  func pager(count: Int, current: Int, expected: String) {
    let links = Pages(count: count, size: 1).links(around: current)
    #expect(links.map { $0.map(String.init) ?? "…" }.joined(separator: " ") == expected)
  }

  @Test(
    "tokens are counted as model cards do",
    arguments: [
      (512, "512"), (4096, "4K"), (32768, "32K"), (200_000, "200K"), (131_072, "128K"), (1_048_576, "1M"),
      (1_000_000, "1M"), (10_485_760, "10M"), (1_536_000, "1.5M"), (8191, "8K"),
    ])
  func tokens(count: Int, shown: String) {
    #expect(TokenCount(tokens: count).short.string == shown)
  }

  @Test("the beginning of a description ends between words")
  func firstWords() {
    let text = Text("One two\n\n three   four five".utf8)
    #expect(ModelFacts.firstWords(of: text).string == "One two three four five")
    #expect(ModelFacts.firstWords(of: text, limit: 12).string == "One two…")
    let chinese = Text(String(repeating: "模", count: 100).utf8)
    #expect(ModelFacts.firstWords(of: chinese, limit: 20).string == "模模模模模模…")
  }
}
