// MARK: What is too deep

extension HostileReadme {
  static let depths = [
    HostileReadme("deep quotes", String(repeating: ">", count: 20_000) + " x"),
    HostileReadme("deep lists", (0..<400).map { String(repeating: "  ", count: $0) + "- x\n" }.joined()),
    HostileReadme("deep lists on a line", String(repeating: "- ", count: 10_000) + "x"),
    HostileReadme(
      "deep emphasis", String(repeating: "*a _b ", count: 5_000) + String(repeating: "_*", count: 5_000)),
    HostileReadme("deep HTML", String(repeating: "<div>", count: 50_000) + "x"),
    HostileReadme("deep inline HTML", "x " + String(repeating: "<span>", count: 50_000) + "y"),
    HostileReadme("deep tables", String(repeating: "<table><tr><td>", count: 10_000) + "x"),
    HostileReadme(
      "deep formatting",
      String(repeating: "<b><i><u>", count: 10_000) + String(repeating: "<p>x", count: 10_000)),
    HostileReadme("deep lists in HTML", String(repeating: "<ul><li>", count: 10_000) + "x"),
    HostileReadme("end tags", String(repeating: "</div></p></b>", count: 20_000)),
    HostileReadme("crossed formatting", String(repeating: "<b><p></b><i></p></i>", count: 5_000)),
    HostileReadme("links in links", String(repeating: "<a href=x>", count: 20_000)),
    HostileReadme(
      "deep images", String(repeating: "![", count: 10_000) + "x" + String(repeating: "](y)", count: 10_000)),
    HostileReadme("headings in headings", String(repeating: "<h1><div>", count: 5_000)),
  ]

  // MARK: Bytes

  static let bytes = [
    HostileReadme(
      "NUL everywhere", Array("# a\0b\n\n<p title='\0'>\0</p>\n\n```\n\0\n```\n[\0](\0 '\0')".utf8)),
    HostileReadme(
      "invalid UTF-8", [0xFF, 0xFE, 0x23, 0x20, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xF5, 0x0A, 0xE2, 0x82]),
    HostileReadme("an overlong <", Array("a ".utf8) + [0xC0, 0xBC] + Array("script>alert(1)</script>".utf8)),
    HostileReadme(
      "a lead byte before <", Array("a ".utf8) + [0xE2] + Array("<img src=x onerror=alert(1)>".utf8)),
    HostileReadme(
      "a lead byte before a quote", Array("<p title=\"".utf8) + [0xF0] + Array("\" onclick=x>y</p>".utf8)),
    HostileReadme(
      "a quote and a combining mark",
      "[a](b \"x\\\"\u{301} onclick=alert(1)\") <p title='\"\u{301} onclick=x'>y</p>"),
    HostileReadme(
      "a less-than sign and a combining mark", "<\u{301}script> <p>\u{338}<b>\u{338}&lt;\u{338}</b></p>"),
    HostileReadme("combining marks", "# " + String(repeating: "a\u{301}\u{302}\u{303}", count: 2_000)),
    HostileReadme("direction marks", "[\u{202E}gnp.exe](a) \u{2066}<b dir=rtl>\u{2069}x</b>"),
    HostileReadme("CR only", "# a\r\r- b\r- c\r\r<div>\r\r```js\rx\r```\r\r</div>\r"),
    HostileReadme(
      "CR LF and a byte order mark", "\u{FEFF}# a\r\n\r\n| a | b |\r\n|---|---|\r\n| c | d |\r\n"),
    HostileReadme("control characters", (0..<160).map { UInt8($0) }),
    HostileReadme("noncharacters", [0xEF, 0xB7, 0x90, 0xEF, 0xBF, 0xBE, 0xE2, 0x80, 0xA8, 0xC2, 0x85]),
    HostileReadme("nothing", ""), HostileReadme("only blanks", " \t\n\n\u{A0}\n"),
    HostileReadme("only a fence", "---"),
    HostileReadme("an endless front matter", "---\na: b\n" + String(repeating: "c: d\n", count: 1_000)),
    HostileReadme(
      "front matter with markup", "---\ntitle: <script>alert(1)</script>\n---\n<script>alert(1)</script>\n"),
  ]

  // MARK: Size

  static let bombs = [
    HostileReadme("one line of a megabyte", String(repeating: "word ", count: 200_000)),
    HostileReadme("one word of a megabyte", String(repeating: "x", count: 1_000_000)),
    HostileReadme(
      "a long definition used often",
      "[a]: /" + String(repeating: "x", count: 80_000) + "\n\n" + String(repeating: "[a]", count: 20_000)),
    HostileReadme(
      "a definition used often",
      "[a]: /" + String(repeating: "x", count: 4_000) + " '" + String(repeating: "y", count: 1_000) + "'\n\n"
        + String(repeating: "[a]", count: 20_000)),
    HostileReadme(
      "a refused definition used often",
      "[a]: javascript:" + String(repeating: "x", count: 4_000) + "\n\n"
        + String(repeating: "![a]", count: 20_000)),
    HostileReadme(
      "a wide table",
      String(repeating: "|a", count: 5_000) + "|\n" + String(repeating: "|-", count: 5_000) + "|\n"
        + String(repeating: "|x\n", count: 5_000)),
    HostileReadme("a long table", "|a|b|\n|-|-|\n" + String(repeating: "|`x`|*y*|\n", count: 20_000)),
    HostileReadme("brackets", String(repeating: "[", count: 50_000) + String(repeating: "](", count: 20_000)),
    HostileReadme("images", String(repeating: "![[]()", count: 20_000)),
    HostileReadme("backticks", (1..<300).map { String(repeating: "`", count: $0) + "a" }.joined()),
    HostileReadme(
      "stars", String(repeating: "*", count: 50_000) + "a" + String(repeating: "**_", count: 20_000)),
    HostileReadme("entities", (0..<20_000).map { "&n\($0);" }.joined()),
    HostileReadme("headings", String(repeating: "# a\n", count: 20_000)),
    HostileReadme("headings with numbers", (0..<5_000).map { "# a\n# a-\($0)\n" }.joined()),
    HostileReadme("open comments", String(repeating: "<!-- ", count: 50_000)),
    HostileReadme("open tags", String(repeating: "<a href='", count: 50_000)),
    HostileReadme("open scripts", "x " + String(repeating: "<svg>", count: 50_000)),
    HostileReadme("attributes", "<p " + String(repeating: "title=a ", count: 50_000) + ">x</p>"),
    HostileReadme(
      "a link opened anew in every row",
      "<table><a href=/" + String(repeating: "x", count: 4_000) + ">"
        + String(repeating: "<tr></tr>x", count: 20_000)),
    HostileReadme(
      "a link opened anew in every block",
      "x <a href=/" + String(repeating: "x", count: 4_000) + ">"
        + String(repeating: "<div>x</div>", count: 20_000)),
    HostileReadme(
      "formatting opened anew in every row",
      "<table><b><i><u><s><em><code>" + String(repeating: "<tr></tr>x", count: 20_000)),
    HostileReadme(
      "code",
      "```python\n" + String(repeating: "\"\"\" ' \\ ", count: 20_000) + "\n```\n```yaml\n"
        + String(repeating: "a a ", count: 20_000) + "\n```"),
    HostileReadme("unclosed code", "```js\n" + String(repeating: "/* ` ", count: 20_000)),
  ]
}
