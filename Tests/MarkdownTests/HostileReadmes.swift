import Testing

/// A README written to do harm.
struct HostileReadme: CustomTestStringConvertible {
  let name: String
  let source: [UInt8]

  var testDescription: String { name }

  init(_ name: String, _ source: String) { self.init(name, Array(source.utf8)) }

  init(_ name: String, _ source: [UInt8]) {
    self.name = name
    self.source = source
  }

  static let all: [HostileReadme] =
    addresses + readmes("address of another host", otherHosts) + readmes("markup", markup)
    + readmes("mutation", mutation) + readmes("nesting", nesting) + depths + bytes + bombs

  /// A README a line; ⏎ stands for a line break, ⟦1F⟧ for a character by its number.
  private static func readmes(_ group: String, _ lines: String) -> [HostileReadme] {
    decode(lines).enumerated().map { HostileReadme("\(group) \($0.offset + 1)", $0.element) }
  }

  private static func decode(_ lines: String) -> [String] {
    lines.split(separator: "\n").map { line in
      let text = String(line).replacing("⏎", with: "\n")
      return text.replacing(/⟦([0-9A-F]+)⟧/) { match in
        String(UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map(Character.init) ?? "?")
      }
    }
  }
}

// MARK: Addresses

extension HostileReadme {
  /// Spellings of addresses that run code, or fetch, in some browser of some year.
  static let evilAddresses = decode(
    #"""
    javascript:alert(1)
    JaVaScRiPt:alert(1)
    javascript&colon;alert(1)
    javascript&#58;alert(1)
    javascript&#x3a;alert(1)
    javascript&#x0000000000003A;alert(1)
    java&#10;script:alert(1)
    java&#x9;script:alert(1)
    java&Tab;script:alert(1)
    java&NewLine;script:alert(1)
    &#1;javascript:alert(1)
    &#x1F;javascript:alert(1)
    &#32;javascript:alert(1)
    &#106;avascript:alert(1)
    &#x6A;&#x61;&#x76;&#x61;&#x73;&#x63;&#x72;&#x69;&#x70;&#x74;:alert(1)
    ⟦1⟧javascript:alert(1)
    java⟦0⟧script:alert(1)
    java⟦7F⟧script:alert(1)
    ⟦A0⟧javascript:alert(1)
    ⟦200B⟧javascript:alert(1)
    ⟦FEFF⟧javascript:alert(1)
    ⟦202E⟧javascript:alert(1)
    javascript⟦FF1A⟧alert(1)
    java⟦17F⟧cript:alert(1)
    javascript://%0aalert(1)
    javascript:/*--></title>*/alert(1)
    jav\ascript:alert(1)
    javascript\:alert(1)
    javascript%3Aalert(1)
    view-source:javascript:alert(1)
    vbscript:msgbox(1)
    livescript:x
    mocha:x
    data:text/html,<script>alert(1)</script>
    data:text/html;base64,PHNjcmlwdD4=
    data:image/svg+xml,<svg/onload=alert(1)>
    DATA:,x
    blob:x
    file:///x
    filesystem:x
    about:blank
    chrome://x
    intent:x
    ms-word:x
    feed:javascript:alert(1)
    jar:x
    ws://x
    wyciwyg:x
    res:x
    x-javascript:alert(1)
    """#)

  private static let addresses: [HostileReadme] = evilAddresses.enumerated().flatMap { index, address in
    [
      HostileReadme(
        "address \(index + 1) in Markdown",
        """
        [a](\(address)) [b](<\(address)>) ![c](\(address)) ![d](<\(address)>) <\(address)> [e] ![e]

        [e]: <\(address)> 'x'
        """),
      HostileReadme(
        "address \(index + 1) in HTML",
        """
        <a href="\(address)">a</a> <img src='\(address)'> <a href=\(address)>b</a>

        <p><a href=" \(address)">c</a></p>
        """),
    ]
  }

  private static let otherHosts =
    #"""
    ![a](//evil.example/x.png) ![b](/\evil.example/x.png) ![c](\\\\evil.example/x.png) [d](//evil.example)
    <img src=//evil.example/x> <img src="/\evil.example"> <img src='\\evil.example\x'> <img src=http:evil>
    <img src=a.png srcset='https://evil.example/x 2x' lowsrc=https://evil.example dynsrc=x \#
    longdesc=https://x>
    <picture><source srcset=https://evil.example/x><img src=https://evil.example/y alt=y></picture>
    <img src="https://evil.example/'onerror='alert(1)" alt='"><script>alert(1)</script>'>
    !["onerror=alert(1) x="](https://evil.example/a.png) [![x" y="z](https://evil.example/b.png)](/c)
    <a href="#" ping=https://evil.example>x</a> <a href=# download target=_top>x</a> <area \#
    href=javascript:x>
    <q cite=javascript:alert(1)>q</q> <blockquote cite=javascript:alert(1)>b</blockquote> <ins \#
    cite=data:,>i</ins>
    <table background=javascript:alert(1)><tr background=//evil><td background=data:x>t</td></tr></table>
    <a xlink:href=javascript:alert(1)>x</a> <a HREF=javascript:alert(1) href=#ok>y</a> <a href=#a \#
    href=javascript:b>z</a>
    """#
}

// MARK: Elements and attributes

extension HostileReadme {
  private static let markup =
    #"""
    <script>alert(1)</script>
    <SCRIPT SRC=https://evil.example/x.js></SCRIPT>
    <scr<script>ipt>alert(1)</scr</script>ipt>
    a <script>alert(1)</script> b
    <script⏎>alert(1)⏎⏎</script⏎>
    <script/x>alert(1)</script/x>
    <script>⏎⏎alert('unclosed')
    <style>*{background:url(//evil.example)}</style>
    <style>@import '//evil.example'
    <link rel=stylesheet href=//evil.example>
    <meta http-equiv=refresh content='0;url=javascript:alert(1)'>
    <base href=//evil.example/>⏎⏎[x](y)
    <iframe src=javascript:alert(1)></iframe>
    <iframe srcdoc='<script>alert(1)</script>'>
    <object data=javascript:alert(1)><embed src=javascript:alert(1)></object>
    <embed src=//evil.example/x.swf>
    <applet code=x archive=//evil.example></applet>
    <frameset><frame src=javascript:alert(1)></frameset>
    <form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button><input type=image \#
    src=//e></form>
    <input type=text autofocus onfocus=alert(1)> <input type=checkbox onclick=alert(1) name=x> <input \#
    type=submit>
    <isindex action=javascript:alert(1)>
    <keygen autofocus onfocus=alert(1)>
    <select onfocus=alert(1) autofocus><option>x</select>
    <textarea autofocus onfocus=alert(1)></textarea>
    <video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>
    <video poster=javascript:alert(1) src=//evil.example></video>
    <track src=//evil.example><param name=x value=y>
    <img src=x onerror=alert(1)>
    <img/src=x/onerror=alert(1)>
    <img src=x⟦C⟧onerror=alert(1)>
    <img src=`x`onerror=alert(1)>
    <img src="x"onerror="alert(1)">
    <img "=x onerror=alert(1) src=y>
    <img src=x =onerror=alert(1)>
    <img src='x' 'onerror='alert(1)'>
    <image src=x onerror=alert(1)>
    <body onload=alert(1)><p onclick=alert(1)>x</p></body>
    <html onmouseover=alert(1)>x</html>
    <details open ontoggle=alert(1)><summary onclick=alert(1)>s</summary>x</details>
    <div style='background:url(javascript:alert(1))'>x</div> <p style=position:fixed>y</p>
    <div style="behavior:url(x.htc);-moz-binding:url(x)" class='navbar modal' id=content name=body>x</div>
    <p id=getElementById name=cookie>x</p> <img name=body id=documentElement src=a> <a id=location \#
    name=top href=#>y</a>
    <form id=x><input name=attributes><input name=parentNode></form>
    <a id=x><a id=x name=y href=z>z</a></a>
    <div tabindex=5 role=alert aria-hidden=true contenteditable accesskey=x data-x=y draggable \#
    hidden>x</div>
    <div class="table-scroll" role=dialog tabindex=7 onclick=x><table><tr><td>x</td></tr></table></div>
    <a class=heading-anchor href=javascript:alert(1) onclick=x>#</a> <span class=hl-k onclick=x>x</span>
    <pre onclick=x><code class='language-js onclick=x "><script>'>a</code></pre>
    <x-custom onclick=alert(1)>x</x-custom>
    <marquee onstart=alert(1)>x</marquee> <blink onclick=x>y</blink> <font size=7 onclick=x>z</font>
    <ol start='1" onclick="x' type='a"' reversed=x><li value='9" x="'>x</ol>
    <td colspan=99999999999 rowspan=-1 headers=x>x</td><table><td colspan=99999999999999999999 \#
    rowspan=9999>y</table>
    <img src=a width=99999999 height='1" onload="x'> <img src=b width=100% height=50%> <img src=c width=-5>
    <p lang='en" onclick="x' dir='ltr" x="'>x</p> <bdo dir=rtl onclick=x>y</bdo>
    <title>x</title><script>alert(1)</script>
    <plaintext><script>alert(1)</script>
    <xmp><script>alert(1)</script></xmp>
    <noscript><p title="</noscript><img src=x onerror=alert(1)>">
    <noembed><img src=x onerror=alert(1)></noembed>
    <noframes><img src=x onerror=alert(1)></noframes>
    <template><script>alert(1)</script></template>
    <slot name=x></slot><portal src=//evil.example></portal><dialog open>x</dialog>
    """#
}
