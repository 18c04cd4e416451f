import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The site of our own catalog, as `make site` builds it.
@Suite(.serialized) struct OwnSiteTests {
  static let catalog = SharedData.packageRoot.appending(path: "catalog").path
  let site: BuiltSite

  init() throws { site = try BuiltSite(catalog: Self.catalog) }

  @Test("no link, picture or script leads nowhere, and nothing leads out of the site's folder")
  func crawl() throws {
    try expectNoBrokenReferences(site)
  }

  @Test(
    "every page is valid HTML to the Nu checker",
    .enabled(if: HTMLChecker.isInstalled, "needs the checker that `make test` installs"))
  func validHTML() throws {
    #expect(try site.htmlFaults() == [])
  }

  @Test("each of the project's documents has its page, and each rule")
  func documents() throws {
    let docs = SharedData.packageRoot.appending(path: "docs").path
    let paths = try FileManager.default.subpathsOfDirectory(atPath: docs).filter {
      $0.hasSuffix(".md") && !["README.md", "rule-reference.md"].contains($0)
    }
    #expect(paths.count > 12)
    for path in paths {
      #expect(try site.read("docs/\(path.dropLast(3))/index.html") != nil, "\(path)")
    }
    #expect(try site.files().count { $0.hasPrefix("rules/") } > 100)
  }

  @Test("nothing of the private entry is in any file, and it is in its audience's site")
  func privateEntry() throws {
    for file in try site.files() {
      let text = try #require(try site.read(file))
      #expect(!text.contains("jina-reranker-v2") && !file.contains("jina-reranker-v2"), "\(file)")
    }
    let inside = try BuiltSite(catalog: Self.catalog, options: ["--audience", "search-evaluation"])
    #expect(try inside.read("models/detail/jina-reranker-v2/index.html") != nil)
  }

  @Test("a second build, and a build in another folder, time zone and language, give the same bytes")
  func sameBytes() throws {
    let other = try TemporaryFolder()
    let environment = ["TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"]
    let words = ["build", "--catalog", Self.catalog, "--out", other.path + "/elsewhere/deep"]
    #expect(try ModelHubProgram.run(words, environment: environment).status.isSuccess)
    let difference = try Command("diff", ["-r", site.path, other.path + "/elsewhere/deep"]).run()
    #expect(difference.outputText == "")
    let again = try ModelHubProgram.run(["build", "--catalog", Self.catalog, "--out", site.path])
    #expect(again.errorText.contains("(0 written"))
  }

  @Test(
    "a real browser shows the pages without an error in its console or a request that leaves the site",
    .enabled(if: Browser.isInstalled, "needs chromium and chromedriver, which `make test` installs"),
    arguments: [(1280, 900, false), (390, 844, true)])
  func browser(width: Int, height: Int, dark: Bool) throws {
    let browser = try Browser(width: width, height: height, dark: dark)
    let pages = [
      "index.html", "models/index.html", "models/llm/index.html", "models/detail/Qwen3-Instruct/index.html",
      "models/detail/whisper-base.en/index.html", "people/ada/index.html", "changes/index.html",
      "deprecated/index.html", "stats/index.html", "rules/index.html", "docs/index.html",
      "docs/api/index.html",
    ]
    for page in pages {
      try browser.open("file://\(site.path)/\(page)")
      #expect(try browser.string("return document.title").isEmpty == false, "\(page)")
      let overflow =
        try browser.script("return document.documentElement.scrollWidth - innerWidth") as? Int ?? 1
      #expect(overflow <= 0, "\(page) is \(overflow) pixels wider than the window")
      let name = page.replacing("/index.html", with: "").replacing("/", with: "-").replacing(
        ".html", with: "")
      try CIOutput.keep(browser.screenshot(), as: "screenshots/\(name)-\(width)\(dark ? "-dark" : "").png")
    }
    let messages = try browser.consoleMessages()
    #expect(messages == [])
    let outside = try browser.requestedAddresses().filter { !$0.hasPrefix("file://\(site.path)/") }
    #expect(outside == [])
  }
}

/// Fails for each reference of a site that leads nowhere.
func expectNoBrokenReferences(_ site: BuiltSite) throws {
  let files = try site.files()
  let crawler = Crawler(files: Set(files))
  var ids: [String: Set<String>] = [:]
  for file in files where file.hasSuffix(".html") { ids[file] = Crawler.ids(in: try site.read(file) ?? "") }
  var broken: [Crawler.Reference] = []
  for file in files where file.hasSuffix(".html") && file != "404.html" {
    broken += crawler.broken(in: file, try site.read(file) ?? "") { ids[$0] ?? [] }
  }
  #expect(broken == [])
}
