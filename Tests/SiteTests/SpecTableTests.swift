import Catalog
import Testing

@testable import Site

@Suite struct SpecTableTests {
  /// The table as lines: `size | format note | quantizations | id @hubs`.
  private func lines(_ entry: Entry) -> [String] {
    SpecTable(entry).groups.flatMap { group in
      group.blocks.flatMap { block in
        block.rows.map { row in
          let weights = row.weights.map { weights in
            "\(weights.id[...].string) @\(weights.links.map(\.hub.string).joined(separator: ","))"
          }
          let active = group.sizes?.activated.map { ($0.digits + Text("B active")).string } ?? ""
          return [
            group.sizes.map { $0.title.string + active } ?? "-",
            [block.format.string, block.note.string].filter { !$0.isEmpty }.joined(separator: " "),
            row.quantizations.map(\.name.string).joined(separator: " "), weights.joined(separator: " + "),
          ].joined(separator: " | ")
        }
      }
    }
  }

  private func fixture(_ name: String) throws -> Entry {
    let entries = try TestSite.entries(CatalogReader(FixtureCatalog.tree))
    return try #require(entries.first { $0.name == name })
  }

  @Test("builds stand by size and format, those of one place in one row")
  func languageModel() throws {
    #expect(
      lines(try fixture("alpha-1.5.chat")) == [
        "0.6B | ggufv2 | Q4_K_M Q8_0 | g/alpha-0.6b-gguf @huggingface",
        "0.6B | mlx | 4bit | m/alpha-0.6b-4bit @huggingface,modelscope",
        "0.6B | mlx | 8bit | m/alpha-0.6b-8bit @huggingface",
        "30B3B active | pytorch | none | a/alpha-30b @huggingface + A/alpha-30b @modelscope",
      ])
  }

  @Test("what comes with a model is in the table by the part that it plays")
  func companions() throws {
    #expect(
      lines(try fixture("canvas")) == [
        "- |  |  | s/canvas @huggingface,modelscope",
        "- | ggufv2 | Q4_0 Q8_0 | g/canvas @huggingface",
        "- | lightning | 4steps | l/canvas @huggingface",
        "- | ControlNet canny |  | c/canny @huggingface",
      ])
  }

  @Test("records of several engines are told apart by the engine")
  func engines() throws {
    #expect(
      lines(try fixture("echo")) == [
        "- | pytorch transformers |  | o/echo @huggingface",
        "- | mlx MLX | 4bit | m/echo @huggingface",
      ])
  }

  @Test("an entry that lists a hundred thousand builds costs no more than a page can show")
  func cap() throws {
    let quantizations = (0..<128).map { "\"q\($0)\"" }.joined(separator: ",")
    let spec = """
      {"model_format": "pytorch", "model_size_in_billions": 1, "model_src": {"huggingface":
      {"model_id": "a/{quantization}", "quantizations": [\(quantizations)]}}}
      """
    let specs = Array(repeating: spec, count: 800).joined(separator: ",")
    let table = SpecTable(
      try TestSite.entry("llm", "big", "[{\"model_name\": \"big\", \"model_specs\": [\(specs)]}]"))
    #expect(table.builds == SpecTable.mostBuilds)
    #expect(table.isCut)
  }

  @Test(
    "a size is one number however it is written",
    arguments: [("7", "7"), ("0_6", "0.6"), ("46.7", "46.7"), ("1_8", "1.8"), ("0.5005", "0.5005")])
  func sizes(written: String, shown: String) throws {
    #expect(try #require(ModelSize(Text(written.utf8))).digits == Array(shown.utf8))
  }

  @Test(
    "what is no number is no size", arguments: ["", "7b", "_6", "6_", "1_2_3", "-1", "1234567890123", "¼"])
  func noSizes(written: String) {
    #expect(ModelSize(Text(written.utf8)) == nil)
  }

  @Test("sizes stand in the order of their numbers, and the same number is one size")
  func sizeOrder() throws {
    let sizes = try ["10", "9", "0_6", "0.60", "0_5"].map { try #require(ModelSize(Text($0.utf8))) }
    #expect(
      sizes.sorted().map { String(decoding: $0.digits, as: UTF8.self) } == ["0.5", "0.6", "0.60", "9", "10"])
    #expect(sizes[2] == sizes[3])
  }

  @Test("a repository's address cannot leave its hub")
  func addresses() {
    let hub = Hub(Text("huggingface"))
    #expect(
      hub.address(of: "o/a?b#c \"é".utf8) == Array("https://huggingface.co/o/a%3Fb%23c%20%22%C3%A9".utf8))
    #expect(Hub(Text("elsewhere")).address(of: "a/b".utf8) == [])
  }
}
