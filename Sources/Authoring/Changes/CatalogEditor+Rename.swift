public import Catalog
import Documents

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
      let text = try reader.text("\(folder.path)/\(readme)")
      guard text.map({ !ReadmeBlocks($0).blocks.isEmpty }) ?? false else { continue }
      change.say("`modelhub readme \(name)` brings the generated parts of \(readme) up to date.")
    }
    change.say("Xinference knows models by their names: upstream will see one removed and one added.")
    return change
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
