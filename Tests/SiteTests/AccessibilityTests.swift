import Catalog
import FileTrees
import Foundation
import TestSupport
import Testing
import Timeline

@testable import Site

/// Every type of page before axe-core, in a real browser.
@Suite(
  .serialized,
  .enabled(
    if: Browser.isInstalled && Browser.hasAxe, "needs chromium-driver and axe-core; `make test` installs both"
  ))
struct AccessibilityTests {
  /// A window to look through.
  struct Window: CustomTestStringConvertible, Sendable {
    let width: Int
    let isDark: Bool

    var testDescription: String { "\(width) pixels, \(isDark ? "dark" : "light")" }

    static let all = [
      Window(width: 1280, isDark: false), Window(width: 1280, isDark: true),
      Window(width: 390, isDark: false), Window(width: 390, isDark: true),
    ]
  }

  /// One page of each type, and the states that scripts bring it into.
  private static let pages = [
    "index.html", "404.html", "models/index.html", "models/llm/index.html",
    "models/index.html?ability=chat&view=cards", "models/index.html?q=qwen", "models/index.html?tag=gone",
    "models/detail/Qwen3-Instruct/index.html", "models/detail/Qwen3-Instruct/index.html#specs",
    "models/detail/Qwen3-Instruct/index.html#use", "models/detail/Qwen3-Instruct/index.html#json",
    "models/detail/Qwen3-Instruct/index.html#text.zh-CN", "models/detail/CosyVoice2-0.5B/index.html",
    "models/detail/QwQ-32B-Preview/index.html", "abilities/index.html", "abilities/chat/index.html",
    "formats/mlx/index.html", "people/index.html", "people/ada/index.html", "compare/index.html",
    "compare/index.html?m=Qwen3-Instruct&m=QwQ-32B", "zh-CN/index.html", "zh-CN/models/index.html",
    "zh-CN/models/detail/Qwen3-Instruct/index.html", "zh-CN/compare/index.html?m=bge-m3&m=bge-small-en-v1.5",
    "models/detail/Qwen3-Instruct/index.html#history", "changes/index.html", "deprecated/index.html",
    "stats/index.html", "rules/index.html", "rules/name-mismatch/index.html", "docs/index.html",
    "docs/authoring/index.html", "docs/roles/author/index.html", "reviews/index.html",
    "reviews/llm/alpha-1.5.chat/index.html", "models/detail/old-chat/index.html",
  ]

  private static let folder = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    var tree = TestSite.catalog
    tree.files["removed.yaml"] = Array(
      "- {type: llm, name: old-chat, removed: 2026-01-31, reason: Superseded., replaced_by: QwQ-32B}\n".utf8)
    let site = try TestSite.build(tree) { material in
      FixtureMaterial.tell(&material)
      let changes = FixtureMaterial.timeline.changes.filter { $0.kind == .changed }.map {
        EntryChange(
          type: .llm, name: "Qwen3-Instruct", kind: $0.kind, seconds: $0.seconds, author: $0.author,
          review: $0.review, fields: $0.fields)
      }
      material.timeline = Timeline(changes + FixtureMaterial.timeline.changes)
    }
    try site.store(in: URL(filePath: folder.path))
    return folder
  }

  @Test("axe-core finds no violation on any type of page", arguments: Window.all)
  func violations(window: Window) throws {
    let server = try WebServer(Self.folder.get().path)
    let browser = try Browser(width: window.width, height: 900, dark: window.isDark)
    for page in Self.pages {
      try browser.open("about:blank")
      try browser.open(server.address + page)
      for part in ["browse", "comparison"] {
        let place = "document.querySelector('[data-\(part)]')"
        try browser.waitFor("!\(place) || \(place).dataset.state === 'ready'")
      }
      let faults = try browser.accessibilityFaults()
      #expect(faults == [], "\(page)")
    }
  }

  @Test("axe-core is really asked: a page with a picture without words and a pale text has two violations")
  func control() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <!doctype html><html lang="en"><title>t</title><main><h1>t</h1><img src="data:,">
      <p style="color:#bbb;background:#fff">pale</p></main></html>
      """, to: "bad.html")
    let browser = try Browser()
    try browser.open("file://\(folder.path)/bad.html")
    let faults = try browser.accessibilityFaults().map { $0.prefix { $0 != " " } }
    #expect(faults.sorted() == ["color-contrast", "image-alt"])
  }
}
