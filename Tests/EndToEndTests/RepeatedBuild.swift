import ChildProcesses
import FileTrees
import FoundationEssentials
import TestSupport

/// A catalog that is built again and again into one folder, by a program that remembers.
final class RepeatedBuild {
  let folder: TemporaryFolder
  private var fresh = 0

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("cache")
    for (type, name) in [("llm", "alpha"), ("llm", "beta"), ("image", "gamma"), ("audio", "delta")] {
      try write(type, name, "hub:\n  tags: [one]\n", description: "It is \(name).")
      let link = type == "audio" ? "It has no links." : "See [beta](../../llm/beta/README.md)."
      try folder.write("# \(name)\n\n\(link)\n", to: "catalog/models/\(type)/\(name)/README.md")
    }
    try folder.write(
      "registry: {title: Ours}\nroles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n",
      to: "catalog/hub.yaml")
    try folder.write("name: Ada\nemails: [ada@example.org]\n", to: "catalog/people/ada.yaml")
  }

  func write(_ type: String, _ name: String, _ hub: String, description: String) throws {
    let model =
      "model:\n- version: 2\n  model_name: \(name)\n  model_description: \(description)\n  updated_at: 1790000000\n"
    try folder.write(hub + model, to: "catalog/models/\(type)/\(name)/model.yaml")
  }

  var words: [String] { ["build", "--catalog", folder.path + "/catalog", "--out"] }
  var site: String { folder.path + "/site" }

  var environment: [String: String] { ["XDG_CACHE_HOME": folder.path + "/cache"] }

  @discardableResult
  func build(_ options: String...) throws -> Finished {
    try ModelHubProgram.run(words + [site] + options, environment: environment)
  }

  /// What the site is, and what it would be if nothing were there yet and nothing remembered.
  func difference(_ options: String...) throws -> [String] {
    fresh += 1
    let other = folder.path + "/fresh-\(fresh)"
    let finished = try ModelHubProgram.run(words + [other] + options)
    guard finished.status.isSuccess else { return ["no site: \(finished.errorText)"] }
    let (left, right) = (try Self.files(site), try Self.files(other))
    return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
  }

  static func files(_ root: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func walk(_ folder: String) throws {
      for entry in try FolderTree(root).entries(in: folder) {
        let path = folder.appendingPath(entry.name)
        if entry.kind == .folder {
          files[path + "/"] = []
          try walk(path)
        } else {
          files[path] = try FolderTree(root).read(path)
        }
      }
    }
    try walk("")
    return files
  }
}
