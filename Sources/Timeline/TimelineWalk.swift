import Catalog
import GitStore

/// One walk over a history, from the newest commit back.
struct TimelineWalk {
  private(set) var changes: [EntryChange] = []

  private let folder: String
  private let layout: CatalogLayout
  private let view: TimelineView
  /// How much more it takes.
  private(set) var limits: TimelineLimits
  /// The entries that were met, by their ids.
  private var met: [String: Met] = [:]

  /// What was found out of an entry.
  private struct Met {
    /// Whether readers may see the version before the commit at hand; nothing where nobody looked.
    var wasShown: Bool?
    /// Whether a walk that begins at the next commit takes something else for granted than this one, which has got
    /// there.
    var isUnsettled = false
  }

  /// The ids of the entries of which this walk knows what one that begins at the next commit would not.
  var unsettled: Set<String> { Set(met.filter(\.value.isUnsettled).keys) }

  /// The ids of the entries that were met and of which nothing is told.
  var silent: Set<String> { Set(met.keys).subtracting(changes.map(\.id)) }

  init(_ folder: String, _ layout: CatalogLayout, _ view: TimelineView, _ limits: TimelineLimits) {
    (self.folder, self.layout, self.view, self.limits) = (folder, layout, view, limits)
  }

  var wantsMore: Bool { limits.commits > 0 && limits.files > 0 && changes.count < limits.changes }

  mutating func take(_ commit: Commit, of repository: borrowing Repository) throws(GitStoreError) {
    limits.commits -= 1
    var before = ObjectID.emptyTree
    if let parent = commit.parents.first {
      before = try models(in: repository.commit(parent).tree, of: repository)
    }
    let after = try models(in: commit.tree, of: repository)
    guard before != after else { return }
    let step = Step(commit, view)
    var current: EntryFiles?
    var differences = repository.diff(before, after)
    // Git orders paths, so the files of an entry come one after another.
    while limits.files > 0, let change = try differences.next() {
      limits.files -= 1
      guard let text = change.path.text, let (folder, file) = EntryFolder.holding("models/" + text, layout)
      else {
        continue
      }
      if current?.folder != folder {
        if let current { try note(current, step, in: repository) }
        current = EntryFiles(folder: folder)
      }
      current?.take(file, change)
    }
    if let current { try note(current, step, in: repository) }
  }

  private func models(in tree: ObjectID, of repository: borrowing Repository) throws(GitStoreError)
    -> ObjectID
  {
    let path = folder.isEmpty ? "models" : "\(folder)/models"
    let entry = try repository.entry(at: TreePath(path), in: tree)
    return entry?.mode == .tree ? entry?.id ?? .emptyTree : .emptyTree
  }

  private mutating func note(
    _ files: EntryFiles, _ step: Step, in repository: borrowing Repository
  ) throws(GitStoreError) {
    let sight = view.sight(files.folder)
    let id = files.folder.id
    var found = met[id] ?? Met()
    defer { met[id] = found }
    guard sight != .hidden else { return }
    let old = try entry(files.oldModel, files.folder, in: repository)
    var new: Entry?
    let isShownAfter: Bool
    if files.newModel == nil, files.hasModelChange {
      isShownAfter = false
    } else if let shown = found.wasShown ?? (sight == .shown ? true : nil) {
      isShownAfter = shown
    } else {
      new = try entry(files.newModel, files.folder, in: repository)
      isShownAfter = new.map(view.shows) ?? false
    }
    let wasShown = files.hasModelChange ? old.map(view.shows) ?? false : isShownAfter
    found.wasShown = wasShown
    if sight != .shown || !wasShown { found.isUnsettled = true }
    switch (wasShown, isShownAfter) {
    case (false, true): changes.append(step.change(.added, files.folder))
    case (true, true):
      if new == nil { new = try entry(files.newModel, files.folder, in: repository) }
      var fields = files.others
      if let old, let new {
        fields = EntryChange.Field.differences(from: old, to: new, knows: knows) + fields
      }
      if !fields.isEmpty { changes.append(step.change(.changed, files.folder, fields)) }
    case (true, false):
      // One that was only hidden for a time leaves no gap that would tell.
      guard files.newModel == nil, sight == .absent else { return }
      let wasListed = old?.hub.effectiveVisibility == .public
      changes.append(step.change(.removed, files.folder, wasListed: wasListed))
    case (false, false): break
    }
  }

  private func knows(_ name: String) -> Bool {
    ModelType.allCases.contains { view.sight(EntryFolder(type: $0, name: name, layout: layout)) == .shown }
  }

  private func entry(
    _ blob: (name: String, id: ObjectID)?, _ folder: EntryFolder, in repository: borrowing Repository
  ) throws(GitStoreError) -> Entry? {
    guard let blob else { return nil }
    let bytes: [UInt8]
    do {
      bytes = try repository.blob(blob.id, limit: 4 << 20)
    } catch  where error.code == .tooLarge {
      return nil
    }
    return EntryVersion.read(bytes, named: blob.name, in: folder)
  }
}

/// The files of one entry that a commit changes.
private struct EntryFiles {
  let folder: EntryFolder
  var oldModel: (name: String, id: ObjectID)?
  var newModel: (name: String, id: ObjectID)?
  var others: [EntryChange.Field] = []

  init(folder: EntryFolder) {
    self.folder = folder
  }

  var hasModelChange: Bool { oldModel != nil || newModel != nil }

  mutating func take(_ file: String, _ change: TreeChange) {
    if file == "model.yaml" || file == "model.json" {
      if let old = change.old { oldModel = (file, old.id) }
      if let new = change.new { newModel = (file, new.id) }
    } else {
      let kind = change.old == nil ? "added" : change.new == nil ? "removed" : "changed"
      others.append(EntryChange.Field(path: file, kind: kind))
    }
  }
}

/// What all changes of a commit have in common.
private struct Step {
  let seconds: Int
  let author: String?
  let review: String?

  init(_ commit: Commit, _ view: TimelineView) {
    seconds = Int(commit.committer.seconds)
    author = view.author(commit.author.identity.email)
    review = commit.message.split(separator: "\n").last { $0.hasPrefix("Review-Id: ") }
      .map { String($0.dropFirst("Review-Id: ".count)) }
  }

  func change(
    _ kind: EntryChange.Kind, _ folder: EntryFolder, _ fields: [EntryChange.Field] = [],
    wasListed: Bool = true
  ) -> EntryChange {
    EntryChange(
      type: folder.type, name: folder.name, kind: kind, seconds: seconds, author: author, review: review,
      fields: fields, wasListed: wasListed)
  }
}
