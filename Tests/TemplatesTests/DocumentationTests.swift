import Foundation
import Templates
import Testing

@Suite("docs/templates.md")
struct DocumentationTests {
  @Test("shows problems exactly as they are")
  func problems() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")
    let text = try String(contentsOf: folder.appending(path: "templates.md").standardized, encoding: .utf8)
    let fences = text.components(separatedBy: "```")
    let blocks = stride(from: 1, to: fences.count, by: 2).map { fences[$0] }
    let schema = TemplateSchema(
      "model page", "The page of one model.",
      [
        .text("title", "Its name."), .html("readme", "Its README."),
        .list("specs", "Its formats.", of: [.text("format", "The format.")]),
      ])
    var examples = 0
    for (template, expected) in zip(blocks, blocks.dropFirst()) where template.hasPrefix("mustache\n") {
      let library = TemplateLibrary(
        pages(
          String(template.dropFirst("mustache\n".count)),
          ["card": "", "layout": "{{$title}}{{/title}}{{$main}}{{/main}}"]))
      let page = try #require(library["page"])
      let problems = library.problems + library.check(page, against: schema)
      let lines = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }.map(\.description)
      #expect("text\n" + lines.joined(separator: "\n") + "\n" == expected)
      examples += 1
    }
    #expect(examples == 4)
  }
}
