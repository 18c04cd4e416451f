import ChildProcesses
import FileTrees
import TestSupport
import Testing

@Suite("The link to edit an entry")
struct EditLinkTests {
  /// How the catalog is named on the command line.
  enum Way: String, CaseIterable, Sendable {
    case fromTheRoot
    case fromBelow
    case byFullPath
    case byCommit

    func words(_ root: String) -> [String] {
      switch self {
      case .fromTheRoot: ["build", "-C", root]
      case .fromBelow: ["build", "-C", root + "/hub/catalog/models", "--catalog", "catalog"]
      case .byFullPath: ["build", "--catalog", root + "/hub/catalog"]
      case .byCommit: ["build", "-C", root, "--ref", "HEAD"]
      }
    }
  }

  @Test("names the file in the repository, however the catalog is named", arguments: Way.allCases)
  func links(way: Way) throws {
    let repository = try GitFixture()
    try repository.write(
      "registry: {title: Ours, repository: 'https://git.example/team/models'}\nroles: {admins: [ada]}\n",
      to: "hub/catalog/hub.yaml")
    try repository.write("name: Ada\nemails: [ada@example.org]\n", to: "hub/catalog/people/ada.yaml")
    try repository.write(
      "model:\n- version: 2\n  model_name: alpha\n  model_description: It is alpha.\n",
      to: "hub/catalog/models/llm/alpha/model.yaml")
    try repository.write("# alpha\n\nIt has a text.\n", to: "hub/catalog/models/llm/alpha/README.md")
    try repository.git("add", ".")
    try repository.git("commit", "-q", "-m", "Begin")
    var words = way.words(repository.path)
    if way == .fromTheRoot || way == .byCommit { words += ["--catalog", "hub/catalog"] }
    let site = repository.folder.path + "/site"
    let finished = try ModelHubProgram.run(words + ["--out", site])
    #expect(finished.status.isSuccess, "\(finished.errorText)")
    let bytes = try FolderTree(site).read("models/detail/alpha/index.html") ?? []
    let page = String(decoding: bytes, as: UTF8.self)
    let link = "https://git.example/team/models/edit/main/hub/catalog/models/llm/alpha/model.yaml"
    #expect(page.contains("\"\(link)\""))
    #expect(!page.contains(repository.folder.path))
  }
}
