import Templates
import Testing

@Suite("Template data")
struct TemplateDataTests {
  private struct Gone: Error {}

  @Test("gives back what was set, and the last value of a name set twice")
  func values() {
    var data = TemplateData()
    data["text"] = "first"
    data["text"] = .text("é")
    data["bytes"] = .bytes(Array("<x>".utf8)[1...1])
    data["html"] = .html([60])
    data["flag"] = false
    data["count"] = .number(-42)
    data["list"] = ["a", true, ["b", .nothing], ["name": "c"]]
    data["object"] = ["inner": ["deep": "d"], "other": .html([61])]
    #expect(data["text"] == "é")
    #expect(data["bytes"] == "x")
    #expect(data["html"] == .html([60]))
    #expect(data["flag"] == false)
    #expect(data["count"] == "-42")
    #expect(data["list"] == ["a", true, ["b", .nothing], ["name": "c"]])
    #expect(data["object"] == ["inner": ["deep": "d"], "other": .html([61])])
    #expect(data["never"] == .nothing)
  }

  @Test("written in place is the same as made of values, whatever the order of the names")
  func inPlace() {
    var written = TemplateData()
    written.setList("rows", 1...3) { row, number in
      row["number"] = .number(number)
      row.setObject("inner") { inner in
        inner.setList("none", EmptyCollection<Int>()) { _, _ in }
        inner["deep"] = "x"
      }
      row["last"] = .flag(number == 3)
    }
    written["title"] = "t"
    let made: TemplateData = [
      "title": "t",
      "rows": .list(
        (1...3).map { number in
          ["last": .flag(number == 3), "inner": ["deep": "x", "none": []], "number": .number(number)]
        }),
    ]
    #expect(written == made)
    #expect(written["rows"] == made["rows"])
    written["title"] = "u"
    #expect(written != made)
  }

  @Test("finds each name of an object, however many there are")
  func manyNames() {
    for count in [1, 8, 9, 10, 300] {
      let names = (0..<count).map { "name\($0)" }
      var data = TemplateData()
      for name in names { data[TemplateKey(name)] = .text(name) }
      data.setObject("inside") { inside in
        for name in names.reversed() { inside[TemplateKey(name)] = .text(name) }
      }
      let page = names.map { "{{\($0)}}{{inside.\($0)}}\n" }.joined()
      #expect(render(page, with: data) == Rendered(text: names.map { "\($0)\($0)\n" }.joined()))
    }
  }

  @Test("is empty and usable again after removeAll")
  func reuse() {
    var data = TemplateData()
    for page in ["one", "two"] {
      data.removeAll()
      #expect(data["rows"] == .nothing)
      data.setList("rows", [page]) { $0["name"] = .text($1) }
      #expect(render("{{#rows}}{{name}}{{/rows}}", with: data) == Rendered(text: page))
    }
  }

  @Test("holds nothing of an object or list whose closure threw")
  func throwing() {
    var data: TemplateData = ["a": "x"]
    #expect(throws: Gone.self) {
      try data.setList("rows", 0..<3) { row, number throws(Gone) in
        row["number"] = .number(number)
        if number == 1 { throw Gone() }
      }
    }
    #expect(throws: Gone.self) {
      try data.setObject("object") { object throws(Gone) in
        object["a"] = "y"
        throw Gone()
      }
    }
    #expect(data == ["a": "x"])
  }

  @Test("survives a closure that empties it")
  func emptied() {
    var data: TemplateData = ["a": "x"]
    data.setList("rows", 0..<3) { row, number in
      row["number"] = .number(number)
      row.removeAll()
    }
    data["b"] = "y"
    #expect(data["b"] == "y")
    #expect(data["a"] == .nothing)
  }

  @Test("is looked up in the page first, then in what all pages share, and items come before both")
  func contexts() {
    let site: TemplateData = ["name": "Hub", "title": "none", "nav": [["name": "Home"]]]
    let page: TemplateData = ["title": "Page"]
    let rendered = render("{{name}}/{{title}}/{{#nav}}{{name}}/{{title}}{{/nav}}", with: site, page)
    #expect(rendered == Rendered(text: "Hub/Page/Home/Page"))
  }

  @Test("can be a text or a list without a name")
  func nameless() {
    #expect(render("{{.}}", with: TemplateData("a<b")) == Rendered(text: "a&lt;b"))
    #expect(render("{{#.}}{{.}},{{/.}}", with: TemplateData(["a", "b"])) == Rendered(text: "a,b,"))
    #expect(render("[{{#.}}x{{/.}}]") == Rendered(text: "[]"))
  }

  @Test("is shown by a section unless it is nothing, no, or empty")
  func sections() {
    let hidden: [TemplateValue] = [.nothing, false, "", .html([]), []]
    let shown: [TemplateValue] = [true, "0", .html([32]), [.nothing], [:], .number(0)]
    for value in hidden + shown {
      let rendered = render("{{#v}}yes{{/v}}{{^v}}no{{/v}}", with: ["v": value])
      #expect(rendered == Rendered(text: shown.contains(value) ? "yes" : "no"), "\(value)")
    }
  }

  @Test("a key is the same from a literal and from a string")
  func keys() {
    #expect(TemplateKey("模型-name") == "模型-name")
    #expect(TemplateKey("") == "")
    #expect(TemplateKey("ab") != "ba")
    #expect(TemplateKey("x") == "x")
  }
}
