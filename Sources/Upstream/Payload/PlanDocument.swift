import Catalog
import Changes
import Digests
public import Documents

extension PullRequestPlan {
  /// The plan as data; the same plan gives the same bytes.
  public var document: Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    add([("made_by", "modelhub"), ("title", title), ("branch", branch), ("digest", digest)], to: &builder)
    addTarget(to: &builder)
    builder.key("labels")
    builder.beginArray()
    for label in labels { builder.string(label) }
    builder.end()
    builder.key("models")
    builder.beginArray()
    for change in changes { add(change, to: &builder) }
    builder.end()
    builder.key("files")
    builder.beginArray()
    for file in files { add(file, to: &builder) }
    builder.end()
    builder.end()
    return builder.document(path: "plan.json")
  }

  private func addTarget(to builder: inout DocumentBuilder) {
    builder.key("target")
    builder.beginObject()
    add([("repository", target.repository), ("branch", target.branch)], to: &builder)
    if let commit = target.commit { add([("commit", commit)], to: &builder) }
    add([("layout", target.layout.rawValue)], to: &builder)
    builder.end()
  }

  private func add(_ change: Change, to builder: inout DocumentBuilder) {
    builder.beginObject()
    add(
      [("event", change.event.rawValue), ("type", change.type.rawValue), ("name", change.name)], to: &builder)
    let credit = change.credit
    for case (let key, let value?) in [
      ("submitted_by", credit.submitter), ("review", credit.review), ("page", credit.page),
    ] { add([(key, value)], to: &builder) }
    builder.key("approved_by")
    builder.beginArray()
    for login in credit.approvers { builder.string(login) }
    builder.end()
    builder.key("fields")
    builder.beginArray()
    for field in change.fields { field.add(to: &builder) }
    builder.end()
    builder.end()
  }

  private func add(_ file: File, to builder: inout DocumentBuilder) {
    builder.beginObject()
    let action = file.new == nil ? "remove" : file.old == nil ? "add" : "change"
    add([("path", file.path), ("action", action)], to: &builder)
    if let old = file.old { add([("old_sha256", SHA256.hex(old))], to: &builder) }
    if let new = file.new { add([("new_sha256", SHA256.hex(new))], to: &builder) }
    builder.end()
  }

  private func add(_ members: [(String, String)], to builder: inout DocumentBuilder) {
    for (key, value) in members {
      builder.key(key)
      builder.string(value)
    }
  }
}
