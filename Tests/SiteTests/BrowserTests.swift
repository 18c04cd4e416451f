import Foundation
import TestSupport
import Testing

@testable import Site

/// This repository's site in a real browser, opened from disk as a reader would who has only the files.
@Suite(.serialized, .enabled(if: Browser.isInstalled, "needs chromium-driver; `make test` installs it"))
struct BrowserTests {
  /// A window to look through.
  struct Window: CustomTestStringConvertible, Sendable {
    let name: String
    let width: Int
    let height: Int
    let isDark: Bool
    let hasScripts: Bool

    var testDescription: String { name }

    static let all = [
      Window(name: "desktop-light", width: 1280, height: 900, isDark: false, hasScripts: true),
      Window(name: "phone-dark", width: 500, height: 900, isDark: true, hasScripts: true),
      Window(name: "desktop-no-script", width: 1280, height: 900, isDark: false, hasScripts: false),
    ]
  }

  private static let model = "models/detail/Qwen3-Instruct/index.html"
  private static let views = [
    "home": "index.html", "models": "models/index.html", "audio": "models/audio/index.html", "readme": model,
    "specs": model + "#specs", "use": model + "#use", "json": model + "#json",
    "chinese": model + "#text.zh-CN",
    "deprecated": "models/detail/QwQ-32B-Preview/index.html", "people": "people/index.html",
    "person": "people/ada/index.html",
  ]

  private static let folder = Result { () throws -> URL in
    let folder = FileManager.default.temporaryDirectory.appending(path: "modelhub-site-\(UUID().uuidString)")
    try TestSite.build(TestSite.catalog).store(in: folder)
    return folder
  }

  private func address(_ path: String) throws -> String { "file://\(try Self.folder.get().path)/\(path)" }

  @Test(
    "pages load from disk, ask for nothing from elsewhere, fit the window, and say nothing on the console",
    arguments: Window.all)
  func loading(window: Window) throws {
    let browser = try Browser(
      width: window.width, height: window.height, dark: window.isDark, scripts: window.hasScripts)
    for (name, path) in Self.views.sorted(by: { $0.key < $1.key }) {
      try browser.open("about:blank")
      try browser.open(try address(path))
      #expect(try browser.consoleMessages() == [], "\(name)")
      let foreign = try browser.requestedAddresses().filter {
        !$0.hasPrefix("file://") && $0 != "about:blank"
      }
      #expect(foreign == [], "\(name)")
      let overflow = try browser.script("return document.documentElement.scrollWidth - innerWidth") as? Int
      #expect(overflow == 0, "\(name) is wider than the window")
      try keep(try browser.screenshot(), as: "\(window.name)-\(name)")
    }
  }

  @Test(
    "the address chooses the tab, README first, with scripts and without",
    arguments: [
      ("", "readme"), ("#specs", "specs"), ("#specs-30-a3", "specs"), ("#use", "use"), ("#json", "json"),
      ("#text.zh-CN", "readme"), ("#nothing-of-that-name", "readme"),
    ], [true, false])
  func tabs(view: (anchor: String, panel: String), hasScripts: Bool) throws {
    let browser = try Browser(scripts: hasScripts)
    try browser.open(try address(Self.model + view.anchor))
    let shown = try browser.string(
      """
      return [...document.querySelectorAll('.panel')].filter(p => p.offsetHeight > 0).map(p => p.id).join(' ')
      """)
    #expect(shown == view.panel)
    let top = try browser.script("return document.querySelector('h1').getBoundingClientRect().top") as? Double
    if ["#specs", "#use", "#json"].contains(view.anchor) {
      #expect(try #require(top) > 0, "the model's name stays in view")
    }
  }

  @Test("one README shows at a time, the catalog's own language first")
  func languages() throws {
    let browser = try Browser()
    func shown() throws -> String {
      try browser.string(
        "return [...document.querySelectorAll('.prose')].filter(p => p.offsetHeight > 0).map(p => p.lang).join(' ')"
      )
    }
    try browser.open(try address(Self.model))
    #expect(try shown() == "en")
    try browser.click("a[hreflang='zh-CN']")
    #expect(try shown() == "zh-CN")
    try browser.click("a[hreflang='en']")
    #expect(try shown() == "en")
  }

  @Test("the colour scheme follows the system, and the reader's choice outlives the page")
  func colours() throws {
    let browser = try Browser(dark: true)
    let background = "return getComputedStyle(document.body).backgroundColor"
    try browser.open(try address("index.html"))
    let dark = try browser.string(background)
    try browser.click("[data-theme-toggle]")
    let light = try browser.string(background)
    #expect(dark != light)
    try browser.open(try address(Self.model))
    #expect(try browser.string(background) == light)
    try browser.click("[data-theme-toggle]")
    #expect(try browser.string(background) == dark)
  }

  @Test("controls that need scripts are not there without them")
  func noScripts() throws {
    let browser = try Browser(scripts: false)
    try browser.open(try address(Self.model + "#use"))
    let buttons = "return [...document.querySelectorAll('button')].filter(b => b.offsetHeight > 0).length"
    #expect(try browser.script(buttons) as? Int == 0)
    try browser.open(try address("index.html"))
    #expect(try browser.script(buttons) as? Int == 0)
  }

  /// CI keeps the pictures, so that a person can look at them.
  private func keep(_ picture: [UInt8], as name: String) throws {
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let folder = SharedData.packageRoot.appending(path: "ci-output/screenshots")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(picture).write(to: folder.appending(path: "\(name).png"))
  }
}
