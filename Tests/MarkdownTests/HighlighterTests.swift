import Testing

@testable import Markdown

/// Code, and its tokens as `kind:text`.
struct Snippet: CustomTestStringConvertible {
  let language: String
  let code: String
  let tokens: [String]

  var testDescription: String { "\(language): \(code)" }

  init(_ language: String, _ code: String, _ tokens: String...) {
    self.language = language
    self.code = code
    self.tokens = tokens
  }
}

@Suite struct HighlighterTests {
  @Test(
    "each language shows what matters in it",
    arguments: [
      Snippet(
        "python", "@app.get\ndef f(x): # c\n  return f\"{x}\" + r'\\'' + 0x1F", "h:@app", "k:def", "c:# c",
        "k:return",
        "s:f\"{x}\"", "s:r'\\''", "n:0x1F"),
      Snippet("py", "\"\"\"a\n'b'\n\"\"\"\nx = None", "s:\"\"\"a\n'b'\n\"\"\"", "k:None"),
      Snippet(
        "bash", "# c\nexport A=\"$B\" ${C:-d} 'e\nf' x#y", "c:# c", "k:export", "s:\"$B\"", "v:${C:-d}",
        "s:'e\nf'"),
      Snippet("console", "$ cd /x\nfor nothing\n>>> 1", "p:$ ", "k:cd", "p:>>> ", "n:1"),
      Snippet(
        "json", "{\"a\" : \"b:\", \"c\": [1.5e3, true]}", "a:\"a\"", "s:\"b:\"", "a:\"c\"", "n:1.5e3",
        "k:true"),
      Snippet(
        "yaml", "a-b: c # d\n- e: 'f'\n  g: don't\nurl: http://x\n\"k\": no", "a:a-b", "c:# d", "a:e",
        "s:'f'", "a:g",
        "a:url", "a:\"k\"", "k:no"),
      Snippet(
        "js", "// a\nconst b = `c\n${d}` /* e\n*/ + 'f", "c:// a", "k:const", "s:`c\n${d}`", "c:/* e\n*/",
        "s:'f"),
      Snippet(
        "toml", "[a.b]\nc = \"d\" # e\nf.g = 12", "h:[a.b]", "a:c ", "s:\"d\"", "c:# e", "a:f.g ", "n:12"),
      Snippet("dockerfile", "FROM a AS b\nrun x from $Y", "k:FROM", "k:run", "v:$Y"),
      Snippet("python", "définir = classe1 + not_none"),
    ])
  func tokens(snippet: Snippet) {
    let page = render("```\(snippet.language)\n\(snippet.code)\n```")
    let nodes = TestNode.parse(page.html)
    let spans = nodes.flatMap(\.all).filter { $0.name == "span" }
    #expect(spans.map { "\($0.attribute("class")?.dropFirst(3) ?? ""):\($0.text)" } == snippet.tokens)
    #expect(nodes.map(\.text).joined() == snippet.code + "\n\n")
  }

  @Test("an unknown language is named, an odd one is not")
  func names() {
    #expect(
      render("```Rust\nfn\n```").text
        == "<pre tabindex=\"0\"><code class=\"language-rust\">fn\n</code></pre>\n")
    #expect(render("```\"x\nfn\n```").text == "<pre tabindex=\"0\"><code>fn\n</code></pre>\n")
  }

  @Test(
    "colouring keeps every byte and looks at each a bounded number of times",
    arguments: [
      "python", "bash", "console", "json", "yaml", "js", "toml", "dockerfile",
    ])
  func random(name: String) {
    guard let highlighter = CodeLanguage.highlighter(named: name) else {
      Issue.record("no \(name)")
      return
    }
    var numbers = SeededNumbers(state: 7)
    let pieces = [
      "\"", "'", "`", "\\", "\n", " ", "#", "/*", "*/", "//", "$", "${", "}", "a", "if", "1", ":", "=", "[",
      "- ", "é",
    ]
    for _ in 0..<200 {
      let code = (0..<30).map { _ in pieces[Int.random(in: pieces.indices, using: &numbers)] }.joined()
      var buffer = HTMLBuffer()
      highlighter.write(Array(code.utf8).span, to: &buffer)
      #expect(TestNode.parse(buffer.bytes).map(\.text).joined() == code)
      #expect(buffer.count <= 32 * code.utf8.count)
    }
  }
}
