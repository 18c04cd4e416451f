extension TemplateSchema {
  /// Where data is not as this schema says: sentences for whoever writes the data, none if it is.
  ///
  /// Tests call it with the data of real pages, which keeps the documentation true. `.nothing` fits each
  /// kind. The keys of undeclared names cannot be told as names, so those are counted.
  public func mismatches(in data: TemplateData) -> [String] {
    var mismatches: [String] = []
    compare(.object(names), data.root, at: "", in: data, &mismatches)
    return mismatches
  }

  private func compare(
    _ kind: Kind, _ field: Field, at path: String, in data: TemplateData, _ mismatches: inout [String]
  ) {
    switch (kind, field.kind) {
    case (_, .nothing), (.text, .text), (.html, .html), (.flag, .flag):
      break
    case (.list(let item), .list):
      for element in data.closed[field.range] {
        compare(item, element, at: "\(path)[]", in: data, &mismatches)
      }
    case (.object(let names), .object), (.object(let names), .root):
      compare(names, field, at: path, in: data, &mismatches)
    default:
      mismatches.append("`\(path)` is declared as \(kind.phrase), and is \(field.kind.phrase)")
    }
  }

  private func compare(
    _ names: [Name], _ object: Field, at path: String, in data: TemplateData, _ mismatches: inout [String]
  ) {
    let prefix = path.isEmpty ? "" : path + "."
    var declared: Set<TemplateKey> = []
    for name in names {
      let key = TemplateKey(name.name)
      if !declared.insert(key).inserted {
        mismatches.append("`\(prefix)\(name.name)` has the key of another name, or is declared twice")
      }
      if let field = data.member(key, of: object) {
        compare(name.kind, field, at: prefix + name.name, in: data, &mismatches)
      } else {
        mismatches.append("`\(prefix)\(name.name)` is declared, and not in the data")
      }
    }
    let undeclared = data.fields(of: object).count { !declared.contains($0.key) }
    if undeclared > 0 {
      mismatches.append("Not declared: \(undeclared) of the names in `\(path.isEmpty ? title : path)`")
    }
  }
}

extension Field.Kind {
  fileprivate var phrase: String {
    switch self {
    case .nothing: "nothing"
    case .flag: "a flag"
    case .text: "a text"
    case .html: "finished HTML"
    case .list: "a list"
    case .object, .root: "an object"
    }
  }
}
