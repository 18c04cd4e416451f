import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The reference of the command line and the man pages, which come out of the program itself.
@Suite struct ReferenceTests {
  static func generate(_ words: [String]) throws -> String {
    let script = SharedData.packageRoot.appending(path: "scripts/cli-reference").path
    let finished = try Command(
      "python3", [script, ModelHubProgram.path] + words, environment: GitFixture.environment
    ).run(timeout: .seconds(120))
    try #require(finished.status.isSuccess, "\(finished.errorText)")
    return finished.outputText
  }

  @Test("docs/cli.md says what the program says; `make golden` writes it anew")
  func reference() throws {
    let file = SharedData.packageRoot.appending(path: "docs/cli.md")
    let text = try Self.generate(["markdown"])
    if ProcessInfo.processInfo.environment["MODELHUB_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    let written = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(written == text, "docs/cli.md is out of date")
  }

  @Test("there is a man page for each command, without a warning of groff, and whatis can read its name")
  func manPages() throws {
    let folder = try TemporaryFolder()
    _ = try Self.generate(["man", folder.path])
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let reference = try Self.generate(["markdown"])
    #expect(pages.count == reference.split(separator: "\n").count { $0.hasPrefix("| [`modelhub ") } + 1)
    for page in pages {
      let formatted = try Command("groff", ["-man", "-Tutf8", "-ww", "\(folder.path)/\(page)"]).run()
      #expect(formatted.status.isSuccess && formatted.errors.isEmpty, "\(page): \(formatted.errorText)")
      let name = try Command("lexgrog", ["\(folder.path)/\(page)"]).run()
      #expect(name.outputText.contains("\"\(page.dropLast(2)) - "), "\(page): \(name.outputText)")
    }
  }

  @Test(
    "completions for each shell know every option, and bash completes a command",
    arguments: [["bash"], ["zsh"], ["fish"]])
  func completions(shell: [String]) throws {
    let script = try ModelHubProgram.run(["--generate-completion-script"] + shell)
    #expect(script.status.isSuccess && script.outputText.contains("changed-since"))
    guard shell == ["bash"] else { return }
    let folder = try TemporaryFolder()
    try folder.write(script.output, to: "modelhub")
    let probe = """
      . "$1/modelhub"
      COMP_WORDS=(modelhub val) COMP_CWORD=1 COMP_LINE='modelhub val' COMP_POINT=12
      _modelhub modelhub val modelhub
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let finished = try Command("bash", ["-c", probe, "bash", folder.path]).run()
    #expect(finished.outputText == "validate\n", "\(finished.outputText)\(finished.errorText)")
  }

  @Test("every command that does something shows examples in its help")
  func examples() throws {
    let help = try Self.generate(["markdown"])
    for section in help.split(separator: "\n## ").dropFirst(2) {
      #expect(section.contains("Examples:") || section.contains("<command>"), "\(section.prefix(60))")
    }
    for block in help.split(separator: "```sh\n").dropFirst() {
      for line in block.split(separator: "\n").prefix(while: { $0 != "```" }) {
        #expect(line.count <= 80, "a terminal would break this example: \(line)")
      }
    }
  }

  @Test("the words of a command's help fill the lines of a terminal")
  func flow() throws {
    let help = try ModelHubProgram.run(["review", "submit", "--help"]).outputText
    let paragraph = try #require(help.split(separator: "\n\n").dropFirst().first).split(separator: "\n")
    #expect(paragraph.count > 2)
    for (line, next) in zip(paragraph, paragraph.dropFirst()) {
      let word = next.prefix { $0 != " " }
      #expect(line.count <= 80 && line.count + 1 + word.count >= 80, "\(line)")
    }
  }
}
