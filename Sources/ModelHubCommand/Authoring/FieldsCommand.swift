import ArgumentParser
import Authoring
import Catalog
import Documents

struct FieldsCommand: AuthoringCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "List the fields of a type's records, and what each is for.",
    discussion: """
      What the catalog's own schemas say, so a field that a registry adds is listed as well. `hub` lists the block that
      every entry may have. With --json, one array of {field, kinds, required, choices, purpose}.

      EXAMPLES
        modelhub fields llm
        modelhub fields hub
        modelhub fields llm model_specs[0]
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "A type, or hub.") var block: String
  @Argument(help: "A field whose own fields are to be listed.") var field: String?
  @Flag(help: "Answer with one JSON array.") var json = false

  func author(at desk: AuthoringDesk, _ console: Console) throws -> Outcome {
    let fields = desk.editor.schemaFields
    guard !fields.isEmpty else { throw AuthoringError(.notFound, "The catalog has no schema/ folder.") }
    let steps: [FieldStep] =
      try field.map { text throws -> [FieldStep] in
        do throws(FieldAddress.Fault) {
          return try FieldAddress(text).steps
        } catch {
          throw AuthoringError(.notFound, error.sentence)
        }
      } ?? []
    func shape(_ steps: [FieldStep]) -> FieldShape? {
      if block == "hub" { return fields.hub(steps) }
      return ModelType(rawValue: block).flatMap { fields.record($0, steps) }
    }
    guard let whole = shape(steps) else {
      throw AuthoringError(
        .notFound,
        "There is no type or field ‘\(([block] + (field.map { [$0] } ?? [])).joined(separator: " "))’.")
    }
    let rows = whole.keys.map { key in
      (key: key, shape: shape(steps + [.key(key)]) ?? whole, isRequired: whole.required.contains([key]))
    }
    if json {
      let list = rows.map { Self.literal($0.key, $0.shape, $0.isRequired) }
      console.print(bytes: JSONWriter.file(Literal.list(list).document().rootNode))
      return .clean
    }
    var table = TextTable(["FIELD", "KIND", "", "PURPOSE"])
    for row in rows {
      table.add([row.key, Self.kind(row.shape), row.isRequired ? "required" : "", row.shape.purpose ?? ""])
    }
    table.lines(width: console.width).forEach(console.print)
    return .clean
  }

  private static func kind(_ shape: FieldShape) -> String {
    if !shape.choices.isEmpty { return shape.choices.map { "\($0)" }.joined(separator: "|") }
    return shape.kinds.map(\.rawValue).sorted().joined(separator: "|")
  }

  private static func literal(_ key: String, _ shape: FieldShape, _ isRequired: Bool) -> Literal {
    .mapping([
      .init("field", .string(key)), .init("kinds", .strings(shape.kinds.map(\.rawValue).sorted())),
      .init("required", .bool(isRequired)), .init("choices", .list(shape.choices + shape.itemChoices)),
      .init("purpose", shape.purpose.map(Literal.string) ?? .null),
    ])
  }
}
