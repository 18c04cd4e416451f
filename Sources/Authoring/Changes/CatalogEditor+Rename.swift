public import Catalog
import Documents
import SourceText

extension CatalogEditor {
  /// Gives an entry another name: folder and records change, the old name becomes an alias that leads to the new one.
  public func renaming(_ folder: EntryFolder, to name: String) throws -> CatalogChange {
    if name == folder.name { return CatalogChange() }
    try checkNew(name, besides: folder)
    let entry = try entry(folder)
    let target = EntryFolder(type: folder.type, name: name, layout: layout)
    let edited = try change(entry) { (literal) throws(StepFault) in
      try literal.renameRecords(folder.name, to: name)
      let aliases = (literal.hub?["aliases"]?.texts ?? []).filter { $0 != name }
      try literal.setHub(["aliases"], .strings(aliases + [folder.name]))
    }
    var change = CatalogChange()
    change.add(
      .move(folder.path, to: target.path),
      "\(folder.id) is now \(target.id); its old address leads to the new one.")
    let file = String(edited.path.dropFirst(folder.path.count))
    change.add(.write(target.path + file, edited.bytes))
    for referrer in try referrers(to: folder.name, besides: folder) {
      let edited = try self.change(referrer) { (literal) throws(StepFault) in
        try literal.setHub(["lifecycle", "replaced_by"], .string(name))
      }
      change.add(
        .write(edited.path, edited.bytes),
        "\(referrer.folder.id) names it as its replacement, by the new name.")
    }
    for readme in entry.readmes {
      guard let text = try reader.text("\(folder.path)/\(readme)") else { continue }
      if let retitled = Self.retitled(text, from: folder.name, to: name) {
        change.add(.write("\(target.path)/\(readme)", retitled))
      }
      guard !ReadmeBlocks(text).blocks.isEmpty else { continue }
      change.say("`modelhub readme \(name)` brings the generated parts of \(readme) up to date.")
    }
    change.say("Xinference knows models by their names: upstream will see one removed and one added.")
    return change
  }

  /// A README whose title is the old name and nothing else, with the new one; `nil` for any other.
  private static func retitled(_ text: SourceText, from old: String, to new: String) -> [UInt8]? {
    var lines = text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let title = lines.firstIndex(where: { $0.starts(with: "# ".utf8) }) else { return nil }
    let end: [UInt8] = lines[title].last == UInt8(ascii: "\r") ? [UInt8(ascii: "\r")] : []
    guard lines[title].elementsEqual(Array("# \(old)".utf8) + end) else { return nil }
    lines[title] = (Array("# \(new)".utf8) + end)[...]
    return Array(lines.joined(separator: "\n".utf8))
  }
}

extension EntryLiteral {
  /// Changes the name in every record that has it, at its top.
  fileprivate mutating func renameRecords(_ old: String, to new: String) throws(StepFault) {
    let isList = !model.items.isEmpty
    let records = isList ? model.items : [model]
    for (place, record) in records.enumerated() {
      let key = record["model_name"]?.text == old ? "model_name" : "model_family"
      guard record[key]?.text == old, key == "model_name" || record["model_name"] == nil else { continue }
      let step: [FieldStep] = isList ? [.index(place)] : []
      self = try setting([.key("model")] + step + [.key(key)], to: .string(new), [])
    }
  }
}
