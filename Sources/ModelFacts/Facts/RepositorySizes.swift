import Documents

/// How many parameters a repository's model has.
///
/// Its name goes first, since that is what makers and readers call it; then what its files count.
struct RepositorySizes {
  let total: Fact<ModelSize>?
  let active: Fact<ModelSize>?

  init<Source: RepositorySource>(_ reading: RepositoryReading<Source>, _ header: GGUFFacts?) {
    let origin = reading.origin
    let name = Provenance(origin.place, key: "name")
    let said = SizeInName(origin.name)
    let counted = Self.counted(reading) ?? header?.size
    // A count far from the name's is a packed or partial one, and the name's is then what it was made from.
    total = said.total.map { Fact($0, name) } ?? counted
    active = said.active.map { Fact($0, name) }
  }

  private static func counted<Source: RepositorySource>(_ reading: RepositoryReading<Source>) -> Fact<
    ModelSize
  >? {
    let place = reading.origin.place
    if let index = reading.weightIndex {
      if let count = index.fact(["metadata.total_parameters"], \.count) {
        return count.map { ModelSize(parameters: $0) }
      }
      guard reading.config?.quantization == nil,
        let bytes = index.fact(["metadata.total_size"], { $0.int ?? $0.double.flatMap { Int(exactly: $0) } }),
        let width = reading.config?.numberType.flatMap({ Self.widths[$0.value] }), bytes.value > 0
      else { return nil }
      return bytes.map { ModelSize(parameters: $0 / width) }
    }
    guard let (path, header) = reading.safetensors, reading.config?.quantization == nil,
      header.parameterCount > 0
    else { return nil }
    return Fact(ModelSize(parameters: header.parameterCount), Provenance(place, file: path, key: "tensors"))
  }

  private static let widths = ["bfloat16": 2, "float16": 2, "float32": 4]
}
