import Catalog
import Diagnostics
import FileTrees
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Site

@Suite struct WordsTests {
  private func compile(_ path: String, _ text: String) -> (SiteTemplates?, [String]) {
    var files = TestSite.templates
    files[path] = SourceText(path: path, text)
    let (templates, problems) = SiteTemplates.compile(files)
    return (templates, problems.map(\.message))
  }

  @Test("all languages have the same words, and the same places to fill in")
  func complete() throws {
    let languages = try TestSite.languages
    #expect(languages.map(\.tag) == ["en", "zh-CN"])
    for key in languages[0].keys {
      let places = languages.map { language in
        language(key).split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
          $0.prefix { $0 != "}" }
        }.sorted()
      }
      #expect(places[0] == places[1], "\(key)")
    }
  }

  @Test("every word is used by a template or by the program")
  func used() throws {
    var text = TestSite.templates.values.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    let sources = SharedData.packageRoot.appending(path: "Sources/Site")
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where path.hasSuffix(".swift") {
      text += String(decoding: try Data(contentsOf: sources.appending(path: path)), as: UTF8.self)
    }
    // Groups whose words are chosen by a key of the catalog.
    let chosen = ["type", "types", "purpose", "ability", "stage", "facet", "facets", "language", "spoken"]
    for key in try TestSite.languages[0].keys {
      let group = key.prefix { $0 != "." }
      if chosen.contains(String(group)) || key.hasSuffix(".one") || key.hasSuffix(".many") { continue }
      #expect(text.contains("{{t.\(key)}}") || text.contains("\"\(key)\""), "‘\(key)’ is used nowhere")
    }
  }

  @Test("a new language is one file: its pages stand in a folder of its own, and all link to each other")
  func newLanguage() throws {
    var templates = TestSite.templates
    let english = try #require(templates["words/en.json"])
    let text = String(decoding: english.bytes, as: UTF8.self)
      .replacing("\"English\"", with: "\"Probe\"").replacing("\"ltr\"", with: "\"rtl\"")
    templates["words/ar.json"] = SourceText(path: "words/ar.json", text)
    var texts = FixtureCatalog.texts
    texts["hub.yaml"] = "registry: {title: T, language: en, languages: [en, ar, fr]}"
    let site = try TestSite.build(MemoryTree(texts: texts), templates: templates)
    #expect(LinkCheck.faults(in: site) == [])
    let page = try site.text("ar/models/detail/alpha-1.5.chat/index.html")
    #expect(page.contains("<html lang=\"ar\" dir=\"rtl\">"))
    #expect(page.contains("<link rel=\"alternate\" hreflang=\"en\""))
    #expect(page.contains("../../../../models/detail/alpha-1.5.chat/assets/a%20plot.png"))
    #expect(!site.pages.contains { $0.hasPrefix("fr/") })
    // What is about the registry rather than its models is there once.
    let once = ["404.html", "changes/", "deprecated/", "stats/", "rules/", "docs/", "reviews/"]
    let pages = Set(
      site.pages.filter { page in !page.hasPrefix("ar/") && !once.contains { page.hasPrefix($0) } })
    #expect(Set(site.pages.filter { $0.hasPrefix("ar/") }.map { String($0.dropFirst(3)) }) == pages)
  }

  @Test("whole addresses of a page in its languages are told where the site knows its own")
  func alternates() throws {
    var texts = FixtureCatalog.texts
    texts["hub.yaml"] = "registry: {title: T, base_url: https://h.example/s, languages: [en, zh-CN]}"
    let page = try TestSite.build(MemoryTree(texts: texts)).text("zh-CN/models/llm/index.html")
    #expect(page.contains("rel=\"canonical\" href=\"https://h.example/s/zh-CN/models/llm/\""))
    #expect(page.contains("hreflang=\"en\" href=\"https://h.example/s/models/llm/\""))
    #expect(page.contains("hreflang=\"zh-CN\" href=\"https://h.example/s/zh-CN/models/llm/\""))
  }

  @Test("a language that lacks a word, or has a broken file, is a fault with a place")
  func faults() throws {
    let (_, missing) = compile("words/zh-CN.json", #"{"language": {"name": "中文"}}"#)
    #expect(
      missing.count == 1 && missing[0].hasPrefix("The language lacks words: language.direction, site.skip"))
    let (_, broken) = compile("words/zh-CN.json", "{")
    #expect(!broken.isEmpty)
    let (_, unknown) = compile("pager.mustache", "{{t.pager.nonsense}}")
    #expect(unknown.contains { $0.contains("nonsense") })
    var files = TestSite.templates
    files["words/en.json"] = nil
    #expect(SiteTemplates.compile(files).0 == nil)
  }
}
