import Foundation
import TestSupport
import Testing

@testable import Site

/// What readers come for, done in a real browser at every size and in both colours.
@Suite(.serialized, .enabled(if: Browser.isInstalled, "needs chromium-driver; `make test` installs it"))
struct ReaderBrowserTests {
  /// A window to look through.
  struct Window: CustomTestStringConvertible, Sendable {
    let name: String
    let width: Int
    let isDark: Bool

    var testDescription: String { name }

    static let all = [
      Window(name: "desktop-light", width: 1280, isDark: false),
      Window(name: "desktop-dark", width: 1280, isDark: true),
      Window(name: "phone-light", width: 390, isDark: false),
      Window(name: "phone-dark", width: 390, isDark: true),
    ]
  }

  /// A browser on a site, which notes what the page may not do.
  private final class Reader {
    let site: ServedSite
    let browser: Browser
    private let window: Window

    init(_ window: Window) throws {
      site = try ServedSite(.own)
      browser = try Browser(width: window.width, height: 900, dark: window.isDark)
      self.window = window
    }

    func open(_ path: String) throws { try browser.open(site.address + path) }

    /// Looks at what is there, and keeps a picture.
    func look(_ name: String) throws {
      let overflow = try browser.script("return document.documentElement.scrollWidth - innerWidth") as? Int
      #expect(overflow ?? 1 <= 0, "\(name) is wider than the window")
      #expect(try browser.consoleMessages() == [], "\(name)")
      let foreign = try browser.requestedAddresses().filter { address in
        !address.hasPrefix(site.server.address) && !["data:,", "about:blank"].contains(address)
      }
      #expect(foreign == [], "\(name)")
      try CIOutput.keep(browser.screenshot(), as: "screenshots/reader-\(window.name)-\(name).png")
    }

    func text(_ selector: String) throws -> String {
      try browser.string("return document.querySelector(\"\(selector)\").textContent.trim()")
    }

    func choose(_ value: String, in name: String) throws {
      try browser.script(
        """
        const list = document.querySelector("[data-builder]").elements["\(name)"];
        list.value = "\(value)"; list.dispatchEvent(new Event("change", {bubbles: true}));
        """)
    }
  }

  @Test("search, filter, and an address that shows others the same", arguments: Window.all)
  func searching(window: Window) throws {
    let reader = try Reader(window)
    let browser = reader.browser
    try reader.open("index.html")
    try reader.look("home")
    try browser.type("/")
    try browser.type("qwen")
    try browser.waitFor("document.querySelectorAll('[role=option]').length > 1")
    try reader.look("suggestions")
    try reader.open("models/index.html?q=qwen")
    try browser.waitFor("document.querySelector('[data-browse]').dataset.state === 'ready'")
    try browser.script("document.querySelector('[data-panel]').open = true")
    try browser.script(
      """
      const box = [...document.querySelectorAll('.filter')].find(f => f.textContent.includes('Fits in memory'));
      box.open = true;
      """)
    try browser.waitFor(
      "[...document.querySelectorAll('.filter[open] label')].some(l => l.textContent.startsWith('24 GB'))")
    try browser.script(
      "[...document.querySelectorAll('.filter label')].find(l => l.textContent.startsWith('24 GB')).click()")
    try browser.waitFor("location.search === '?q=qwen&memory=24'")
    try browser.waitFor("document.querySelectorAll('[data-chips] li').length === 2")
    try reader.look("filtered")
    let names = "[...document.querySelectorAll('[data-results] h3 a')].map(a => a.textContent).join(' ')"
    let (found, address) = (try browser.string("return \(names)"), try browser.address)
    #expect(found.contains("Qwen3-Instruct") && !found.contains("bge-m3"))
    try reader.open("people/index.html")
    try browser.open(address)
    try browser.waitFor("\(names) === '\(found)'")
  }

  @Test("models are picked in the list and compared, and the address holds the choice", arguments: Window.all)
  func comparing(window: Window) throws {
    let reader = try Reader(window)
    let browser = reader.browser
    try reader.open("models/llm/index.html")
    try browser.waitFor("document.querySelector('[data-browse]').dataset.state === 'ready'")
    try browser.script("document.querySelector('[data-compare=\"Qwen3-Instruct\"] input').click()")
    try browser.script("document.querySelector('[data-compare=\"QwQ-32B\"] input').click()")
    try browser.waitFor("document.querySelectorAll('[data-tray-list] li').length === 2")
    #expect(try reader.text("[data-tray-go]") == "Compare 2")
    try reader.look("tray")
    try browser.script("document.querySelector('[data-tray-go]').click()")
    try browser.waitFor("document.querySelector('[data-comparison]')?.dataset.state === 'ready'")
    #expect(try browser.address.hasSuffix("compare/?m=Qwen3-Instruct&m=QwQ-32B"))
    let heads = "[...document.querySelectorAll('[data-table] thead a')].map(a => a.textContent).join(' ')"
    #expect(try browser.string("return \(heads)") == "Qwen3-Instruct QwQ-32B")
    try reader.look("compare")
    let row =
      "[...document.querySelectorAll('[data-table] tbody tr')].find(r => r.cells[0].textContent === 'Context')"
    #expect(try browser.string("return \(row).cells[1].textContent") == "256K 262,144 tokens")
    try browser.script("document.querySelector('[data-differences]').click()")
    #expect(
      try browser.script(
        "return document.querySelectorAll('.is-same').length > 0 && [...document.querySelectorAll('.is-same')].every(r => !r.offsetHeight)"
      ) as? Bool == true)
    try browser.type("bge-m3\u{E007}", into: "[data-add] [name]")
    try browser.waitFor("\(heads) === 'Qwen3-Instruct QwQ-32B bge-m3'")
    try browser.script("history.back()")
    try browser.waitFor("\(heads) === 'Qwen3-Instruct QwQ-32B'")
    try browser.click("[data-table] thead button")
    try browser.waitFor("\(heads) === 'QwQ-32B'")
    try reader.open("compare/index.html?m=QwQ-32B&m=not-there&m=%3Cimg%20src%3Dx%3E")
    try browser.waitFor("document.querySelector('[data-comparison]').dataset.state === 'ready'")
    #expect(try reader.text("[data-say]") == "There is no page of not-there.")
  }

  @Test("a launch is put together, and starts from what stands there without scripts", arguments: Window.all)
  func launching(window: Window) throws {
    let reader = try Reader(window)
    let browser = reader.browser
    try reader.open("models/detail/Qwen3-Instruct/index.html#specs")
    try reader.look("specs")
    try reader.open("models/detail/Qwen3-Instruct/index.html#use")
    let written = try reader.text("[data-static] pre")
    #expect(try reader.text("[data-launch]") == written)
    #expect(try browser.script("return document.querySelector('[data-static]').offsetHeight") as? Int == 0)
    try reader.choose("ggufv2", in: "format")
    try reader.choose("Q5_K_M", in: "quantization")
    try reader.choose("vLLM", in: "engine")
    #expect(
      try reader.text("[data-launch]") == """
        xinference launch --model-name Qwen3-Instruct --model-engine vLLM \\
          --size-in-billions 4 --model-format ggufv2 --quantization Q5_K_M
        """)
    #expect(try reader.text("[data-needs-size]").hasSuffix(" GB"))
    try reader.look("builder")
    try browser.click("[data-as=python]")
    #expect(
      try reader.text("[data-launch]").contains("model_size_in_billions=4,\n    model_format=\"ggufv2\""))
    try browser.click("[data-as=request]")
    #expect(try reader.text("[data-launch]").contains("\"quantization\": \"Q5_K_M\"}'"))
    try reader.choose("mlx", in: "format")
    #expect(
      try browser.string("return document.querySelector('[data-builder]').elements.engine.value") == "MLX")
    try reader.open("models/detail/whisper-base.en/index.html#use")
    #expect(
      try browser.script("return document.querySelector('[data-static]').offsetHeight > 0") as? Bool == true)
  }

  @Test("every form of a launch is written alike by the page and by its script")
  func launchForms() throws {
    let reader = try Reader(.all[0])
    for name in ["Qwen3-Instruct", "QwQ-32B", "bge-m3", "bge-reranker-v2-m3"] {
      try reader.open("models/detail/\(name)/index.html#use")
      for (form, place) in [
        ("command", ".launch code"), ("python", ".others pre:nth-of-type(1) code"),
        ("request", ".others div:nth-of-type(2) code"),
      ] {
        try reader.browser.click("[data-as=\(form)]")
        let place = form == "python" ? ".others code" : place
        #expect(try reader.text("[data-launch]") == reader.text("[data-static] \(place)"), "\(name), \(form)")
      }
    }
  }

  @Test("the language changes in place, and the page stays the same one", arguments: Window.all)
  func languages(window: Window) throws {
    let reader = try Reader(window)
    let browser = reader.browser
    try reader.open("models/detail/Qwen3-Instruct/index.html")
    try browser.click(".languages a")
    try browser.waitFor("document.documentElement.lang === 'zh-CN'")
    #expect(try browser.address.hasSuffix("zh-CN/models/detail/Qwen3-Instruct/"))
    #expect(try reader.text(".tabs a") == "说明")
    // The README in the reader's language stands first.
    let shown =
      "[...document.querySelectorAll('.prose')].filter(p => p.offsetHeight > 0).map(p => p.lang).join(' ')"
    #expect(try browser.string("return \(shown)") == "zh-CN")
    try reader.look("chinese-model")
    try reader.open("zh-CN/models/index.html?ability=chat")
    try browser.waitFor("document.querySelectorAll('[data-results] h3 a').length > 0")
    #expect(try reader.text("[data-chips] li") == "能力: 对话")
    #expect(try reader.text("[data-results] .c-abilities .chip") == "对话")
    try reader.look("chinese-browse")
    try browser.script("document.querySelector('[data-results] h3 a').click()")
    try browser.waitFor("location.pathname.includes('/zh-CN/models/detail/')")
    try browser.click(".languages a")
    try browser.waitFor("document.documentElement.lang === 'en' && !location.pathname.includes('zh-CN')")
  }

  @Test("with the keyboard alone: from the home page to a launch that is put together")
  func keyboard() throws {
    let reader = try Reader(.all[0])
    let browser = reader.browser
    try reader.open("index.html")
    try browser.type("\u{E004}")
    #expect(try browser.string("return document.activeElement.textContent") == "Skip to content")
    try browser.type("/")
    try browser.type("QwQ-32B")
    try browser.waitFor("document.querySelectorAll('[role=option]').length > 0")
    try browser.type("\u{E015}\u{E007}")
    try browser.waitFor("location.pathname.includes('/models/detail/QwQ-32B/')")
    func tab(to condition: String) throws {
      for _ in 0..<80 {
        if try browser.script("return Boolean(\(condition))") as? Bool == true { return }
        try browser.type("\u{E004}")
      }
      Issue.record("the focus never comes to \(condition)")
    }
    try tab(to: "document.activeElement.hash === '#use'")
    try browser.type("\u{E007}")
    try tab(to: "document.activeElement.name === 'format'")
    try browser.type("ggufv2")
    try tab(to: "document.activeElement.dataset.as === 'python'")
    try browser.type(" ")
    #expect(try reader.text("[data-launch]").contains("model_format=\"ggufv2\""))
    // Whatever has the focus shows it.
    let outline = "getComputedStyle(document.activeElement).outlineStyle"
    #expect(try browser.string("return \(outline)") != "none")
    #expect(try browser.consoleMessages() == [])
  }

  @Test("without scripts: lists, pages of facets, specs, launches, both languages, and a word on comparing")
  func withoutScripts() throws {
    let site = try ServedSite(.own)
    let browser = try Browser(scripts: false)
    func shows(_ selector: String) throws -> Bool {
      try browser.script(
        "return (document.querySelector(\"\(selector)\")?.getBoundingClientRect().height ?? 0) > 0") as? Bool
        == true
    }
    try browser.open(site.address + "models/index.html")
    #expect(try shows(".rows .row") && !shows("[data-tool]") && !shows(".search") && !shows(".pick-box"))
    try browser.open(site.address + "abilities/chat/index.html")
    #expect(try shows(".rows .row"))
    try browser.open(site.address + "models/detail/Qwen3-Instruct/index.html#use")
    #expect(try shows("[data-static] pre") && !shows("[data-builder]"))
    try browser.open(site.address + "models/detail/Qwen3-Instruct/index.html#specs")
    #expect(try shows(".meter"))
    try browser.open(site.address + "compare/index.html")
    #expect(try shows("noscript") && !shows("[data-comparison]"))
    try browser.click(".languages a")
    #expect(try browser.address.contains("/zh-CN/compare/"))
  }
}
