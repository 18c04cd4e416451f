public import Catalog
import Diagnostics
import Documents
import SourceText

extension CatalogEditor {
  /// Discourages the use of an entry from a day on.
  public func deprecating(
    _ folder: EntryFolder, from day: CalendarDate, reason: String? = nil, replacedBy: String? = nil
  ) throws -> EntryEditor.Change {
    let entry = try entry(folder)
    if let expires = entry.hub.lifecycle?.expires?.value, expires < day {
      throw AuthoringError(
        .conflict, "It expires on \(expires), before \(day): move that day first, with `modelhub expire`.")
    }
    if let replacedBy { try checkReplacement(replacedBy, of: folder) }
    return try change(entry) { (literal) throws(StepFault) in
      try literal.setHub(["lifecycle", "deprecated"], .string("\(day)"))
      if let reason { try literal.setHub(["lifecycle", "reason"], .string(reason)) }
      if let replacedBy { try literal.setHub(["lifecycle", "replaced_by"], .string(replacedBy)) }
    }
  }

  /// Ends an entry's offer: from that day on it is shown no more.
  public func expiring(_ folder: EntryFolder, on day: CalendarDate) throws -> EntryEditor.Change {
    let entry = try entry(folder)
    if let deprecated = entry.hub.lifecycle?.deprecated?.value, day < deprecated {
      throw AuthoringError(
        .conflict, "It is deprecated from \(deprecated) on, and cannot expire before that.")
    }
    return try change(entry) { (literal) throws(StepFault) in
      try literal.setHub(["lifecycle", "expires"], .string("\(day)"))
    }
  }

  /// Takes expiry back; a deprecation stays.
  public func prolonging(_ folder: EntryFolder) throws -> EntryEditor.Change {
    let entry = try entry(folder)
    return try change(entry) { (literal) throws(StepFault) in
      guard literal.hub?["lifecycle"]?["expires"] != nil else { return }
      try literal.removeHub(["lifecycle", "expires"])
    }
  }

  /// Takes deprecation and expiry back.
  public func reviving(_ folder: EntryFolder) throws -> EntryEditor.Change {
    let entry = try entry(folder)
    return try change(entry) { (literal) throws(StepFault) in
      if literal.hub?["lifecycle"] != nil { try literal.removeHub(["lifecycle"]) }
    }
  }

  func checkReplacement(_ name: String, of folder: EntryFolder) throws {
    guard let target = folders.first(where: { $0.name == name || $0.id == name }) else {
      throw AuthoringError(
        .notFound, "There is no entry ‘\(name)’ to take its place. `modelhub list` shows all.")
    }
    var seen: Set<EntryFolder> = [folder]
    var next: EntryFolder? = target
    while let current = next {
      guard seen.insert(current).inserted else {
        throw AuthoringError(
          .conflict, "‘\(name)’ is itself replaced by ‘\(folder.name)’: readers would go in circles.")
      }
      let replacement = try reader.entry(current).0?.hub.lifecycle?.replacedBy?.value
      next = folders.first { $0.name == replacement || $0.id == replacement }
    }
  }

  /// Takes an entry out of the catalog for good; a tombstone in `removed.yaml` says what became of it.
  public func removing(
    _ folder: EntryFolder, on day: CalendarDate, reason: String? = nil, replacedBy: String? = nil
  ) throws -> CatalogChange {
    if let replacedBy { try checkReplacement(replacedBy, of: folder) }
    let entry = try reader.entry(folder).0
    let referrers = try referrers(to: folder.name, besides: folder)
    if let referrer = referrers.first, replacedBy == nil {
      throw AuthoringError(
        .conflict,
        "‘\(referrer.folder.id)’ names ‘\(folder.name)’ as its replacement. Say what takes its place with --replaced-by."
      )
    }
    var change = CatalogChange()
    let lifecycle = entry?.hub.lifecycle
    let tombstone = Self.tombstone(
      folder, day, reason ?? lifecycle?.reason?.value, replacedBy ?? lifecycle?.replacedBy?.value,
      entry?.hub.aliases.map(\.value) ?? [])
    change.add(.write(Tombstone.path, try tombstones(adding: tombstone, folder)))
    for referrer in referrers {
      let edited = try self.change(referrer) { (literal) throws(StepFault) in
        try literal.setHub(["lifecycle", "replaced_by"], .string(replacedBy ?? ""))
      }
      change.add(
        .write(edited.path, edited.bytes), "\(referrer.folder.id) is now replaced by \(replacedBy ?? "").")
    }
    change.add(.removeFolder(folder.path), "\(folder.id) is gone; \(Tombstone.path) remembers it.")
    change.say(
      "A download never takes a packaged model away from Xinference: propose the removal upstream as well.")
    return change
  }

  private static func tombstone(
    _ folder: EntryFolder, _ day: CalendarDate, _ reason: String?, _ replacedBy: String?, _ aliases: [String]
  ) -> Literal {
    var members: [Literal.Member] = [
      .init("type", .string(folder.type.rawValue)), .init("name", .string(folder.name)),
      .init("removed", .string("\(day)")),
    ]
    if let reason { members.append(.init("reason", .string(reason))) }
    if let replacedBy { members.append(.init("replaced_by", .string(replacedBy))) }
    if !aliases.isEmpty { members.append(.init("aliases", .strings(aliases))) }
    return .mapping(members)
  }

  /// The file of tombstones with one more, in the place of an older one of the same name.
  private func tombstones(adding tombstone: Literal, _ folder: EntryFolder) throws -> [UInt8] {
    let (document, findings) = try reader.document(Tombstone.path)
    guard let document else {
      if let finding = findings.first { throw Self.unreadable(finding.message) }
      let comment = "# Entries that are gone, so that their old addresses can say what became of them.\n"
      return Array(comment.utf8) + YAMLWriter.file(Literal.list([tombstone]).document().rootNode)
    }
    let isSame = { (item: Literal) in
      item["type"]?.text == folder.type.rawValue && item["name"]?.text == folder.name
    }
    let target = Literal.list(Literal(document.rootNode).items.filter { !isSame($0) } + [tombstone])
    guard document.rootNode.kind == .array || document.rootNode.kind == .null,
      let revision = document.revised(into: target.document().rootNode, as: .yaml, identityKeys: ["name"])
    else { throw Self.unreadable("it is no list") }
    return revision.bytes
  }

  /// The file of tombstones without that of a name that lives again; `nil` where there is none.
  public func tombstones(without folder: EntryFolder) throws -> [UInt8]? {
    guard let document = try reader.document(Tombstone.path).0 else { return nil }
    let items = Literal(document.rootNode).items
    let left = items.filter { $0["type"]?.text != folder.type.rawValue || $0["name"]?.text != folder.name }
    guard left.count < items.count else { return nil }
    let target = Literal.list(left).document().rootNode
    guard let revision = document.revised(into: target, as: .yaml, identityKeys: ["name"]) else {
      throw Self.unreadable("it is no list")
    }
    return revision.bytes
  }

  private static func unreadable(_ reason: String) -> AuthoringError {
    AuthoringError(.unreadable, "\(Tombstone.path) cannot be changed: \(reason).")
  }
}
