import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Authoring

@Suite struct ReadmeBlocksTests {
  @Test("parts are found between their markers, and not in code")
  func finding() {
    let text = """
      # m
      ```
      <!-- modelhub:begin facts -->
      ```
      <!-- modelhub:begin facts -->
      old
      ```
      <!-- a comment -->
      ```
      <!-- modelhub:end facts -->
        <!-- modelhub:begin other words -->
      <!-- modelhub:end other -->
      """
    let found = ReadmeBlocks(SourceText(path: "README.md", text))
    #expect(found.blocks.map(\.name) == ["facts", "other"])
    #expect(
      SourceText(path: "", text).text(in: found.blocks[0].range) == "old\n```\n<!-- a comment -->\n```\n")
    #expect(found.findings.isEmpty)
  }

  @Test(
    "markers that make no sense are findings, and what they enclose is left alone",
    arguments: [
      "<!-- modelhub:begin a -->\nx\n", "x\n<!-- modelhub:end a -->\n",
      "<!-- modelhub:begin a -->\n<!-- modelhub:end b -->\n",
      "<!-- modelhub:begin a -->\n<!-- modelhub:begin b -->\n<!-- modelhub:end b -->\n",
      "<!-- modelhub:begin a -->\n<!-- modelhub:end a -->\n<!-- modelhub:begin a -->\n<!-- modelhub:end a -->\n",
    ])
  func nonsense(text: String) {
    let found = ReadmeBlocks(SourceText(path: "README.md", text))
    #expect(!found.findings.isEmpty)
    #expect(Set(found.blocks.map(\.name)).count == found.blocks.count)
  }
}

@Suite struct ReadmeWriterTests {
  static func templates() throws -> ReadmeTemplates {
    let root = SharedData.packageRoot.appending(path: "readme-templates")
    var files: [String: SourceText] = [:]
    for language in ["en", "zh-CN"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: root.appending(path: language).path) {
        let bytes = Array(try Data(contentsOf: root.appending(path: "\(language)/\(name)")))
        files["\(language)/\(name)"] = SourceText(path: "\(language)/\(name)", bytes: bytes)
      }
    }
    let (templates, problems) = ReadmeTemplates.compile(files)
    try #require(problems.isEmpty, "\(problems.map(\.message))")
    return templates
  }

  @Test(
    "a hostile entry's words are text in every place of the README", arguments: ["en", "zh-CN"])
  func hostile(language: String) throws {
    let bad =
      "x` | <script>alert(1)</script> [a](javascript:b) ![c](d) # e\\n```\\n**f** <!-- modelhub:end facts -->"
    let text = """
      hub:
        license: "\(bad)"
        links: {homepage: "javascript:alert(1)", paper: "https://x.y/>\(bad)"}
      model:
        - version: 2
          model_name: m
          model_description: "\(bad)"
          model_lang: ["\(bad)"]
          model_ability: ["chat", "\(bad)"]
          model_specs:
            - model_format: "\(bad)"
              model_size_in_billions: "\(bad)"
              model_src: {"huggingface": {model_id: "\(bad)", quantizations: ["'; rm -rf ~; '", "\(bad)"]}}
      """
    let reader = CatalogReader(MemoryTree(texts: ["models/llm/m/model.yaml": text]))
    let entry = try #require(try reader.entry(EntryFolder(type: .llm, name: "m")).0)
    let outcome = try #require(ReadmeWriter(try Self.templates()).newReadme(entry, language: language))
    let readme = String(decoding: outcome.bytes, as: UTF8.self)
    let blocks = ReadmeBlocks(SourceText(path: "README.md", bytes: outcome.bytes))
    #expect(blocks.blocks.map(\.name).sorted() == ["facts", "launch", "use", "weights"], "\(readme)")
    #expect(blocks.findings.isEmpty)
    for line in readme.split(separator: "\n") {
      let isOutside = !line.contains("`") && !line.hasPrefix("  --")
      if isOutside { #expect(!line.contains("<script") || line.contains("\\<script"), "\(line)") }
    }
    #expect(!readme.contains("(javascript:alert(1))") && !readme.contains("<javascript:"))
    #expect(readme.contains("''\\''; rm -rf ~; '\\'''"), "\(readme)")
    let again = ReadmeWriter(try Self.templates()).refreshed(
      SourceText(path: "README.md", bytes: outcome.bytes), entry, language: language)
    #expect(again.changed.isEmpty && again.bytes == outcome.bytes)
    let matter = readme.split(separator: "---\n", maxSplits: 2, omittingEmptySubsequences: true)[0]
    let front = try #require(
      DocumentReader.read(SourceText(path: "m", String(matter)), as: .yaml).document?.rootNode)
    #expect(front["license"]?.string == entry.hub.license.map { MarkdownText.line($0.value) })
    #expect(front["language"] == nil)
  }

  @Test("a file with CR LF keeps them in what is made anew")
  func lineBreaks() throws {
    let reader = CatalogReader(
      MemoryTree(texts: ["models/llm/m/model.yaml": "model: {version: 2, model_name: m}\n"]))
    let entry = try #require(try reader.entry(EntryFolder(type: .llm, name: "m")).0)
    let text = "# m\r\n<!-- modelhub:begin facts -->\r\nold\r\n<!-- modelhub:end facts -->\r\nmine\r\n"
    let outcome = ReadmeWriter(try Self.templates()).refreshed(
      SourceText(path: "README.md", text), entry, language: "en")
    let result = String(decoding: outcome.bytes, as: UTF8.self)
    #expect(outcome.changed == ["facts"])
    #expect(result.hasSuffix("<!-- modelhub:end facts -->\r\nmine\r\n"))
    #expect(result.replacing("\r\n", with: "").contains("\n") == false)
  }

  @Test("every entry of our own catalog gets a README without a blank part", arguments: ["en", "zh-CN"])
  func ownEntries(language: String) throws {
    let reader = CatalogReader(FolderTree(SharedData.packageRoot.appending(path: "catalog").path))
    let writer = ReadmeWriter(try Self.templates())
    for folder in try reader.index(.flat).0 {
      let entry = try #require(try reader.entry(folder).0)
      let readme = String(
        decoding: try #require(writer.newReadme(entry, language: language)).bytes, as: UTF8.self)
      #expect(readme.contains("xinference launch --model-name \(entry.name) "), "\(folder.id)")
      #expect(!readme.contains("\n\n\n\n"), "\(folder.id)\n\(readme)")
      #expect(readme.contains("```python"), "\(folder.id)")
    }
  }

  @Test("a language without templates gets those of its own tongue, else English")
  func languages() throws {
    let reader = CatalogReader(
      MemoryTree(texts: ["models/llm/m/model.yaml": "model: {version: 2, model_name: m}\n"]))
    let entry = try #require(try reader.entry(EntryFolder(type: .llm, name: "m")).0)
    let writer = ReadmeWriter(try Self.templates())
    func text(_ language: String) throws -> String {
      String(decoding: try #require(writer.newReadme(entry, language: language)).bytes, as: UTF8.self)
    }
    #expect(try text("zh").contains("## 启动") && text("zh-cn").contains("## 启动"))
    #expect(try text("fr").contains("## Start it"))
  }
}
