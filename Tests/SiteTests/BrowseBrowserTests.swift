import Foundation
import TestSupport
import Testing

@testable import Site

/// Search and filters in a real browser, on a site that is served below a path of its own.
@Suite(.serialized, .enabled(if: Browser.isInstalled, "needs chromium-driver; `make test` installs it"))
struct BrowseBrowserTests {
  private func ready(_ browser: Browser) throws {
    try browser.waitFor("document.querySelector('[data-browse]').dataset.state === 'ready'")
  }

  private func names(_ browser: Browser) throws -> [String] {
    let script = """
      return [...document.querySelectorAll('[data-results]:not([hidden]) h3 a, [data-listed]:not([hidden]) h3 a')]
        .map(a => a.textContent).join(' ')
      """
    return try browser.string(script).split(separator: " ").map(String.init)
  }

  @Test("the script cuts questions and names files as the index does")
  func terms() throws {
    let site = try ServedSite(.fixture)
    let browser = try Browser()
    try browser.open(site.address + "index.html")
    for example in SearchTerms.examples {
      let text = String(decoding: try JSONEncoder().encode(example.text), as: UTF8.self)
      let found = try browser.script("return modelhub.terms(\(text))") as? [String]
      #expect(found == example.terms, "\(example.text)")
    }
    for (start, path) in SearchTerms.files {
      #expect(try browser.script("return modelhub.searchFile('\(start)')") as? String == path)
    }
  }

  @Test("filters, chips, order, view, the address and the back button are one state")
  func filters() throws {
    let site = try ServedSite(.own)
    let browser = try Browser(width: 1280, height: 1000)
    try browser.open(site.address + "models/index.html")
    try ready(browser)
    let all = try names(browser)
    try browser.click("[data-options] input")
    try browser.waitFor("location.search === '?ability=chat'")
    try browser.waitFor("document.querySelectorAll('[data-chips] li').length === 1")
    let chat = try names(browser)
    #expect(!chat.isEmpty && chat.count < all.count && chat.allSatisfy(all.contains))
    #expect(
      try browser.string("return document.querySelector('[data-status]').textContent")
        == "\(chat.count) models")
    try browser.script(
      "const s = document.querySelector('[data-sort]'); s.value = 'largest'; s.dispatchEvent(new Event('change'))"
    )
    try browser.waitFor("location.search.includes('sort=largest')")
    try browser.waitFor("document.querySelector('[data-results] h3 a').textContent === 'Deepseek-V3.1'")
    try browser.click("[data-view='cards']")
    try browser.waitFor("location.search.includes('view=cards')")
    try CIOutput.keep(browser.screenshot(), as: "screenshots/browse-cards.png")
    let shared = try browser.address
    try browser.script("history.go(-3)")
    try browser.waitFor("location.search === '' && !document.querySelector('[data-listed]').hidden")
    #expect(try names(browser) == all)
    try browser.open(shared)
    try ready(browser)
    #expect(Set(try names(browser)) == Set(chat))
    #expect(try names(browser).first == "Deepseek-V3.1")
    try browser.click("[data-chips] button")
    try browser.waitFor("!location.search.includes('ability')")
    #expect(try browser.consoleMessages() == [])
  }

  @Test("where nothing is left, the page says which filter to drop, and dropping it helps")
  func empty() throws {
    let site = try ServedSite(.own)
    let browser = try Browser()
    try browser.open(site.address + "models/index.html?ability=chat&format=mlx&license=mit&tag=gone")
    try ready(browser)
    try browser.waitFor("!document.querySelector('[data-none]').hidden")
    let offer = try browser.string("return document.querySelector('[data-drop-list] button').textContent")
    #expect(offer.hasPrefix("Tag: gone → "))
    try browser.click("[data-drop-list] button")
    try browser.waitFor("document.querySelector('[data-none]').hidden")
    #expect(try !names(browser).isEmpty)
  }

  @Test("the list of a type narrows down within the type, and the switch keeps the question")
  func types() throws {
    let site = try ServedSite(.own)
    let browser = try Browser()
    try browser.open(site.address + "models/embedding/index.html?language=zh")
    try ready(browser)
    try browser.waitFor("document.querySelectorAll('[data-results] h3 a').length > 0")
    #expect(try names(browser).contains("bge-m3") && !names(browser).contains("Qwen3-Instruct"))
    try browser.click("[data-switch] .t-llm a")
    try browser.waitFor("location.pathname.endsWith('models/llm/') && location.search === '?language=zh'")
  }

  @Test("with the keyboard alone: slash, words, arrows, Enter")
  func keyboard() throws {
    let site = try ServedSite(.own)
    let browser = try Browser()
    try browser.open(site.address + "models/index.html")
    try ready(browser)
    try browser.type("/")
    try browser.type("whisper")
    try browser.waitFor("document.querySelector('[data-results] h3 a')?.textContent.startsWith('whisper')")
    try browser.type("\u{E015}")
    try browser.waitFor("document.activeElement.textContent.startsWith('whisper')")
    try browser.type("\u{E015}")
    let second = try browser.string("return document.activeElement.textContent")
    try browser.type("\u{E007}")
    try browser.waitFor("location.pathname.includes('/models/detail/\(second)/')")
  }

  @Test("the search box suggests on every page, by arrows and Enter, and Escape closes it")
  func suggestions() throws {
    let site = try ServedSite(.own)
    let browser = try Browser()
    try browser.open(site.address + "people/ada/index.html")
    try browser.type("/")
    try browser.type("qwen")
    try browser.waitFor("document.querySelectorAll('[role=option]').length > 1")
    try CIOutput.keep(browser.screenshot(), as: "screenshots/suggestions.png")
    try browser.type("\u{E00C}")
    #expect(try browser.script("return document.querySelector('[data-suggestions]').hidden") as? Bool == true)
    try browser.type("3")
    try browser.waitFor("!document.querySelector('[data-suggestions]').hidden")
    try browser.type("\u{E015}")
    let chosen = try browser.string("return document.querySelector('[aria-selected=true] b').textContent")
    try browser.type("\u{E007}")
    try browser.waitFor("location.pathname.includes('/models/detail/\(chosen)/')")
  }

  /// What people type, and the model that they mean.
  private static let questions = [
    ("Qwen3-Instruct", "Qwen3-Instruct"), ("qwen3 instruct", "Qwen3-Instruct"),
    ("wisper base", "whisper-base.en"), ("whispr large", "whisper-large-v3"), ("deepseekv3", "Deepseek-V3.1"),
    ("depseek v3", "Deepseek-V3.1"), ("wqen image", "Qwen-Image"), ("语音合成", "CosyVoice2-0.5B"),
    ("FLUX", "FLUX.1-schnell"), ("stable diffusion xl", "stable-diffusion-xl-base-1.0"),
    ("bge m3", "bge-m3"), ("qwq", "QwQ-32B"), ("GOT OCR", "GOT-OCR2_0"), ("r1", "deepseek-r1-0528-qwen3"),
  ]

  @Test("questions find what was meant, the name itself first, slips forgiven, in Chinese as well")
  func ranking() throws {
    let site = try ServedSite(.own)
    let browser = try Browser()
    try browser.open(site.address + "index.html")
    for (question, meant) in Self.questions {
      let words = String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
      let found =
        try browser.script(
          """
          return modelhub.search(\(words)).then(found => modelhub.rows([...found.keys()].slice(0, 5)))
            .then(rows => rows.map(row => row.name))
          """) as? [String]
      #expect(found?.first == meant, "\(question): \(found ?? [])")
    }
  }

  @Test("a page that is opened from disk says kindly what it cannot do, and does the rest")
  func disk() throws {
    let folder = try TemporaryFolder()
    try TestSite.build(FixtureCatalog.tree).store(in: URL(filePath: folder.path))
    let browser = try Browser()
    try browser.open("file://\(folder.path)/models/index.html")
    let isShown = "return document.querySelector('[data-note]').offsetHeight > 0"
    #expect(try browser.script(isShown) as? Bool == true)
    #expect(try browser.script("return document.querySelector('.search').offsetHeight") as? Int == 0)
    #expect(try !names(browser).isEmpty)
    #expect(try browser.consoleMessages() == [])
  }
}
