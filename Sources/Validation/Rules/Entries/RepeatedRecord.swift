import Catalog
import Diagnostics
import Documents

struct RepeatedRecord: EntryRule {
  var page: RulePage {
    RulePage(
      "repeated-record", .warning, "A model must have one record for each way to run it",
      what: """
        Audio and video models may have several records, told apart by engine, format, quantization and cache name. Two that agree in \
        all of these are one too many, and so is any second record of another type.
        """,
      why: "Xinference keeps the first and drops the others, or keeps both and offers the same choice twice.",
      failing: .record(
        .audio,
        """
        - engine: PyTorch
        - ⟦engine⟧: PyTorch
        """),
      passing: .record(
        .audio,
        """
        - engine: PyTorch
        - engine: transformers
        """),
      moreFailing: [.record(.llm, "- version: 2\n- ⟦version⟧: 2\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let records = entry.fields.records
    guard records.count > 1 else { return }
    let fields: [Field]? =
      switch entry.type {
      case .audio, .video: [.engine, .modelEngine, .modelFormat, .quantization, .cacheName]
      default: nil
      }
    for later in records.indices {
      for earlier in 0..<later {
        let isSame = fields?.allSatisfy { agree($0, records[earlier], records[later], entry.fields) } ?? true
        guard isSame else { continue }
        findings.report(
          "An earlier record says the same engine, format and cache",
          at: entry.location(anchorOf: records[later].mapping),
          help: fields == nil
            ? "A model of type \(entry.type.rawValue) has one record; put its specs there."
            : "Remove one of the two.",
          notes: [Note("The earlier record", at: entry.location(anchorOf: records[earlier].mapping))])
        break
      }
    }
  }

  private func agree(
    _ field: Field, _ left: RecordFields, _ right: RecordFields, _ fields: EntryFields
  ) -> Bool {
    switch (fields.given(field, of: left.mapping), fields.given(field, of: right.mapping)) {
    case (nil, nil): true
    case (let first?, let second?): fields.haveSameText(first, second)
    default: false
    }
  }
}
