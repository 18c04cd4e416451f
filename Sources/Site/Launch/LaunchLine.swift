import Catalog
import Documents

/// A way to start a model: as a command, in Python, and as a request.
struct LaunchLine {
  /// What it starts: a format, an engine; empty where there is nothing to tell it by.
  let title: Text
  /// The size and the quantization that it picks.
  let note: Text
  let launch: Launch

  /// The ways for an entry: one for each format or engine, on the smallest build of it.
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
          let engine = Engines.running(format, of: entry.type, among: engines).first
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
    let quantization = block.rows.first?.quantizations.first?.name
    var launch = Launch(entry)
    launch.add(.engine, engine)
    launch.add(.size, size?.written)
    launch.add(.format, block.format)
    launch.add(.quantization, quantization)
    var note: [UInt8] = []
    for part in [size.map { Text($0.digits + [UInt8(ascii: "B")]) }, quantization, engine] {
      guard let part else { continue }
      if !note.isEmpty { note.append(" · ") }
      note.append(contentsOf: part)
    }
    return LaunchLine(title: block.format, note: note[...], launch: launch)
  }

  private static func linesByEngine(_ entry: Entry, _ table: SpecTable) -> [LaunchLine] {
    var lines: [LaunchLine] = []
    var seen = DistinctTexts()
    let blocks = table.groups.flatMap(\.blocks)
    for record in entry.records.prefix(32) {
      let engine = (record.node["engine"] ?? record.node["model_engine"])?.bytes
      let title = engine ?? []
      guard !seen.texts.contains(title), !(title.isEmpty && !lines.isEmpty) else { continue }
      seen.insert(title)
      var launch = Launch(entry)
      if entry.records.count > 1 { launch.add(.engine, engine) }
      if let quantization = record.node["quantization"], quantization.kind == .string {
        launch.add(.quantization, quantization.bytes)
      }
      lines.append(LaunchLine(title: title.clipped(to: 64), note: [], launch: launch))
    }
    if let quantization = blocks.quantization(of: .gguf) {
      lines.append(extra(entry, "GGUF", .gguf, quantization))
    }
    if let version = blocks.quantization(of: .lightning) {
      lines.append(extra(entry, "Lightning", .lightning, version))
    }
    return lines
  }

  private static func extra(
    _ entry: Entry, _ title: StaticString, _ option: Launch.Option, _ value: Text
  ) -> LaunchLine {
    var launch = Launch(entry)
    launch.add(option, value)
    return LaunchLine(title: Text(title), note: value, launch: launch)
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
    first { $0.part == part.id }?.rows.first?.quantizations.first?.name
  }
}
