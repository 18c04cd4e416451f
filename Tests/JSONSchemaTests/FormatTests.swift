import Testing

@testable import JSONSchema

/// A format with texts that have it and texts that do not.
struct FormatCase: Sendable, CustomTestStringConvertible {
  let name: String
  let accepted: [String]
  let refused: [String]

  var testDescription: String { name }
}

/// What the public suite's files do not cover, above all the formats that it has no file for.
@Suite struct FormatTests {
  static let cases = [
    FormatCase(
      name: "duration",
      accepted: [
        "P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3D", "P1YT1H",
      ],
      refused: [
        "", "P", "PT", "4DT12H", "P1D2H", "P2D1Y", "P1YT", "P1Y2W", "P1Y3D", "PT1H3S", "P1", "P1,5D", "P২Y",
        "P-2D", "P2S",
      ]),
    FormatCase(
      name: "hostname",
      accepted: ["www.example.com", "xn--4gbwdl.xn--wgbh1c", "a", "1host", "A-b.C", "xn--bcher-kva"],
      refused: [
        "", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "a b", "bücher", "xn--X", "XN--aa---o47jg78q",
        "xn--a",
        String(repeating: "a", count: 64),
        Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: "."), "example。com",
      ]),
    FormatCase(
      name: "iri-reference",
      accepted: ["http://ƒøø.ßår/?∂éœ=πîx#πîüx", "//ƒøø.ßår/", "/âππ", "âππ", "#ƒrägmênt", ""],
      refused: ["\\\\WINDOWS\\filëßåré", "#ƒräg\\mênt", "a b", "\u{E000}", "1:â"]),
    FormatCase(
      name: "relative-json-pointer",
      accepted: ["1", "0/foo/bar", "2/0/baz/1/zip", "0#", "120/foo/bar", "0+1/a", "1-2#"],
      refused: ["", "/foo/bar", "-1/foo", "+1/foo", "0##", "01/a", "01#", "1/a~", "a", "1+/a", "٣"]),
    FormatCase(
      name: "email", accepted: ["a@b", "\"\"@b", "a@[x:y]"],
      refused: ["a@-b", "a@b.", "a@b..c", "\"a@b", "é@b", String(repeating: "a", count: 65) + "@b"]),
    FormatCase(
      name: "idn-email", accepted: ["\"é\"@b"],
      refused: ["a b@c", "a@-é", String(repeating: "é", count: 33) + "@b"]),
    FormatCase(name: "time", accepted: ["00:29:60+00:30"], refused: ["00:30:60+00:30", "", "1"]),
    FormatCase(
      name: "uri", accepted: ["a:", "http://[vF.a:b]/", "file:///"],
      refused: ["", "http://[::1", "http://[v.a]/", "a:#b#c"]),
    FormatCase(
      name: "idn-hostname", accepted: ["bücher.example", "EXAMPLE"],
      refused: ["Bücher", "ab--ü", "\u{1F432}", "ｅ"]),
    FormatCase(name: "regex", accepted: ["((a{1000}){1000}){1000}"], refused: ["a**", "\\a"]),
  ]

  private func accepts(_ format: Format, _ bytes: [UInt8]) -> Bool { format.accepts(bytes.span) }

  @Test("a format takes its own and refuses others", arguments: cases)
  func format(example: FormatCase) throws {
    let format = try #require(Format(rawValue: example.name))
    for text in example.accepted {
      #expect(accepts(format, Array(text.utf8)), "\(text.debugDescription)")
    }
    for text in example.refused {
      #expect(!accepts(format, Array(text.utf8)), "\(text.debugDescription)")
    }
  }

  @Test("no format accepts, or stumbles over, bytes that are no text", arguments: Format.allCases)
  func broken(format: Format) {
    for bytes: [UInt8] in [[0xFF], [0xC3], [0x61, 0x40, 0x80, 0x2E], [0x31, 0xF0, 0x9F]] {
      let isPointer = format == .regex || format == .idnEmail
      #expect(!accepts(format, bytes) || isPointer)
    }
  }

  @Test(
    "Punycode goes both ways",
    arguments: [("bücher", "bcher-kva"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"), ("ü", "tda")])
  func punycode(label: String, code: String) {
    let scalars = Array(label.unicodeScalars)
    let encoded = Punycode.encoded(scalars)
    #expect(Punycode.decoded(encoded) == scalars)
    #expect(String(decoding: encoded, as: UTF8.self) == code)
  }
}
