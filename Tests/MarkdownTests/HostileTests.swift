import Testing

@testable import Markdown

@Suite struct HostileTests {
  @Test("a hostile README becomes a page without anything that is not allowed", arguments: HostileReadme.all)
  func isSafe(readme: HostileReadme) {
    var options = MarkdownOptions()
    options.limits.html = 300_000
    let page = MarkdownRenderer(options).render(readme.source)
    #expect(SafeHTML.faults(of: page.html).prefix(5) == [])
    #expect(page.html.count <= options.limits.html)
    #expect(page.links.allSatisfy { !$0.isKept || $0.destination.utf8.count <= 4096 })
  }

  @Test("passing a page through the allow-list once more changes nothing", arguments: HostileReadme.all)
  func isStable(readme: HostileReadme) {
    var options = MarkdownOptions()
    options.limits.html = 300_000
    let page = MarkdownRenderer(options).render(readme.source)
    options.idPrefix = ""
    // A table in a table is written with more elements than it needs to be read with.
    options.limits.nesting = 256
    options.limits.html *= 4
    let again = MarkdownRenderer(options).sanitize(page.html)
    #expect(difference(again.html, page.html) == nil)
  }

  @Test("the table holds at least 250 READMEs, each with a name of its own")
  func table() {
    let names = HostileReadme.all.map(\.name)
    #expect(names.count >= 250)
    #expect(Set(names).count == names.count)
  }
}
