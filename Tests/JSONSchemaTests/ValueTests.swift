import Documents
import SourceText
import Testing

@testable import JSONSchema

@Suite struct ValueTests {
  @Test(
    "numbers are compared by the value that is written, whatever its size",
    arguments: [
      ("1", "1.0", 0), ("100", "1e2", 0), ("0", "-0.0e9", 0), ("0.1", "1e-1", 0), ("-1", "1", -1),
      ("2", "10", -1),
      ("-2", "-10", 1), ("1e400", "1e401", -1), ("9007199254740993", "9007199254740992", 1),
      ("0.30", "0.3", 0),
      ("1e99999999999999999999", "9", 1), ("1e-99999999999999999999", "0", 1),
      ("1.5", "1.49999999999999999999", 1),
    ])
  func comparison(left: String, right: String, order: Int) {
    let (left, right) = (Decimal(left.utf8), Decimal(right.utf8))
    #expect((left < right) == (order < 0))
    #expect((left == right) == (order == 0))
    #expect((right < left) == (order > 0))
  }

  @Test(
    "a multiple is exact",
    arguments: [
      ("0.3", "0.1", true), ("0.35", "0.1", false), ("1e308", "0.5", true), ("1e308", "0.123456789", false),
      ("12391239123", "1e-8", true), ("0", "7", true), ("-9", "3", true), ("10", "4", false),
      ("1000", "8", true),
      ("123456789012345678901234567890", "1234567890123456789", false),
      ("152415787532388367501905199875019052100", "12345678901234567890", true),
      ("152415787532388367501905199875019052101", "12345678901234567890", false),
      ("3e100", "2e-100", true), ("1e-3", "1e-2", false), ("7", "1e2", false), ("1e5", "32", true),
      ("1e4", "32", false),
    ])
  func multiples(value: String, divisor: String, isMultiple: Bool) {
    #expect(Decimal(value.utf8).isMultiple(of: Decimal(divisor.utf8)) == isMultiple)
  }

  @Test("a whole number may be written with a fraction or an exponent")
  func integers() {
    for text in ["1", "-0.0", "1.0", "1.50e1", "12e-0"] { #expect(Decimal(text.utf8).isInteger) }
    for text in ["1.5", "1e-1", "0.10"] { #expect(!Decimal(text.utf8).isInteger) }
  }

  @Test(
    "values are equal whatever the order of keys and the spelling of numbers, and then so are their hashes")
  func equality() throws {
    let texts = [
      "{a: 1, b: [x, null]}", "{b: [x, null], a: 1.0}", "{a: 1, b: [null, x]}", "{a: 1}", "[1]", "'1'", "1",
      "true",
    ]
    let documents = try texts.map { try document($0) }
    for (index, left) in documents.enumerated() {
      for (other, right) in documents.enumerated() {
        let isEqual = index == other || index + other == 1
        #expect(NodeEquality.equal(left.root, left, right.root, right) == isEqual)
        if isEqual { #expect(NodeEquality.hash(left.root, left) == NodeEquality.hash(right.root, right)) }
      }
    }
  }

  @Test(
    "a repetition is found among few items and among many, of any kind", arguments: [3, 31, 32, 33, 2000])
  func repetitions(count: Int) throws {
    let items = (0..<count).map { $0 % 2 == 0 ? "{a: \($0)}" : "a string that is longer than eight \($0)" }
    let unique = try document("[\(items.joined(separator: ", "))]")
    #expect(NodeEquality.firstRepetition(in: unique.root, unique) == nil)
    for repeated in ["{a: 0.0}", "a string that is longer than eight 1"] {
      let document = try document("[\((items + [repeated]).joined(separator: ", "))]")
      let found = try #require(NodeEquality.firstRepetition(in: document.root, document))
      #expect(document.range(of: found.item).upperBound == document.source.bytes.count - 1)
    }
  }

  @Test("a key is found in its table and no other one is")
  func keyTables() {
    var tables = KeyTables()
    let names =
      ["", "a", "model_name", "model_id", "model_revision", "model_revisjon"]
      + (0..<200).map { "key_number_\($0)_of_many" }
    let table = tables.add(names)
    let other = tables.add(["a"])
    for (number, name) in names.enumerated() {
      #expect(tables.find(Array(name.utf8).span, in: table) == number)
      #expect(tables.name(number, in: table) == name)
    }
    for name in ["b", "model_nam", "model_names", "key_number_200_of_many"] {
      #expect(tables.find(Array(name.utf8).span, in: table) == -1)
    }
    #expect(tables.find(Array("model_id".utf8).span, in: other) == -1)
  }
}

@Suite struct URIReferenceTests {
  @Test(
    "references are resolved as in RFC 3986, 5.4",
    arguments: [
      ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
      ("/g", "http://a/g"),
      ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
      ("#s", "http://a/b/c/d;p?q#s"),
      ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
      ("", "http://a/b/c/d;p?q"),
      (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
      ("../..", "http://a/"), ("../../../g", "http://a/g"), ("/../g", "http://a/g"),
      ("g.", "http://a/b/c/g."),
      ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"),
      ("g/../h", "http://a/b/c/h"),
      ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("HTTP:g", "http:g"),
    ])
  func resolution(reference: String, target: String) {
    let base = URIReference("http://a/b/c/d;p?q")
    #expect(URIReference(reference).resolved(against: base).description == target)
  }

  @Test("a reference to a fragment keeps a base that has no path")
  func opaqueBase() {
    #expect(URIReference("#/a").resolved(against: URIReference("urn:uuid:x")).description == "urn:uuid:x#/a")
    #expect(URIReference("b.json").resolved(against: URIReference("")).description == "b.json")
    #expect(URIReference("b").resolved(against: URIReference("http://a")).description == "http://a/b")
  }

  @Test("a pointer in a fragment is decoded before it is split")
  func pointers() {
    #expect(JSONPointer.tokens(ofFragment: "/a~1b/c%25d/~01//") == ["a/b", "c%d", "~1", "", ""])
    #expect(JSONPointer.tokens(ofFragment: "") == [])
    #expect(JSONPointer.tokens(ofFragment: "name") == nil)
    #expect(JSONPointer.tokens(ofFragment: "/%zz") == nil)
    #expect(JSONPointer.text(of: [.key("a/b"), .index(3), .key("~")]) == "/a~1b/3/~0")
  }
}
