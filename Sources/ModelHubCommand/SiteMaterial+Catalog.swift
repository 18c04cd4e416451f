import Catalog
import Diagnostics
import FileTrees
import GitStore
import Review
import Site
import Timeline
import Validation

/// Gathers what a site tells besides the entries of today.
struct MaterialSource {
  let location: CatalogLocation
  let ref: String?
  let reader: CatalogReader
  let console: Console

  /// The material for the readers of an index.
  func material(for index: SiteIndex, _ settings: HubSettings) throws -> SiteMaterial {
    var material = try changing(for: index, settings, continuing: nil)
    try addReference(to: &material, settings)
    return material
  }

  /// The material without rules and documents, which stay what they are while entries and history change; what is
  /// `known` of the history is not read again.
  func changing(
    for index: SiteIndex, _ settings: HubSettings, continuing known: Timeline?
  ) throws -> SiteMaterial {
    let hidden = index.hidden
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
    material.logo = try settings.registry.logo.map { try logo($0) }
    guard let home = try repository() else { return material }
    do {
      material.timeline = try timeline(home, for: index, hidden, settings, continuing: known)
      material.reviews = try reviews(home, for: index, hidden, settings)
    } catch let error as GitStoreError {
      console.say("The site has no history: \(error)")
    } catch let error as ReviewError {
      console.say("The site has no reviews: \(error)")
    }
    return material
  }

  private func addReference(to material: inout SiteMaterial, _ settings: HubSettings) throws {
    let severities = settings.severities.map { ($0.rule.value, $0.severity?.rawValue ?? "off") }
    material.rules = try SiteShelf.rules(Dictionary(severities) { first, _ in first })
    material.documents = SiteShelf.documents
  }

  /// The picture that the settings name.
  private func logo(_ path: String) throws -> (name: String, bytes: [UInt8]) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let endings = [".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"]
    guard let name = parts.last, !parts.contains(".."), !parts.contains(""),
      endings.contains(where: name.hasSuffix)
    else {
      throw CommandError("hub.yaml: the logo ‘\(printable(path))’ is no path of a picture below the catalog.")
    }
    guard let bytes = try reader.tree.read(path, limit: 1 << 20) else {
      throw CommandError("hub.yaml: there is no file ‘\(printable(path))’ for the logo.")
    }
    return (String(name), bytes)
  }

  /// The repository that the catalog lies in, and the catalog's folder there.
  private func repository() throws -> CatalogHome? {
    let repository: Repository
    do {
      repository = try location.repository()
    } catch {
      if error.code != .notARepository { console.say("The site has no history: \(error)") }
      return nil
    }
    do {
      let folder = try location.folder(in: repository)
      return CatalogHome(repository: repository, folder: folder)
    } catch is CommandError {
      return nil
    }
  }

  private func timeline(
    _ home: borrowing CatalogHome, for index: SiteIndex, _ hidden: Set<String>,
    _ settings: HubSettings, continuing known: Timeline?
  ) throws -> Timeline {
    guard !home.repository.isShallow, let tip = try tip(of: home.repository) else { return Timeline() }
    var logins: [String: String] = [:]
    for person in try reader.people().0 {
      for email in person.emails { logins[email.value.lowercased()] = person.login }
    }
    let view = TimelineView(
      sight: { hidden.contains($0.name) ? .hidden : index.contains($0.name) ? .shown : .absent },
      shows: { index.options.shows($0) }, author: { logins[$0.lowercased()] })
    let continued = try known?.continued(
      to: tip, in: home.repository, folder: home.folder, layout: settings.layout, for: view)
    return try continued
      ?? Timeline(of: home.repository, from: tip, folder: home.folder, layout: settings.layout, for: view)
  }

  private func reviews(
    _ home: borrowing CatalogHome, for index: SiteIndex, _ hidden: Set<String>,
    _ settings: HubSettings
  ) throws -> [SiteReview] {
    let people = try reader.people().0.map(\.login).filter { !index.hasPage(ofPerson: $0) }
    let sight = ReviewSight(
      hidden: hidden, hiddenPeople: Set(people), knows: { index.contains($0) },
      lists: { index.options.shows($0) && $0.hub.effectiveVisibility != .unlisted })
    return try ReviewSource(home.repository, folder: home.folder, settings, sight).reviews()
  }

  private func tip(of repository: borrowing Repository) throws -> ObjectID? {
    if let ref { return try repository.resolve(ref).commit }
    return try repository.head().commit
  }
}

/// A catalog's folder in the repository that it lies in.
private struct CatalogHome: ~Copyable {
  let repository: Repository
  let folder: String
}
