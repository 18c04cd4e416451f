import Catalog
import Timeline

/// One thing that happened, as feeds tell it.
struct FeedItem: Sendable {
  let title: String
  /// What happened, in lines.
  let text: String
  let seconds: Int
  /// The path of the page, with its anchor: nothing else in any feed has it.
  let path: String
  /// Where it leads to.
  let page: String
  let author: String?

  /// A change of an entry; `number` tells it from the entry's others in the same second.
  init(_ change: EntryChange, number: Int, in site: Site) {
    let page = SitePaths.folder(ofModel: change.name)
    title =
      switch change.kind {
      case .added: "\(change.name) was added"
      case .changed: "\(change.name) changed"
      case .removed: "\(change.name) was removed"
      }
    let lines =
      change.fields.map(\.sentence) + (change.moreFields > 0 ? ["and \(change.moreFields) more"] : [])
    text = lines.isEmpty ? "\(title)." : lines.joined(separator: "\n")
    seconds = change.seconds
    path = "\(page)#\(Self.anchor(change, number: number))"
    let hasPage = site.index.contains(change.name) || site.material.gone.contains { $0.name == change.name }
    self.page = hasPage ? page : "changes/"
    author = change.author.flatMap { site.index.person($0)?.displayName }
  }

  /// The id of a change on its entry's page.
  static func anchor(_ change: EntryChange, number: Int) -> String {
    "change-\(change.seconds)\(number > 1 ? "-\(number)" : "")"
  }

  /// What an entry says of its last change, where there is no history.
  init?(_ name: String, _ type: ModelType, summary: String, updatedAt: Int?) {
    guard let updatedAt else { return nil }
    title = "\(name) changed"
    text = summary.isEmpty ? "\(Labels.short(type)): \(name)" : summary
    seconds = updatedAt
    page = SitePaths.folder(ofModel: name)
    path = "\(page)#updated-\(updatedAt)"
    author = nil
  }
}

extension EntryChange.Field {
  /// The change as one line: `context_length: 4096 → 8192`.
  var sentence: String {
    switch (kind, before, after) {
    case ("changed", let before?, let after?): "\(path): \(before) → \(after)"
    case ("added", _, let after?): "\(path): added \(after)"
    case ("removed", let before?, _): "\(path): removed \(before)"
    case ("reordered", _, _): "\(path): put in another order"
    default: "\(path): \(kind)"
    }
  }
}
