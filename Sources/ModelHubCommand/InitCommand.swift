import ArgumentParser
import Catalog
import Documents
import FileTrees
import GitStore
import Glibc
import NewRegistry
import Upstream

struct InitCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Start a registry: settings, schemas, CI, and you as its first person.",
    discussion: """
      Name, address and key are those that git knows. Nothing is overwritten: where a file is there already, it stays,
      and you are told whether it differs from what would have been written. --print shows that, for any of the files.

      CI installs modelhub from one archive or Debian package, pinned by its checksum: --package ADDRESS#sha256=DIGITS.
      Without it ci/modelhub.lock waits to be filled in.

      EXAMPLES
        git init -b main my-hub && modelhub init my-hub
        modelhub init --from ../inference    with the models of a checkout
        modelhub init --forge gitlab --title "Models of the lab"
        modelhub init --print .github/CODEOWNERS > .github/CODEOWNERS
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder; made where it is not there.")
  var folder: String = "."

  @Option(help: ArgumentHelp("Import the models of a checkout of Xinference.", valueName: "upstream"))
  var from: String?

  @Option(
    help: ArgumentHelp("What readers see on every page; the folder's name without it.", valueName: "text"))
  var title: String?

  @Option(
    help: ArgumentHelp("Your login in this registry; from your address without it.", valueName: "login"))
  var login: String?

  @Option(help: ArgumentHelp("The branch that holds what is published.", valueName: "name"))
  var branch: String = "main"

  @Option(help: "Write CI for: github, gitlab; may be repeated. By the remote ‘origin’ without it.")
  var forge: [Forge] = []

  @Option(help: ArgumentHelp("The package or archive for CI: ADDRESS#sha256=DIGITS.", valueName: "package"))
  var package: String?

  @Option(help: ArgumentHelp("Print this file, as it would be written, and do nothing.", valueName: "path"))
  var print: String?

  @Flag(help: "One JSON object a file: {path, outcome}.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    let known = try GitFacts(around: folder)
    let draft = try draft(known)
    let files = try draft.files()
    if let path = print {
      guard let file = files.first(where: { $0.path == path }) else {
        throw CommandError("`modelhub init` writes no ‘\(path)’. Without --print it tells what it writes.")
      }
      console.print(bytes: file.bytes)
      return .clean
    }
    var kept = 0
    for file in files {
      let outcome = try write(file)
      if outcome == .kept { kept += 1 }
      show(file, outcome, console)
    }
    if kept > 0 {
      console.say("\(kept) files are there and differ; `modelhub init --print PATH` shows what would be new.")
    }
    if let from { try importModels(of: from, draft, console) }
    NextSteps(folder: folder, draft: draft, isInRepository: known.hasRepository).lines.forEach(console.say)
    return .clean
  }

  private enum FileOutcome: String { case created, unchanged, kept }

  private func write(_ file: NewFile) throws -> FileOutcome {
    let target = "\(folder)/\(file.path)"
    if let bytes = try FolderTree.readFile(target) { return bytes == file.bytes ? .unchanged : .kept }
    try SourceFolder(folder).write(file.bytes, to: file.path)
    if file.isExecutable, unsafe chmod(target, 0o755) != 0 {
      throw CommandError("Cannot make ‘\(target)’ executable: \(systemReason()).")
    }
    return .created
  }

  private func show(_ file: NewFile, _ outcome: FileOutcome, _ console: Console) {
    guard json else { return console.print("\(outcome.rawValue)  \(file.path)") }
    var line = Array("{\"path\": ".utf8)
    JSONText.append(file.path, to: &line)
    console.print(bytes: line + Array(", \"outcome\": \"\(outcome.rawValue)\"}\n".utf8))
  }

  private func importModels(of upstream: String, _ draft: RegistryDraft, _ console: Console) throws {
    let catalog = "\(folder)/\(draft.catalog)"
    let reader = CatalogReader(FolderTree(catalog), prefix: catalog)
    let (settings, _) = try reader.settings()
    var created = 0
    let findings = try Importer.run(
      UpstreamTree(FolderTree(upstream), prefix: upstream), into: reader, settings.layout,
      SourceFolder(catalog), types: ModelType.allCases, updating: false,
      progress: { console.progress("importing", $0, of: $1) }
    ) { entry in
      if entry.outcome == .created { created += 1 }
    }
    console.report(findings)
    console.say("\(created) models imported")
    guard try reader.document(UpstreamLock.path).0 == nil else { return }
    do {
      let lock = try UpstreamLock.ofCheckout(upstream, settings.upstream.repository)
      try SourceFolder(catalog).write(lock.text(replacing: nil), to: UpstreamLock.path)
      console.say("\(UpstreamLock.path): in step with commit \(lock.commit.prefix(12))")
    } catch let absence as UpstreamLock.Absence {
      console.say("No \(UpstreamLock.path): \(absence). `modelhub upstream pull` writes it later.")
    }
  }

  // MARK: What the draft is made of

  private func draft(_ known: GitFacts) throws -> RegistryDraft {
    var draft = RegistryDraft(title: try shownTitle(), founder: try founder(known), day: Today.date)
    guard branch.utf8.allSatisfy({ ModelName.isValid("a\(UnicodeScalar($0))") || $0 == UInt8(ascii: "/") })
    else {
      throw CommandError("‘\(branch)’ cannot be the branch: letters, digits, ‘.’, ‘_’, ‘-’ and ‘/’.")
    }
    draft.branch = branch
    draft.catalog = global.catalog
    guard ModelName.isValid(global.catalog) else {
      throw CommandError(
        "‘\(global.catalog)’ cannot be the catalog's folder in a new registry; use one plain name.")
    }
    if let address = known.origin.flatMap(ForgeAddress.init) {
      draft.repository = address.web
      draft.siteAddress = address.site
      draft.forges = [address.forge]
    }
    if !forge.isEmpty { draft.forges = Forge.allCases.filter(forge.contains) }
    if let package {
      guard let pinned = PinnedPackage(package) else {
        throw CommandError("‘\(package)’ does not name a package: ADDRESS#sha256= and 64 hexadecimal digits.")
      }
      draft.package = pinned
    }
    let settings = try CatalogReader(FolderTree("\(folder)/\(draft.catalog)")).settings().0
    if settings.document != nil { draft.roles = settings.roles }
    return draft
  }

  private func shownTitle() throws -> String {
    let name =
      title ?? CatalogLocation.realPath(folder)?.split(separator: "/").last.map(String.init) ?? folder
    guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw CommandError("The title has to be one line of text.")
    }
    return name
  }

  private func founder(_ known: GitFacts) throws -> Founder {
    guard let identity = known.identity else {
      throw CommandError(
        "Git does not know who you are, and the registry needs its first person. Run `git config --global user.name "
          + "NAME` and `git config --global user.email ADDRESS`, then this again.")
    }
    let login = login ?? known.login ?? GitFacts.login(of: identity)
    guard ModelName.isValid(login) else {
      throw CommandError(
        "‘\(login)’ cannot be a login: letters, digits, ‘.’, ‘_’ and ‘-’. Name one with --login.")
    }
    return Founder(login: login, name: identity.name, email: identity.email, key: known.publicKey)
  }
}

/// What to do after `init`.
private struct NextSteps {
  let folder: String
  let draft: RegistryDraft
  let isInRepository: Bool

  var lines: [String] {
    var lines = ["", "Next:"]
    if folder != "." { lines.append("  cd \(folder)") }
    if !isInRepository { lines.append("  git init -b \(draft.branch)") }
    if draft.founder.key == nil {
      lines += [
        "  git config gpg.format ssh                  approvals are signed, and you have no key yet",
        "  git config user.signingkey ~/.ssh/id_ed25519.pub",
        "  modelhub init --print \(draft.catalog)/people/\(draft.founder.login).yaml > \(draft.catalog)/people/\(draft.founder.login).yaml",
      ]
    }
    if draft.package == nil { lines.append("  $EDITOR ci/modelhub.lock                   what CI installs") }
    return lines + [
      "  git add -A && git commit -m \"Start the registry\"",
      "  modelhub new llm my-model                  the first entry; then `modelhub validate`",
    ]
  }
}
