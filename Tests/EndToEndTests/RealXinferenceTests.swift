import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// What a pull request makes of upstream's tree, before the current release of Xinference itself.
@Suite(
  .enabled(
    if: UpstreamScene.isPossible && RealXinference.tool != nil,
    "needs ../shared, and the real Xinference, which `make xinference` installs"))
struct RealXinferenceTests {
  @Test("Xinference's own check takes the tree of every branch that is sent, and refuses a spoilt one")
  func branches() throws {
    let scene = try UpstreamScene()
    try scene.set("rerank/minicpm-reranker", "max_tokens", "2048")
    try scene.copy("embedding/e5-large-v2", as: "my-embedding")
    try FileManager.default.removeItem(atPath: "\(scene.hub)/catalog/models/audio/ChatTTS")
    try scene.publish("Change, add and remove")
    let branches = try scene.submit().compactMap { $0["branch"] }
    #expect(branches.count == 3)
    for (index, branch) in branches.enumerated() {
      let tree = "\(scene.folder.path)/tree-\(index)"
      try scene.stub.git(["worktree", "add", "-q", "--detach", tree, branch])
      for kind in ["rerank", "embedding", "audio"] {
        // A type whose last model goes has no folder.
        let models = "\(tree)/xinference/model/\(kind)/models"
        guard FileManager.default.fileExists(atPath: models) else { continue }
        let checked = try RealXinference.validate(models, kind)
        #expect(checked.status == .exited(0), "\(branch): \(checked.errorText)")
      }
    }
    let spoilt = "tree-0/xinference/model/rerank/models/minicpm-reranker.json"
    let text = String(decoding: try scene.folder.read(spoilt), as: UTF8.self)
    try scene.folder.write(
      text.replacing("\"max_tokens\": ", with: "\"max_tokens\": \"x\", \"mx\": "), to: spoilt)
    let refused = try RealXinference.validate(
      "\(scene.folder.path)/tree-0/xinference/model/rerank/models", "rerank")
    #expect(refused.status == .exited(1), "\(refused.errorText)")
  }
}

/// The catalog's tool of the real Xinference.
private enum RealXinference {
  static let tool: String? = {
    let root = SharedData.packageRoot.appending(path: ".build-xinference")
    let libraries = root.appending(path: "lib").path
    guard FileManager.default.fileExists(atPath: libraries) else { return nil }
    do {
      let versions = try FileManager.default.contentsOfDirectory(atPath: libraries).sorted()
      let paths = versions.map { "\(libraries)/\($0)/site-packages/xinference/_model_catalog.py" }
      return paths.first { FileManager.default.fileExists(atPath: $0) }
    } catch {
      return nil
    }
  }()

  static func validate(_ folder: String, _ kind: String) throws -> Finished {
    let python = SharedData.packageRoot.appending(path: ".build-xinference/bin/python3").path
    return try Command(python, [tool ?? "", "validate", folder, "--model-type", kind]).run(
      timeout: .seconds(120))
  }
}
