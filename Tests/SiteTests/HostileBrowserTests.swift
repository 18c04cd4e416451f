import FileTrees
import Foundation
import TestSupport
import Testing

@testable import Site

/// Hostile READMEs in a real browser: what it makes of them is looked at, not what they look like.
@Suite(.serialized, .enabled(if: Browser.isInstalled, "needs chromium-driver; `make test` installs it"))
struct HostileBrowserTests {
  /// Everything in the document that the site's own pages do not have, as sentences.
  private static let audit = """
    const own = new Set(arguments[0]);
    const faults = [];
    const say = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    const isPlain = (url) => ["http:", "https:", "mailto:"].includes(url.protocol);
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName;
      if (name === "script" && !own.has(element.getAttribute("src") ?? element.type)) say(element, "a script");
      if (["iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base", "style", "math"].includes(name)) say(element, "an element");
      const inReadme = element.closest(".prose") !== null;
      if (inReadme && ["form", "button", "select", "textarea", "svg", "link", "meta", "video", "audio", "source", "template", "dialog"].includes(name)) say(element, "an element in the README");
      for (const { name: key, value } of element.attributes) {
        if (key.startsWith("on")) say(element, "a handler");
        if (inReadme && ["style", "srcset", "ping", "formaction", "background", "poster", "name", "target"].includes(key)) say(element, `the attribute ${key}`);
        if (inReadme && key === "id" && !value.startsWith("readme-") && !element.matches("article")) say(element, "an id of its own choice");
      }
      for (const key of ["href", "src", "action", "data", "xlink:href", "cite"]) {
        const value = element.getAttribute(key);
        if (value === null) continue;
        const url = new URL(value, document.baseURI);
        if (!isPlain(url)) say(element, `the address ${url.protocol}`);
        const fetches = key === "src" || (name === "link" && element.rel === "stylesheet");
        if (fetches && url.origin !== location.origin) say(element, "a fetch from elsewhere");
      }
    }
    if (window.pwned) faults.push("code ran");
    if (document.querySelectorAll("main, h1").length !== 2) faults.push("the page's frame is broken");
    if (!document.querySelector("#json") || !document.querySelector("footer.bottom")) faults.push("the page ends early");
    return faults;
    """

  private static func tree() -> MemoryTree {
    var tree = MemoryTree()
    for (number, hostile) in HostileCases.all.enumerated() {
      let folder = "models/llm/m\(number)"
      tree.files["\(folder)/model.yaml"] = Array("model: {version: 2, model_name: m\(number)}\n".utf8)
      tree.files["\(folder)/README.md"] = Array(hostile.source.utf8)
    }
    return tree
  }

  @Test("there are at least 300 cases, no two alike")
  func count() {
    #expect(HostileCases.all.count >= 300)
    #expect(Set(HostileCases.all.map(\.source)).count == HostileCases.all.count)
  }

  @Test(
    "no hostile README puts a script, handler, frame or foreign address into the page that the browser builds"
  )
  func dom() throws {
    let site = try TestSite.build(Self.tree())
    let folder = try TemporaryFolder()
    try site.store(in: URL(filePath: folder.path))
    let server = try WebServer(folder.path)
    let browser = try Browser()
    let own =
      [
        "theme", "catalog", "search", "suggest", "launch", "compare", "site",
      ].map { "../../../assets/\($0).js" } + ["application/ld+json"]
    let quoted = String(decoding: try JSONEncoder().encode(own), as: UTF8.self)
    let audit = Self.audit.replacing("arguments[0]", with: quoted)
    for (number, hostile) in HostileCases.all.enumerated() {
      try browser.open("\(server.address)models/detail/m\(number)/index.html")
      let faults = try browser.script(audit) as? [String]
      #expect(faults == [], "\(hostile.name): \(hostile.source.prefix(200))")
    }
    // What the policy had to stop would stand on the console; nothing is to come that far.
    #expect(try browser.consoleMessages() == [])
    let foreign = try browser.requestedAddresses().filter {
      !$0.hasPrefix(server.address) && !["data:,", "about:blank"].contains($0)
    }
    #expect(foreign == [])
  }

  @Test("the audit finds what it looks for: a page with all of it has each fault")
  func control() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <!doctype html><title>t</title><main><h1>t</h1><article class="prose">
      <p onclick="x" style="color:red" id="main">x</p><iframe></iframe><a href="javascript:x">y</a>
      <img src="http://127.0.0.1:9/x.png"><script>window.pwned = 1</script></article></main>
      """, to: "bad.html")
    let server = try WebServer(folder.path)
    let browser = try Browser()
    try browser.open(server.address + "bad.html")
    let faults = try browser.script(Self.audit.replacing("arguments[0]", with: "[]")) as? [String] ?? []
    for fault in [
      "a handler", "the attribute style", "an id of its own choice", "an element", "the address javascript:",
      "a fetch from elsewhere", "a script", "code ran", "the page ends early",
    ] {
      #expect(faults.contains { $0.hasPrefix(fault) }, "\(fault)")
    }
  }
}
