import Catalog
import Diagnostics
import Documents

struct SharedCache: EntryRule {
  var page: RulePage {
    RulePage(
      "shared-cache", .warning, "Records with different repositories must have caches of their own",
      what: """
        Compares the records of an audio or video entry: two that load different repositories from the same hub must \
        differ in `cache_name`, which is the model's name where it is not given.
        """,
      why:
        "Downloads are kept in a folder of that name. With one folder for two, the second model loads the first one's weights.",
      failing: .record(
        .audio,
        """
        - engine: PyTorch
          model_src:
            huggingface:
              model_id: example-org/example
              model_revision: 0123456789abcdef0123456789abcdef01234567
        - ⟦engine⟧: MLX
          model_src:
            huggingface:
              model_id: mlx-community/example
              model_revision: 0123456789abcdef0123456789abcdef01234567
        """),
      passing: .record(
        .audio,
        """
        - engine: PyTorch
          model_src:
            huggingface:
              model_id: example-org/example
              model_revision: 0123456789abcdef0123456789abcdef01234567
        - engine: MLX
          cache_name: example-mlx
          model_src:
            huggingface:
              model_id: mlx-community/example
              model_revision: 0123456789abcdef0123456789abcdef01234567
        """))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .audio || entry.type == .video else { return }
    let records = entry.fields.records
    for later in records.indices {
      for earlier in 0..<later where share(records[earlier], records[later], entry.fields) {
        findings.report(
          "This record and another load different repositories into one cache folder",
          at: entry.location(.cacheName, of: records[later].mapping),
          help: "Give one of them a ‘cache_name’ of its own.",
          notes: [Note("The other record", at: entry.location(anchorOf: records[earlier].mapping))])
        break
      }
    }
  }

  private func share(_ left: RecordFields, _ right: RecordFields, _ fields: EntryFields) -> Bool {
    let names = [left, right].map { fields.given(.cacheName, of: $0.mapping) }
    switch (names[0], names[1]) {
    case (nil, nil): break
    case (let first?, let second?) where fields.haveSameText(first, second): break
    default: return false
    }
    return fields.sources[left.sources].contains { one in
      fields.sources[right.sources].contains { other in
        guard fields.haveSameText(one.hub, other.hub), let first = fields.given(.modelId, of: one.mapping),
          let second = fields.given(.modelId, of: other.mapping)
        else { return false }
        return !fields.haveSameText(first, second)
      }
    }
  }
}
