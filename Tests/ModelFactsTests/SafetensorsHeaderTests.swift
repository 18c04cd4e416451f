import TestSupport
import Testing

@testable import ModelFacts

@Suite struct SafetensorsHeaderTests {
  func file(_ json: String, length: UInt64? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    GGUFBytes.append(length ?? UInt64(json.utf8.count), to: &bytes)
    return bytes + Array(json.utf8)
  }

  let sample = """
    {"__metadata__":{"format":"pt"},"a":{"dtype":"BF16","shape":[1024,1000],"data_offsets":[0,2048000]},\
    "b":{"dtype":"F32","shape":[],"data_offsets":[2048000,2048004]}}
    """

  @Test("weights are counted by type")
  func counts() throws {
    guard case .header(let header) = SafetensorsHeader.read(file(sample)) else {
      Issue.record("not read")
      return
    }
    #expect(header.parameterCount == 1_024_001)
    #expect(header.tensorCount == 2)
    #expect(header.types.map(\.name) == ["BF16", "F32"])
    #expect(header.notes.map(\.text) == ["pt"])
  }

  @Test("a header cut anywhere asks for the bytes that it needs")
  func cuts() {
    let bytes = file(sample)
    for end in bytes.indices {
      guard case .incomplete(let needed) = SafetensorsHeader.read(Array(bytes[..<end])) else {
        Issue.record("\(end) bytes are not called incomplete")
        continue
      }
      #expect(needed == (end < 8 ? 8 : bytes.count))
      guard case .damaged = SafetensorsHeader.read(Array(bytes[..<end]), fileSize: end) else {
        Issue.record("a file of \(end) bytes is not called damaged")
        continue
      }
    }
  }

  @Test(
    "hostile headers are refused",
    arguments: [
      "[]", "{", "{\"a\":1}", "{\"a\":{\"dtype\":\"BF16\"}}", "{\"a\":{\"dtype\":\"BF16\",\"shape\":[-1]}}",
      "{\"a\":{\"dtype\":\"BF16\",\"shape\":[4294967296,4294967296]}}", "{\"a\":{\"dtype\":7,\"shape\":[1]}}",
      "{\"a\":{\"dtype\":\"BF16\",\"shape\":[1.5]}}", "{\"a\":[[[[[[[[[[]]]]]]]]]]}",
    ])
  func hostile(json: String) {
    guard case .damaged = SafetensorsHeader.read(file(json)) else {
      Issue.record("\(json) is not refused")
      return
    }
  }

  @Test("a length that no header has is refused at once", arguments: [UInt64.max, 1 << 40, 33 << 20])
  func hugeLength(length: UInt64) {
    guard case .damaged = SafetensorsHeader.read(file("{}", length: length)) else {
      Issue.record("not refused")
      return
    }
  }
}
