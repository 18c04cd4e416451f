import Authoring
import Catalog
import Diagnostics
import Documents
import ModelFacts
import ModelSources
import SourceText
import Validation

/// Reads the sources of a new entry and infers what they tell.
struct NewEntryJob {
  private let desk: AuthoringDesk
  private let addresses: HubAddresses
  private let console: Console

  init(_ desk: AuthoringDesk, _ addresses: HubAddresses, _ console: Console) {
    self.desk = desk
    self.addresses = addresses
    self.console = console
  }

  func draft(_ type: ModelType, _ name: String, _ state: DraftState) throws -> EntryDraft {
    var repositories: [RepositoryFacts] = []
    var copied: EntryDraft?
    for source in state.sources {
      let reference = try ModelReference(source)
      if case .entry(let other) = reference {
        let entry = try desk.entry(other, console)
        guard entry.type == type else {
          throw AuthoringError(
            .conflict,
            "‘\(entry.folder.id)’ is of another type: \(entry.type.rawValue), not \(type.rawValue).")
        }
        copied = EntryDraft(type, name, copying: entry)
      } else {
        repositories.append(try facts(reference, source, state))
      }
    }
    guard var draft = copied else {
      var draft = EntryDraft(type, name, from: repositories)
      if let login = Maintainer.login(desk) {
        draft.setHub("maintainers", .strings([login]), .rule("your git identity"))
      }
      console.report(draft.findings)
      return draft
    }
    draft.overlay(EntryDraft(type, name, from: repositories), wherever: !repositories.isEmpty)
    console.report(draft.findings)
    return draft
  }

  private func facts(
    _ reference: ModelReference, _ source: String, _ state: DraftState
  ) throws -> RepositoryFacts {
    console.say("Reading \(source)")
    switch reference {
    case .hub(let hub, let id, let revision):
      return try RepositoryFacts(
        reading: HubRepository(hub, id, revision: revision, at: addresses, by: CurlDownloader()))
    case .folder(let path):
      return try RepositoryFacts(reading: named(FolderRepository(folder: path), source, state))
    case .file(let path):
      return try RepositoryFacts(reading: named(FolderRepository(file: path), source, state))
    case .entry: preconditionFailure("an entry is no repository; the caller has taken it out")
    }
  }

  private func named(
    _ folder: FolderRepository, _ source: String, _ state: DraftState
  ) throws -> NamedRepository {
    guard let text = state.ids[source] else { return NamedRepository(folder, folder.origin) }
    guard case .hub(let hub, let id, let revision) = try ModelReference(text) else {
      throw AuthoringError(
        .badValue, "‘\(text)’ is no repository's id: write OWNER/NAME or modelscope:OWNER/NAME.")
    }
    let origin = RepositoryOrigin(
      hub: hub, id: id, revision: revision ?? folder.origin.revision, place: folder.origin.place)
    return NamedRepository(folder, origin)
  }
}

/// A repository that a person said the id of.
struct NamedRepository: RepositorySource {
  let origin: RepositoryOrigin
  private let base: FolderRepository

  init(_ base: FolderRepository, _ origin: RepositoryOrigin) {
    self.base = base
    self.origin = origin
  }

  var files: [RepositoryFile] { base.files }

  func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
    try base.read(path, range)
  }
}

/// The files of a new entry, as they will be written.
struct NewEntryFiles {
  let files: [(path: String, bytes: [UInt8])]

  init(_ draft: EntryDraft, _ format: DocumentFormat, _ desk: AuthoringDesk) throws {
    let folder = EntryFolder(type: draft.type, name: draft.name, layout: desk.editor.layout)
    let depth = folder.path.split(separator: "/").count
    let schema = String(repeating: "../", count: depth) + "schema/entry.schema.json"
    let path = "\(folder.path)/model.\(format.rawValue)"
    let bytes =
      format == .json
      ? JSONWriter.file(draft.literal.document().rootNode) : draft.file(schemaPath: schema)
    var files = [(path: path, bytes: bytes)]
    let writer = ReadmeWriter(try ReadmeTemplatesFolder.load(besides: desk.location))
    let language = try desk.reader.settings().0.registry.language
    if let entry = try desk.reader.entry(folder, reading: bytes, at: path),
      let readme = writer.newReadme(entry, language: language)
    {
      files.append(("\(folder.path)/README.md", readme.bytes))
    }
    if let tombstones = try desk.editor.tombstones(without: folder) {
      files.append((Tombstone.path, tombstones))
    }
    self.files = files
  }
}

/// Checks an entry that was just written.
enum NewEntryCheck {
  static func run(_ desk: AuthoringDesk, _ draft: EntryDraft, _ console: Console) throws -> Outcome {
    var session = try ValidationSession(desk.reader, ValidationOptions(today: Today.date))
    let folder = EntryFolder(type: draft.type, name: draft.name, layout: desk.editor.layout)
    let findings = try session.check(folder).findings
    console.report(findings)
    return findings.contains { $0.severity == .error } ? .findings : .clean
  }
}
