import Foundation
import TestSupport
import Testing

@testable import Site

/// Whole files compared with what was looked at and kept; `make golden` writes them anew.
@Suite struct GoldenTests {
  private static let isWriting = ProcessInfo.processInfo.environment["MODELHUB_GOLDEN"] == "write"

  private func expect(_ bytes: [UInt8], isKeptAs path: String) throws {
    let file = SharedData.packageRoot.appending(path: path)
    if Self.isWriting {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    let kept = Array(try Data(contentsOf: file))
    #expect(kept == bytes, "‘\(path)’ differs; `make golden` writes it anew, if the change is meant")
  }

  @Test(
    "pages of the fixture are as they were looked at",
    arguments: [
      "index.html", "models/index.html", "models/detail/alpha-1.5.chat/index.html",
      "models/detail/echo/index.html", "models/detail/easel/index.html", "people/ada/index.html",
      "api/models/audio.json", "sitemap.xml",
    ])
  func pages(path: String) throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    try expect(try #require(site.files[path]), isKeptAs: "Tests/Golden/Site/\(path)")
  }

  @Test("the documentation of the templates' data is what the templates are checked against")
  func documentation() throws {
    let text = """
      # The data of the site's templates

      This file is written by `make golden` from the declarations that templates are checked against.
      Paths are relative to the site's root: put `{{root}}` before those of files, `{{base}}` before
      those of pages, and `{{index}}` after a folder. The words of the interface are in `{{t.GROUP.WORD}}`: each file
      in `words/` has those of a language, and a new language is a new file.


      """ + PageSchema.documentation
    try expect(Array(text.utf8), isKeptAs: "docs/template-data.md")
  }
}
