import Templates
import Testing

@Suite("Overlays")
struct OverlayTests {
  private let own = [
    "layout": "<title>{{$title}}{{hub}}{{/title}}</title>{{$main}}\n{{/main}}{{>footer}}",
    "model": "{{<layout}}{{$title}}{{title}}{{/title}}{{$main}}{{>card}}{{/main}}{{/layout}}",
    "card": "<b>{{title}}</b>", "footer": "<p>{{hub}}</p>",
  ]

  private func library(_ overlay: [String: String]) -> TemplateLibrary {
    TemplateLibrary(own.merging(overlay) { $1 }.mapValues { Array($0.utf8) })
  }

  private func page(_ library: TemplateLibrary) throws -> String {
    var output: [UInt8] = []
    let data: [TemplateData] = [["hub": "Hub"], ["title": "T"]]
    #expect(library.render(try #require(library["model"]), with: data, into: &output) == [])
    return String(decoding: output, as: UTF8.self)
  }

  @Test("a template put over another by name is used by all that include it")
  func replaced() throws {
    #expect(try page(library([:])) == "<title>T</title><b>T</b><p>Hub</p>")
    let overlaid = library(["card": "<i>{{title}}</i>{{>mine}}", "mine": "!"])
    #expect(overlaid.problems == [])
    #expect(try page(overlaid) == "<title>T</title><i>T</i>!<p>Hub</p>")
    #expect(overlaid.names == ["card", "footer", "layout", "mine", "model"])
  }

  @Test("a layout without the blocks that pages fill is found at the pages that fill them")
  func lostBlock() {
    let problems = library(["layout": "{{$titel}}{{/titel}}{{$main}}{{/main}}"]).problems
    #expect(
      problems.map(\.description) == [
        "model:1:15: The template `layout` has no block `title`. Perhaps `titel` was meant."
      ])
  }

  @Test("a name that is not in the documented data is found in the overlay before any page is made")
  func misspelt() throws {
    let schema = TemplateSchema("model", "A model.", [.text("title", "Its name."), .text("hub", "The hub.")])
    let overlaid = library(["card": "<b>\r\n\t{{ttile}}</b>"])
    #expect(overlaid.problems == [])
    #expect(
      overlaid.check(try #require(overlaid["model"]), against: schema).map(\.description) == [
        "card:2:4: `ttile` is not in the data of the model. Perhaps `title` was meant."
      ])
  }

  @Test("a template taken from one library is the one of its name in another, or a problem")
  func otherLibrary() throws {
    let old = try #require(TemplateLibrary(["a": [], "b": [], "c": Array("old".utf8)])["c"])
    var output: [UInt8] = []
    let new = TemplateLibrary(["c": Array("new".utf8), "z": Array("other".utf8)])
    #expect(new.render(old, with: [], into: &output) == [])
    #expect(String(decoding: output, as: UTF8.self) == "new")
    let without = TemplateLibrary(["x": [], "y": [], "z": Array("other".utf8)])
    let problems = without.render(old, with: [], into: &output)
    #expect(problems.map(\.message) == ["This library has no such template"])
    #expect(without.check(old, against: TemplateSchema("none", "None.", [])) == problems)
    #expect(String(decoding: output, as: UTF8.self) == "new")
  }
}
