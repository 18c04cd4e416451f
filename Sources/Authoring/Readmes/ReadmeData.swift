import Catalog
import Documents
import Templates

/// What README templates are given of an entry: finished Markdown, so three braces show it.
enum ReadmeData {
  static func data(_ entry: Entry) -> TemplateData {
    var data = TemplateData()
    let record = entry.records[0]
    func set(_ key: TemplateKey, _ text: String) { data[key] = text.isEmpty ? .nothing : markdown(text) }
    set("name", MarkdownText.plain(entry.name))
    set("type", MarkdownText.plain(entry.type.rawValue))
    set("quotedName", quoted(entry.name))
    set(
      "description", MarkdownText.plain(entry.records.lazy.compactMap(\.description).first ?? fallback(entry))
    )
    set("abilities", entry.records.flatMap(\.abilities).unique.map(MarkdownText.code).joined(separator: ", "))
    set(
      "languages", entry.records.flatMap(\.languages).unique.map(MarkdownText.plain).joined(separator: ", "))
    set("license", MarkdownText.plain(entry.hub.license?.value ?? ""))
    set("frontMatter", frontMatter(entry))
    set("context", record.contextLength.map(grouped) ?? "")
    set("dimensions", record.node["dimensions"]?.int.map(grouped) ?? "")
    for link in entry.hub.links where ["homepage", "paper"].contains(link.name.value) {
      set(TemplateKey(link.name.value), MarkdownText.link(link.value.value))
    }
    data.setList("weights", WeightRow.rows(entry)) { item, row in
      item["format"] = markdown(row.format)
      item["size"] = markdown(row.size)
      item["quantizations"] = markdown(row.quantizations)
      item["repository"] = markdown(row.repository)
    }
    data.setList("launches", LaunchCommand.all(entry)) { item, launch in
      item["title"] = markdown(MarkdownText.plain(launch.title))
      item["note"] = launch.note.isEmpty ? .nothing : markdown(MarkdownText.plain(launch.note))
      item["command"] = markdown(launch.lines.joined(separator: "\n"))
    }
    for (key, isSet) in uses(entry) { data[key] = .flag(isSet) }
    return data
  }

  static func markdown(_ text: String) -> TemplateValue { .html(Array(text.utf8)) }

  private static func fallback(_ entry: Entry) -> String {
    "\(entry.name) is a model of the type \(entry.type.rawValue)."
  }

  private static func quoted(_ name: String) -> String {
    "\"" + MarkdownText.line(name).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { place, digit in
      place > 0 && (digits.count - place) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }

  /// What hubs read of a README: the licence, the languages by their codes, the task.
  private static func frontMatter(_ entry: Entry) -> String {
    let codes = entry.records.flatMap(\.languages).unique.filter { code in
      (2...8).contains(code.utf8.count) && code.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
    var members: [Literal.Member] = []
    if let license = entry.hub.license {
      members.append(.init("license", .string(MarkdownText.line(license.value))))
    }
    if !codes.isEmpty { members.append(.init("language", .strings(codes))) }
    if let task = tasks[entry.type] { members.append(.init("pipeline_tag", .string(task))) }
    if members.isEmpty { return "" }
    return String(
      decoding: YAMLWriter.file(Literal.mapping(members).document().rootNode).dropLast(), as: UTF8.self)
  }

  private static let tasks: [ModelType: String] = [
    .llm: "text-generation", .embedding: "feature-extraction", .rerank: "text-ranking",
  ]

  /// Exactly one of these is set.
  private static func uses(_ entry: Entry) -> [(TemplateKey, Bool)] {
    let abilities = entry.records.flatMap(\.abilities)
    func can(_ words: String...) -> Bool { words.contains(where: abilities.contains) }
    let use: String
    switch entry.type {
    case .llm: use = can("chat") ? "isChat" : "isCompletion"
    case .embedding: use = "isEmbedding"
    case .rerank: use = "isReranker"
    case .image: use = can("text2image") ? "isImage" : can("ocr") ? "isReader" : "isOther"
    case .audio: use = can("audio2text") ? "isListener" : can("text2audio") ? "isSpeaker" : "isOther"
    case .video: use = can("text2video") ? "isVideo" : "isOther"
    case .world: use = "isOther"
    }
    return useKeys.map { (TemplateKey($0), $0 == use) }
  }

  static let useKeys = [
    "isChat", "isCompletion", "isEmbedding", "isReranker", "isImage", "isReader", "isListener", "isSpeaker",
    "isVideo", "isOther",
  ]
}

/// A row of the table of weights.
private struct WeightRow {
  let format: String
  let size: String
  let quantizations: String
  let repository: String

  static func rows(_ entry: Entry) -> [WeightRow] {
    entry.records.flatMap { record in
      record.specs.flatMap { spec in
        spec.sources.map { source in
          WeightRow(
            format: MarkdownText.plain(spec.format ?? record.engine ?? ""),
            size: spec.size.map { MarkdownText.plain($0.replacing("_", with: ".")) + "B" } ?? "",
            quantizations: source.quantizations.map(MarkdownText.code).joined(separator: " "),
            repository: "\(MarkdownText.plain(source.hubName)): \(MarkdownText.code(source.id ?? ""))")
        }
      }
    }
  }
}

extension [String] {
  /// The texts, each once, in their order.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
