import Catalog
import Documents

/// A command that starts a model.
struct LaunchLine {
  /// What it starts: a format, an engine.
  let title: Text
  /// The size and the quantization that it picks.
  let note: Text
  let command: [UInt8]

  /// The commands of an entry: one for each format or engine, on the smallest build of it.
  static func lines(_ entry: Entry, _ facts: ModelFacts, _ table: SpecTable) -> [LaunchLine] {
    switch entry.type {
    case .llm, .embedding, .rerank: linesByFormat(entry, facts, table)
    case .image, .audio, .video, .world: linesByEngine(entry, table)
    }
  }

  /// A format that none of the entry's engines runs is left out, unless nothing else would be left.
  private static func linesByFormat(
    _ entry: Entry, _ facts: ModelFacts, _ table: SpecTable
  ) -> [LaunchLine] {
    func lines(_ engines: [Text]) -> [LaunchLine] {
      facts.formats.texts.prefix(12).compactMap { format in
        guard let (size, block) = table.smallest(format),
          let engine = Engines.choice(
            format: format, isLanguageModel: entry.type == .llm, among: engines)
        else { return nil }
        return line(entry, size, block, engine)
      }
    }
    let runnable = lines(facts.engines.texts)
    return runnable.isEmpty ? lines([]) : runnable
  }

  private static func line(
    _ entry: Entry, _ size: ModelSize?, _ block: SpecTable.Block, _ engine: Text
  ) -> LaunchLine {
    let quantization = block.rows.first?.quantizations.first
    var command = Command(entry)
    command.add("--model-engine", engine)
    command.breakLine()
    command.add("--size-in-billions", size?.written)
    command.add("--model-format", block.format)
    command.add("--quantization", quantization)
    var note: [UInt8] = []
    for part in [size.map { Text($0.digits + [UInt8(ascii: "B")]) }, quantization, engine] {
      guard let part else { continue }
      if !note.isEmpty { note.append(" · ") }
      note.append(contentsOf: part)
    }
    return LaunchLine(title: block.format, note: note[...], command: command.bytes)
  }

  private static func linesByEngine(_ entry: Entry, _ table: SpecTable) -> [LaunchLine] {
    var lines: [LaunchLine] = []
    var seen = DistinctTexts()
    let blocks = table.groups.flatMap(\.blocks)
    for record in entry.records.prefix(32) {
      let engine = (record.node["engine"] ?? record.node["model_engine"])?.bytes
      let title = engine ?? Text("Default")
      guard !seen.texts.contains(title) else { continue }
      seen.insert(title)
      var command = Command(entry)
      if entry.records.count > 1 { command.add("--model-engine", engine) }
      if let quantization = record.node["quantization"], quantization.kind == .string {
        command.add("--quantization", quantization.bytes)
      }
      lines.append(LaunchLine(title: title.clipped(to: 64), note: [], command: command.bytes))
    }
    if let quantization = blocks.quantization(of: .gguf) {
      lines.append(extra(entry, "GGUF", "--gguf_quantization", quantization))
    }
    if let version = blocks.quantization(of: .lightning) {
      lines.append(extra(entry, "Lightning", "--lightning_version", version))
    }
    return lines
  }

  private static func extra(
    _ entry: Entry, _ title: StaticString, _ option: StaticString, _ value: Text
  ) -> LaunchLine {
    var command = Command(entry)
    command.add(option, value)
    return LaunchLine(title: Text(title), note: value, command: command.bytes)
  }
}

extension SpecTable {
  /// The smallest size that comes in a format, with its builds.
  fileprivate func smallest(_ format: Text) -> (ModelSize?, Block)? {
    for group in groups {
      if let block = group.blocks.first(where: { $0.format == format && !$0.isCompanion }) {
        return (group.sizes?.total, block)
      }
    }
    return nil
  }
}

extension [SpecTable.Block] {
  /// The first quantization of a part that comes with the model.
  fileprivate func quantization(of part: WeightPart) -> Text? {
    first { $0.part == part.id }?.rows.first?.quantizations.first
  }
}

/// `xinference launch`, being written; values are quoted as a shell needs it.
private struct Command {
  private(set) var bytes: [UInt8] = []
  private var wantsBreak = false

  init(_ entry: Entry) {
    bytes.append("xinference launch --model-name ")
    bytes.append(contentsOf: entry.name.utf8)
    guard entry.type != .llm else { return }
    bytes.append(" --model-type ")
    bytes.append(contentsOf: entry.type.launchName.utf8)
  }

  /// Starts a new line before the next option.
  mutating func breakLine() { wantsBreak = true }

  mutating func add(_ option: StaticString, _ value: Text?) {
    guard let value, !value.isEmpty else { return }
    bytes.append(wantsBreak ? " \\\n  " : " ")
    wantsBreak = false
    bytes.append(option)
    bytes.append(" ")
    appendQuoted(value)
  }

  private mutating func appendQuoted(_ value: Text) {
    let isPlain = value.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "/"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    if isPlain && value.first != UInt8(ascii: "-") { return bytes.append(contentsOf: value) }
    bytes.append("'")
    for byte in value {
      if byte == UInt8(ascii: "'") { bytes.append("'\\''") } else { bytes.append(byte) }
    }
    bytes.append("'")
  }
}
