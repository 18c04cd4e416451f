import Foundation
import TestSupport
import Testing

@testable import Site

@Suite struct SiteBuildTests {
  @Test("the repository's own catalog becomes a site")
  func ownCatalog() throws {
    let site = try TestSite.build(TestSite.catalog)
    if let folder = ProcessInfo.processInfo.environment["SITE_DUMP"] {
      try site.store(in: URL(filePath: folder).appending(path: "own"))
      if SharedData.has("upstream-split") {
        try TestSite.build(TestSite.upstream).store(in: URL(filePath: folder).appending(path: "upstream"))
      }
    }
    #expect(site.files["index.html"] != nil)
  }
}
