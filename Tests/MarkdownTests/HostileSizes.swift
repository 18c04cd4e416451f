// MARK: What is too deep

extension HostileReadme {
  static let depths = [
    HostileReadme("deep quotes", many(5_000, ">") + " x"),
    HostileReadme("deep lists", (0..<400).map { String(repeating: "  ", count: $0) + "- x\n" }.joined()),
    HostileReadme("deep lists on a line", many(3_000, "- ") + "x"),
    HostileReadme(
      "deep emphasis", many(2_000, "*a _b ") + many(2_000, "_*")),
    HostileReadme("deep HTML", many(10_000, "<div>") + "x"),
    HostileReadme("deep inline HTML", "x " + many(10_000, "<span>") + "y"),
    HostileReadme("deep tables", many(3_000, "<table><tr><td>") + "x"),
    HostileReadme(
      "deep formatting",
      many(3_000, "<b><i><u>") + many(3_000, "<p>x")),
    HostileReadme("deep lists in HTML", many(3_000, "<ul><li>") + "x"),
    HostileReadme("end tags", many(5_000, "</div></p></b>")),
    HostileReadme("crossed formatting", many(2_000, "<b><p></b><i></p></i>")),
    HostileReadme("links in links", many(5_000, "<a href=x>")),
    HostileReadme(
      "deep images", many(3_000, "![") + "x" + many(3_000, "](y)")),
    HostileReadme("headings in headings", many(2_000, "<h1><div>")),
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
    HostileReadme("combining marks", "# " + many(2_000, "a\u{301}\u{302}\u{303}")),
    HostileReadme("direction marks", "[\u{202E}gnp.exe](a) \u{2066}<b dir=rtl>\u{2069}x</b>"),
    HostileReadme("CR only", "# a\r\r- b\r- c\r\r<div>\r\r```js\rx\r```\r\r</div>\r"),
    HostileReadme(
      "CR LF and a byte order mark", "\u{FEFF}# a\r\n\r\n| a | b |\r\n|---|---|\r\n| c | d |\r\n"),
    HostileReadme("control characters", (0..<160).map { UInt8($0) }),
    HostileReadme("noncharacters", [0xEF, 0xB7, 0x90, 0xEF, 0xBF, 0xBE, 0xE2, 0x80, 0xA8, 0xC2, 0x85]),
    HostileReadme("nothing", ""), HostileReadme("only blanks", " \t\n\n\u{A0}\n"),
    HostileReadme("only a fence", "---"),
    HostileReadme("an endless front matter", "---\na: b\n" + many(1_000, "c: d\n")),
    HostileReadme(
      "front matter with markup", "---\ntitle: <script>alert(1)</script>\n---\n<script>alert(1)</script>\n"),
  ]

  // MARK: Size

  static let bombs = [
    HostileReadme("one line of a megabyte", many(100_000, "word ")),
    HostileReadme("one word of a megabyte", many(500_000, "x")),
    HostileReadme(
      "a long definition used often",
      "[a]: /" + many(80_000, "x") + "\n\n" + many(5_000, "[a]")),
    HostileReadme(
      "a definition used often",
      "[a]: /" + many(4_000, "x") + " '" + many(1_000, "y") + "'\n\n"
        + many(5_000, "[a]")),
    HostileReadme(
      "a refused definition used often",
      "[a]: javascript:" + many(4_000, "x") + "\n\n"
        + many(5_000, "![a]")),
    HostileReadme(
      "a wide table",
      many(2_000, "|a") + "|\n" + many(2_000, "|-") + "|\n"
        + many(2_000, "|x\n")),
    HostileReadme("a long table", "|a|b|\n|-|-|\n" + many(5_000, "|`x`|*y*|\n")),
    HostileReadme("brackets", many(10_000, "[") + many(5_000, "](")),
    HostileReadme("images", many(5_000, "![[]()")),
    HostileReadme("backticks", (1..<300).map { String(repeating: "`", count: $0) + "a" }.joined()),
    HostileReadme(
      "stars", many(10_000, "*") + "a" + many(5_000, "**_")),
    HostileReadme("entities", (0..<5_000).map { "&n\($0);" }.joined()),
    HostileReadme("headings", many(5_000, "# a\n")),
    HostileReadme("headings with numbers", (0..<2_000).map { "# a\n# a-\($0)\n" }.joined()),
    HostileReadme("open comments", many(10_000, "<!-- ")),
    HostileReadme("open tags", many(10_000, "<a href='")),
    HostileReadme("open scripts", "x " + many(10_000, "<svg>")),
    HostileReadme("attributes", "<p " + many(10_000, "title=a ") + ">x</p>"),
    HostileReadme(
      "a link opened anew in every row",
      "<table><a href=/" + many(4_000, "x") + ">"
        + many(5_000, "<tr></tr>x")),
    HostileReadme(
      "a link opened anew in every block",
      "x <a href=/" + many(4_000, "x") + ">"
        + many(5_000, "<div>x</div>")),
    HostileReadme(
      "formatting opened anew in every row",
      "<table><b><i><u><s><em><code>" + many(5_000, "<tr></tr>x")),
    HostileReadme(
      "code",
      "```python\n" + many(5_000, "\"\"\" ' \\ ") + "\n```\n```yaml\n"
        + many(5_000, "a a ") + "\n```"),
    HostileReadme("unclosed code", "```js\n" + many(5_000, "/* ` ")),
  ]
}

private func many(_ count: Int, _ piece: String) -> String { String(repeating: piece, count: count) }
