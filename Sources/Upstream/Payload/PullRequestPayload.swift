import Documents
import FileTrees
import SourceText

/// A pull request as a folder that can be read, applied and sent without this program.
public struct PullRequestPayload: Sendable {
  /// The plan.
  public let plan: PullRequestPlan

  /// Takes a plan.
  public init(_ plan: PullRequestPlan) {
    self.plan = plan
  }

  /// The folder's name below the output: the last part of the branch.
  public var name: String { plan.branch.split(separator: "/").last.map(String.init) ?? plan.branch }

  /// The files, as paths below the payload's folder, sorted.
  public func files() throws(UpstreamError) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = [
      ("title.txt", Array("\(plan.title)\n".utf8)), ("body.md", Array(plan.body.utf8)),
      ("branch.txt", Array("\(plan.branch)\n".utf8)), ("plan.json", JSONWriter.file(plan.document.rootNode)),
      ("changes.patch", try plan.patch()), ("submit.sh", Array(SubmitScript.text(plan).utf8)),
    ]
    for file in plan.files { if let new = file.new { files.append(("files/\(file.path)", new)) } }
    for step in SubmissionStep.allCases {
      guard let body = step.request(plan, headRepository: plan.headRepository).body else { continue }
      files.append(("requests/\(step.file)", JSONWriter.file(body.rootNode)))
    }
    files.append(("requests/index.json", JSONWriter.file(SubmissionStep.index(plan).rootNode)))
    return files.sorted { isOrderedByBytes($0.path, $1.path) }
  }

  /// Writes payloads below a folder: a new or empty one, or one that holds nothing but payloads.
  ///
  /// Payloads of an earlier run that are not among these, and files that they no longer have, are removed.
  public static func write(_ payloads: [PullRequestPayload], to root: String) throws(UpstreamError) {
    let old = try PayloadFolder.existing(root)
    let folder = SourceFolder(root)
    var kept: Set<String> = []
    for payload in payloads {
      for file in try payload.files() {
        let path = "\(payload.name)/\(file.path)"
        kept.insert(path)
        try withFiles { () throws(FileTreeError) in _ = try folder.write(file.bytes, to: path) }
      }
    }
    for path in old where !kept.contains(path) {
      try withFiles { () throws(FileTreeError) in try folder.remove(path) }
    }
  }
}

/// A folder that payloads were written to before.
enum PayloadFolder {
  /// The files of the payloads that are there.
  static func existing(_ root: String) throws(UpstreamError) -> [String] {
    let tree = FolderTree(root)
    var files: [String] = []
    for entry in try withFiles({ () throws(FileTreeError) in try tree.entries(in: "") }) {
      guard entry.kind == .folder, try isPayload(entry.name, tree) else {
        throw UpstreamError(
          .foreignTarget, "‘\(root)’ holds other files than payloads; name a new or empty folder with --out.")
      }
      try list(entry.name, tree, &files)
    }
    return files
  }

  private static func isPayload(_ folder: String, _ tree: FolderTree) throws(UpstreamError) -> Bool {
    let names = try withFiles { () throws(FileTreeError) in try tree.entries(in: folder) }
    if names.isEmpty { return true }
    guard names.contains(where: { $0.name == "plan.json" && $0.kind == .file }) else { return false }
    let bytes = try withFiles { () throws(FileTreeError) in try tree.read("\(folder)/plan.json") }
    let document = DocumentReader.read(SourceText(path: "plan.json", bytes: bytes ?? []), as: .json).document
    return document?.rootNode["made_by"]?.string == "modelhub"
  }

  private static func list(
    _ folder: String, _ tree: FolderTree, _ files: inout [String]
  ) throws(UpstreamError) {
    for entry in try withFiles({ () throws(FileTreeError) in try tree.entries(in: folder) }) {
      let path = "\(folder)/\(entry.name)"
      if entry.kind == .folder { try list(path, tree, &files) } else { files.append(path) }
    }
  }
}
