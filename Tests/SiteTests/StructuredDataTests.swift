import Diagnostics
import Documents
import FileTrees
import SourceText
import Testing

@testable import Site

@Suite struct StructuredDataTests {
  /// What schema.org has for an application, of what is used here, with the kind of value that it expects.
  private static let properties: [String: NodeKind] = [
    "@context": .string, "@type": .string, "name": .string, "applicationCategory": .string,
    "description": .string, "url": .string, "license": .string, "dateModified": .string, "keywords": .array,
  ]

  private func data(of page: String) throws -> Node {
    let start = try #require(page.firstRange(of: "<script type=\"application/ld+json\">"))
    let rest = page[start.upperBound...]
    let end = try #require(rest.firstRange(of: "</script>"))
    let source = SourceText(path: "data", String(rest[..<end.lowerBound]))
    let (document, faults) = DocumentReader.read(source, as: .json)
    #expect(faults.map(\.message) == [])
    return try #require(document).rootNode
  }

  @Test(
    "a model's page tells search engines what it is, in schema.org's words",
    arguments: WholeSiteTests.Subject.there)
  func properties(subject: WholeSiteTests.Subject) throws {
    let site = try TestSite.build(subject.tree)
    for path in site.pages where path.hasPrefix("models/detail/") {
      let page = try site.text(path)
      // Former names and models that are gone have none.
      if !page.contains("class=\"model ") { continue }
      let data = try data(of: page)
      #expect(data["@context"]?.text == "https://schema.org" && data["@type"]?.text == "SoftwareApplication")
      #expect(data["name"]?.text == path.split(separator: "/")[2].description)
      for member in data.members {
        #expect(Self.properties[member.key.text] == member.value.kind, "\(path): \(member.key.text)")
        if member.value.kind == .string { #expect(!member.value.text.isEmpty, "\(path): \(member.key.text)") }
      }
      for key in ["url", "license"] {
        if let address = data[key]?.text { #expect(URLText.isWebAddress(address), "\(path)") }
      }
      if let day = data["dateModified"]?.text {
        #expect(day.count == 10 && day.split(separator: "-").count == 3, "\(path)")
      }
    }
  }

  @Test(
    "no text of an entry gets out of the script",
    arguments: ["</script><b>", "<!--<script>", "]]>", "\u{2028}", "\\u003c/script>", "</SCRIPT\t>"])
  func hostile(text: String) throws {
    var quoted: [UInt8] = []
    JSONWriter.appendString(Text(text.utf8), to: &quoted)
    let tree = MemoryTree(texts: [
      "models/llm/e/model.json":
        "[{\"model_name\": \"e\", \"model_description\": \(String(decoding: quoted, as: UTF8.self))}]"
    ])
    let page = try TestSite.build(tree).text("models/detail/e/index.html")
    #expect(try data(of: page)["description"]?.text == text.split(separator: "\t").joined(separator: " "))
  }
}
