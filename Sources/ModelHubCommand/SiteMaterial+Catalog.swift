import Catalog
import FileTrees
import GitStore
import Site
import Timeline
import Validation

/// Gathers what a site tells besides the entries of today.
struct MaterialSource {
  let location: CatalogLocation
  let ref: String?
  let reader: CatalogReader
  let console: Console

  /// The material for the readers of an index; `hidden` are the names of the entries that they may not see.
  func material(for index: SiteIndex, hidden: Set<String>, _ settings: HubSettings) throws -> SiteMaterial {
    var material = SiteMaterial()
    material.tombstones = try reader.tombstones().0.filter { tombstone in
      guard let name = tombstone.name?.value else { return false }
      return !hidden.contains(name)
    }
    for entry in try reader.tree.entries(in: "schema") where entry.kind == .file {
      guard entry.name.hasSuffix(".schema.json"), let bytes = try reader.tree.read("schema/\(entry.name)")
      else {
        continue
      }
      material.schemas.append((entry.name, bytes))
    }
    material.timeline = try timeline(for: index, hidden, settings)
    return material
  }

  /// What git knows of the past; nothing outside of a repository, or in one that lacks a part of it.
  private func timeline(
    for index: SiteIndex, _ hidden: Set<String>, _ settings: HubSettings
  ) throws -> Timeline {
    let repository: Repository
    do {
      repository = try Repository.discover(from: FolderTree(location.path).exists ? location.path : ".")
    } catch {
      if error.code != .notARepository { console.say("The site has no history: \(error)") }
      return Timeline()
    }
    let folder: String
    do { folder = try location.folder(in: repository) } catch is CommandError { return Timeline() }
    let people = try reader.people().0
    var logins: [String: String] = [:]
    for person in people { for email in person.emails { logins[email.value.lowercased()] = person.login } }
    let view = TimelineView(
      sight: { hidden.contains($0.name) ? .hidden : index.contains($0.name) ? .shown : .absent },
      shows: { index.shows($0) }, author: { logins[$0.lowercased()] })
    do {
      guard let tip = try tip(of: repository) else { return Timeline() }
      return try Timeline(of: repository, from: tip, folder: folder, layout: settings.layout, for: view)
    } catch let error as GitStoreError {
      console.say("The site has no history: \(error)")
      return Timeline()
    }
  }

  private func tip(of repository: borrowing Repository) throws -> ObjectID? {
    if let ref { return try repository.resolve(ref).commit }
    return try repository.head().commit
  }
}
