import ChildProcesses
import Documents
import FoundationEssentials
import SourceText
import TestSupport
import Testing

/// What is handed out, and what installs it.
///
/// `make dist` tries the same in a new root, with a release build.
@Suite struct DistributionTests {
  static let root = SharedData.packageRoot.path

  @Test(
    "an installation has pages that man finds and a completion that bash loads, and no file that others cannot read"
  )
  func layout() throws {
    let folder = try TemporaryFolder()
    let laid = try Command("\(Self.root)/scripts/lay-out", [ModelHubProgram.path, "\(folder.path)/usr"])
      .run(timeout: .seconds(120))
    #expect(laid.status.isSuccess, "\(laid.errorText)")
    let environment = [
      "PATH": "/usr/bin:/bin", "MANPATH": "\(folder.path)/usr/share/man", "HOME": folder.path,
    ]
    for page in ["modelhub", "modelhub-review", "modelhub-review-submit"] {
      let found = try Command("man", ["--path", page], environment: environment).run()
      #expect(found.outputText == "\(folder.path)/usr/share/man/man1/\(page).1.gz\n", "\(found.errorText)")
    }
    let completion = "\(folder.path)/usr/share/bash-completion/completions/modelhub"
    let loaded = try Command("bash", ["-c", ". \"$1\" && complete -p modelhub", "bash", completion]).run()
    #expect(loaded.outputText.hasSuffix(" modelhub\n"), "\(loaded.errorText)")
    let closed = try Command("find", ["\(folder.path)/usr", "!", "-perm", "-a=r"]).run()
    #expect(closed.outputText.isEmpty)
    let version = try Command("\(folder.path)/usr/bin/modelhub", ["--version"]).run()
    #expect(version.outputText == (try ModelHubProgram.run(["--version"]).outputText))
  }

  @Test(
    "what installs modelhub passes its linter",
    .enabled(if: PythonTool.isInstalled("hadolint"), "`make test` installs the linters"),
    arguments: [
      ["hadolint", "Containerfile"],
      ["zizmor", "--offline", "--no-progress", "--persona", "pedantic", "action.yml"],
      ["check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
      ["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"],
    ])
  func linters(words: [String]) throws {
    let finished = try Command(
      PythonTool.path(words[0]), Array(words.dropFirst()), environment: GitFixture.environment,
      folder: Self.root
    ).run(timeout: .seconds(120))
    #expect(finished.status.isSuccess, "\(finished.outputText)\(finished.errorText)")
  }

  @Test("our own scripts pass shellcheck")
  func scripts() throws {
    let folder = SharedData.packageRoot.appending(path: "scripts")
    let scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter { name in
      guard name != "packages" else { return false }
      return try Data(contentsOf: folder.appending(path: name)).starts(with: Array("#!/bin/sh\n".utf8))
    }
    #expect(scripts.count >= 6)
    let finished = try Command(
      "shellcheck", ["--severity=warning", "\(Self.root)/.ci/run"] + scripts.map { "\(folder.path)/\($0)" }
    ).run(timeout: .seconds(120))
    #expect(finished.status.isSuccess, "\(finished.outputText)")
  }

  /// An archive as `make dist` makes it, of which the program is this build's.
  static func archive(in folder: TemporaryFolder) throws -> (address: String, sha256: String) {
    try folder.write(
      "#!/bin/sh\nexec \(ModelHubProgram.path) \"$@\"\n", to: "packed/modelhub-0/bin/modelhub")
    try #require(
      try Command("chmod", ["755", "\(folder.path)/packed/modelhub-0/bin/modelhub"]).run().status.isSuccess)
    let path = "\(folder.path)/modelhub-0.tar.gz"
    let packed = try Command("tar", ["-czf", path, "-C", "\(folder.path)/packed", "modelhub-0"]).run()
    try #require(packed.status.isSuccess, "\(packed.errorText)")
    let digest = try Command("sha256sum", [path]).run().outputText
    return ("file://\(path)", String(digest.prefix(64)))
  }

  @Test("the action's own steps install an archive whose checksum is right, and nothing else")
  func action() throws {
    let folder = try TemporaryFolder()
    let archive = try Self.archive(in: folder)
    let text = try Data(contentsOf: SharedData.packageRoot.appending(path: "action.yml"))
    let read = DocumentReader.read(SourceText(path: "action.yml", bytes: Array(text)), as: .yaml)
    let steps = try #require(read.document?.rootNode["runs"]?["steps"]).elements.compactMap {
      $0["run"]?.string
    }
    #expect(steps.count == 1)
    func run(_ sha256: String) throws -> Finished {
      let variables = [
        "PATH": "/usr/bin:/bin", "PACKAGE": archive.address, "SHA256": sha256, "ACTION": Self.root,
        "PREFIX": "\(folder.path)/prefix",
      ]
      return try Command("sh", ["-e", "-c", steps[0]], environment: variables, folder: folder.path)
        .run(timeout: .seconds(60))
    }
    let wrong = try run(String(repeating: "0", count: 64))
    #expect(!wrong.status.isSuccess)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/prefix"))
    let right = try run(archive.sha256)
    #expect(right.status.isSuccess, "\(right.errorText)")
    let installed = try Command("\(folder.path)/prefix/bin/modelhub", ["--version"]).run()
    #expect(installed.outputText == right.outputText && !right.outputText.isEmpty)
  }
}
