import GitStore
import TestSupport
import Testing

@Suite struct ObjectIDTests {
  @Test("forty digits make an id and come back in lower case")
  func hex() throws {
    let id = try #require(ObjectID(hex: "00ff10A0b1C2d3e4f5061728394a5b6c7d8e9fa0"))
    #expect(id.hex == "00ff10a0b1c2d3e4f5061728394a5b6c7d8e9fa0")
    #expect(id.bytes.first == 0 && id.bytes.last == 0xa0)
    #expect(ObjectID(bytes: id.bytes) == id)
    #expect(id.short == "00ff10a0b1c2")
  }

  @Test(
    "what is not forty digits is no id",
    arguments: [
      "", "12", String(repeating: "g", count: 40), String(repeating: "0", count: 41),
      "é" + String(repeating: "0", count: 38),
    ])
  func notHex(text: String) {
    #expect(ObjectID(hex: text) == nil)
  }

  @Test("ids are ordered like their digits")
  func order() {
    var random = SystemRandomNumberGenerator()
    let ids = (0..<200).map { _ in
      ObjectID(bytes: (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
    }.compactMap(\.self)
    #expect(ids.count == 200)
    #expect(ids.sorted().map(\.hex) == ids.map(\.hex).sorted())
  }

  @Test("the id of the empty tree is git's")
  func emptyTree() throws {
    let fixture = try GitFixture()
    #expect(try fixture.git("hash-object", "-t", "tree", "/dev/null") == ObjectID.emptyTree.hex)
  }
}
