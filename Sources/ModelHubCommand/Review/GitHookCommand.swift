import ArgumentParser
import FileTrees
import GitStore
import Review

struct GitHookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-hook",
    abstract: "Decide about pushes to a repository that your team hosts itself.",
    discussion: """
      EXAMPLES
        echo 'exec modelhub git-hook pre-receive' > registry.git/hooks/pre-receive
        chmod +x registry.git/hooks/pre-receive
      """,
    subcommands: [PreReceiveCommand.self])
}

struct PreReceiveCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive",
    abstract: "Refuse what goes around reviews: git's hook of this name.",
    discussion: """
      Reads the updates of a push from standard input, as git gives them, in the bare repository that receives it.
      Refused as a whole: direct pushes to the published branch, unapproved or altered merges, rewritten logs, forged
      or self-given approvals, harmful paths and names. Each refusal names its rule.

      The published branch is the setting `modelhub.branch` (main), the catalog's folder `modelhub.catalog` (catalog).

      EXAMPLES
        modelhub git-hook pre-receive < updates
      """)

  @OptionGroup var global: GlobalOptions

  func perform(_ console: Console) throws -> Outcome {
    let quarantine = environmentVariable("GIT_OBJECT_DIRECTORY").map { [$0] } ?? []
    let repository = try Repository.open(at: environmentVariable("GIT_DIR") ?? ".", quarantine: quarantine)
    let folder = try repository.setting("modelhub.catalog") ?? global.catalog
    let branch = try repository.setting("modelhub.branch") ?? "main"
    let registry = Registry(repository, folder: folder, branch: branch)
    let input = String(decoding: try FolderTree.readStandardInput(), as: UTF8.self)
    var updates: [PushedUpdate] = []
    for line in input.split(separator: "\n") {
      guard let update = PushedUpdate(line: line) else {
        throw CommandError("‘\(line)’ is no update of a push.")
      }
      updates.append(update)
    }
    let objections = try PushCheck(updates, to: registry, now: Int64(Today.seconds)).objections()
    for objection in objections { console.fail("\(objection)") }
    return objections.isEmpty ? .clean : .findings
  }
}
