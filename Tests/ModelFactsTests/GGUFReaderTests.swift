import TestSupport
import Testing

@testable import ModelFacts

/// A file like those that llama.cpp's converter writes, with one value of each kind.
let sampleGGUF = GGUFBytes(
  [
    ("general.architecture", .string("qwen2")),
    ("general.size_label", .string("32B")),
    ("qwen2.context_length", .uint32(131072)),
    ("qwen2.rope.freq_base", .float32(1_000_000)),
    ("general.parameter_count", .uint64(.max)),
    ("tokenizer.ggml.add_bos_token", .bool(false)),
    ("tokenizer.ggml.tokens", .strings(["<|endoftext|>", "", "a‘ü", "<|im_end|>"])),
    ("tokenizer.ggml.token_type", .int32s([1, -2, 3])),
    ("tokenizer.ggml.eos_token_id", .uint32(3)),
    ("test.nested", .lists([.int32s([1]), .strings(["x"]), .lists([.int32s([])])])),
    ("tokenizer.chat_template", .string("{{ messages }}")),
    ("test.offset", .int32(-7)),
  ],
  tensors: [("token_embd.weight", [5120, 152064]), ("output_norm.weight", [5120])])

@Suite struct GGUFReaderTests {
  @Test("a header's values and shapes are read, and nothing after it", arguments: [UInt32(2), 3])
  func wholeHeader(version: UInt32) throws {
    var sample = sampleGGUF
    sample.version = version
    guard case .header(let header) = GGUFReader.read(sample.bytes + [0xFF, 0xFF]) else {
      Issue.record("not read")
      return
    }
    #expect(header.version == Int(version))
    #expect(header.values.count == 12)
    #expect(header["general.architecture"]?.string == "qwen2")
    #expect(header["qwen2.context_length"]?.int == 131072)
    #expect(header["qwen2.rope.freq_base"] == .real(1_000_000))
    #expect(header["general.parameter_count"]?.int == .max)
    #expect(header["tokenizer.ggml.add_bos_token"] == .bool(false))
    #expect(header["test.offset"]?.int == -7)
    #expect(header.texts(of: "tokenizer.ggml.tokens") == ["<|endoftext|>", "", "a‘ü", "<|im_end|>"])
    #expect(header.text(at: 3, of: "tokenizer.ggml.tokens") == "<|im_end|>")
    #expect(header.text(at: 4, of: "tokenizer.ggml.tokens") == nil)
    #expect(header.text(at: -1, of: "tokenizer.ggml.tokens") == nil)
    #expect(header.texts(of: "tokenizer.ggml.token_type") == nil)
    #expect(header["nothing"] == nil)
    #expect(header.tensorCount == 2)
    #expect(header.parameterCount == 5120 * 152064 + 5120)
  }

  @Test("a header cut anywhere asks for more, or is called cut off where the file ends there")
  func everyCut() {
    let bytes = sampleGGUF.bytes
    for end in bytes.indices {
      let cut = Array(bytes[..<end])
      guard case .incomplete(let needed) = GGUFReader.read(cut) else {
        Issue.record("\(end) bytes are not called incomplete")
        continue
      }
      #expect(needed > end && needed <= bytes.count)
      guard case .damaged(let reason) = GGUFReader.read(cut, fileSize: end) else {
        Issue.record("a file of \(end) bytes is not called damaged")
        continue
      }
      #expect(reason.contains("cut off"))
    }
  }

  @Test("claims that no file can keep are refused before memory is taken for them")
  func hostileClaims() {
    func start(tensors: UInt64, values: UInt64) -> [UInt8] {
      var bytes = Array("GGUF".utf8)
      GGUFBytes.append(UInt32(3), to: &bytes)
      GGUFBytes.append(tensors, to: &bytes)
      GGUFBytes.append(values, to: &bytes)
      return bytes
    }
    func key(_ type: UInt32, _ rest: [UInt64]) -> [UInt8] {
      var bytes = start(tensors: 0, values: 1)
      GGUFBytes.append("k", to: &bytes)
      GGUFBytes.append(type, to: &bytes)
      for number in rest { GGUFBytes.append(number, to: &bytes) }
      return bytes
    }
    var longName = start(tensors: 0, values: 1)
    GGUFBytes.append(UInt64.max, to: &longName)
    var manyItems = key(9, [])
    GGUFBytes.append(UInt32(10), to: &manyItems)
    GGUFBytes.append(UInt64.max / 2, to: &manyItems)
    var deep = key(9, [])
    for _ in 0..<100 {
      GGUFBytes.append(UInt32(9), to: &deep)
      GGUFBytes.append(UInt64(1), to: &deep)
    }
    var overflow = start(tensors: 1, values: 0)
    GGUFBytes.append("t", to: &overflow)
    GGUFBytes.append(UInt32(2), to: &overflow)
    GGUFBytes.append(UInt64.max / 2, to: &overflow)
    GGUFBytes.append(UInt64.max / 2, to: &overflow)
    let hostile: [(String, [UInt8])] = [
      ("no magic", Array("GGML".utf8) + Array(repeating: 0, count: 60)),
      ("big-endian", Array("GGUF".utf8) + [0, 0, 0, 3] + Array(repeating: 0, count: 60)),
      ("version 1", Array("GGUF".utf8) + [1, 0, 0, 0] + Array(repeating: 0, count: 60)),
      ("tensors", start(tensors: .max, values: 0)),
      ("values", start(tensors: 0, values: .max)),
      ("a name of 2⁶⁴ bytes", longName),
      ("an unknown type", key(99, [])),
      ("a text of 2⁶⁴ bytes", key(8, [.max])),
      ("a list of 2⁶³ numbers", manyItems),
      ("lists in lists", deep),
      ("weights past 64 bits", overflow),
    ]
    for (name, bytes) in hostile {
      guard case .damaged(let reason) = GGUFReader.read(bytes) else {
        Issue.record("\(name) is not refused")
        continue
      }
      #expect(reason.hasSuffix("."), "\(name)")
    }
  }

  @Test("20 000 damaged headers are read without a crash, each in work linear in its bytes")
  func randomDamage() {
    var random = SeededGenerator(seed: 5)
    let bytes = sampleGGUF.bytes
    var outcomes = [0, 0, 0]
    for _ in 0..<20_000 {
      var damaged = bytes
      for _ in 0...Int.random(in: 0...3, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      switch GGUFReader.read(damaged, fileSize: damaged.count) {
      case .header(let header):
        outcomes[0] += 1
        for (name, _) in header.values { _ = header.texts(of: name) }
      case .incomplete: outcomes[1] += 1
      case .damaged: outcomes[2] += 1
      }
    }
    #expect(outcomes[0] > 1000 && outcomes[2] > 1000)
    #expect(outcomes[1] == 0, "the whole file is there")
  }

  @Test("a source is asked for the header and little more, in few requests")
  func readsOnlyTheHeader() throws {
    let tokens = (0..<60_000).map { "token-\($0)" }
    let header = GGUFBytes([("tokenizer.ggml.tokens", .strings(tokens)), ("end", .bool(true))]).bytes
    let source = CountingRepository("m.gguf", header, size: 40 << 30)
    guard case .header(let read) = try source.readGGUF(source.files[0]) else {
      Issue.record("not read")
      return
    }
    #expect(read.text(at: 59_999, of: "tokenizer.ggml.tokens") == "token-59999")
    #expect(source.requests.count <= 4)
    #expect(source.requests.reduce(0) { max($0, $1.upperBound) } <= 5 * header.count)
  }
}

/// A repository that remembers what was asked of it: a file that starts with some bytes and goes on with zeros.
final class CountingRepository: RepositorySource {
  let origin = RepositoryOrigin(place: "counted")
  let files: [RepositoryFile]
  private(set) var requests: [Range<Int>] = []
  private let start: [UInt8]

  init(_ path: String, _ start: [UInt8], size: Int) {
    files = [RepositoryFile(path, size: size)]
    self.start = start
  }

  func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
    requests.append(range)
    let there = Array(start[range.clamped(to: 0..<start.count)])
    return there + Array(repeating: 0, count: range.count - there.count)
  }
}
