import ChildProcesses
import TestSupport
import Testing

/// `modelhub new` at a terminal, where no file tells anything.
@Suite struct NewDialogueTests {
  private static func session(
    _ registry: RegistryFixture, _ arguments: [String], _ turns: [TerminalSession.Turn]
  ) throws -> TerminalSession {
    try TerminalSession(
      ModelHubProgram.path, arguments, in: registry.folder.path,
      environment: ["SOURCE_DATE_EPOCH": "1795600000"], turns)
  }

  @Test("without a source every required field is asked for, down to the repository, and the entry is whole")
  func fromNothing() throws {
    let registry = try RegistryFixture()
    let turns: [TerminalSession.Turn] = [
      .init("Where are the weights?", ""), .init("context_length (required", "32768"),
      .init("model_lang (required", "en"), .init("model_ability (required", "fly"),
      .init("‘fly’ is none of", "generate"), .init("model_format (required", "pytorch"),
    ]
    let left = try Self.session(
      registry, ["new", "llm", "mine"], turns + [.init("quantizations (req", "\u{04}")])
    #expect(left.exitCode == 1, "\(left.transcript)")
    let done = try Self.session(
      registry, ["new", "llm", "mine"],
      [
        // That there are no weights yet was said; it is not asked again.
        .init("You left this entry with 4 answers", ""), .init("quantizations (required", "none"),
        .init("model_id (required", "acme/mine-7B"), .init("model_size_in_billions (required", "7k"),
        .init("The schema does not allow ‘7k’", "7"), .init("model_description (Enter", "Mine."),
        .init("license (Enter", "MIT"), .init("maintainers (Enter", ""), .init("tags (Enter", "small"),
        .init("homepage (Enter", "nowhere"),
        .init("The schema does not allow ‘nowhere’", "https://example.org/"), .init("Enter writes it", ""),
      ])
    #expect(done.exitCode == 0, "\(done.transcript)")
    #expect(done.transcript.contains("modelhub review submit llm/mine"))
    #expect(!done.transcript.contains("Where are the weights?"))
    let text = try registry.text("models/llm/mine/model.yaml")
    #expect(text.contains("model_id: acme/mine-7B") && text.contains("model_size_in_billions: 7\n"))
    #expect(try registry.run("validate", "mine").status.isSuccess)
  }

  @Test("what a field is for is said once; after a slip only the answer is asked for again")
  func slips() throws {
    let registry = try RegistryFixture()
    let session = try Self.session(
      registry, ["new", "llm", "mine"],
      [
        .init("Where are the weights?", ""), .init("context_length (required", "many"),
        .init("is not a whole number", "more"), .init("is not a whole number", "\u{04}"),
      ])
    #expect(session.transcript.split(separator: "fit into the context").count == 2, "\(session.transcript)")
    #expect(!session.transcript.contains(".."), "a purpose that ends with a full stop gets no second one")
  }

  @Test("a source that cannot be read is told, and another one is asked for")
  func unreadableSource() throws {
    let registry = try RegistryFixture()
    try registry.folder.write("{\"architectures\": [\"LlamaForCausalLM\"]}", to: "w/config.json")
    let port = try Loopback.freePort()
    let session = try Self.session(
      registry, ["new", "llm", "mine", "--huggingface-url", "http://127.0.0.1:\(port)"],
      [
        .init("Where are the weights?", "acme/nowhere"), .init("  ! No answer from", "./w"),
        .init("a copy of?", "acme/mine"), .init("context_length (required", "\u{04}"),
      ])
    #expect(session.exitCode == 1, "\(session.transcript)")
    #expect(session.transcript.contains("goes on from here"))
  }
}

/// What became of entries that a person still asks for by name.
@Suite struct FormerNameTests {
  @Test("a name that became another, or went, is told of wherever an entry is named")
  func stories() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    try registry.folder.write("---\nlicense: MIT\n---\n# m\n\n# m\n", to: "catalog/models/llm/m/README.md")
    #expect(try registry.run("rename", "m", "n").status.isSuccess)
    #expect(try registry.text("models/llm/n/README.md") == "---\nlicense: MIT\n---\n# n\n\n# m\n")
    for name in ["m", "llm/m"] {
      let set = try registry.run("set", name, "context_length", "1")
      #expect(set.status == .exited(1) && set.errorText.contains("is now ‘llm/n’"), "\(set.errorText)")
    }
    #expect(try registry.run("show", "audio/m").errorText.contains("There is no entry"))
    #expect(try registry.run("remove", "n", "--reason", "too old").status.isSuccess)
    for name in ["m", "n", "llm/n"] {
      let shown = try registry.run("show", name)
      #expect(shown.errorText.contains("‘llm/n’ was removed on 2026-11-25: too old."), "\(shown.errorText)")
    }
  }

  @Test("an expiry can be taken back and leaves the deprecation; a title that says more than the name stays")
  func prolong() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    try registry.folder.write("# m, a model\n", to: "catalog/models/llm/m/README.md")
    #expect(try registry.run("deprecate", "m", "--reason", "old").status.isSuccess)
    let deprecated = try registry.text("models/llm/m/model.yaml")
    #expect(try registry.run("expire", "m", "--on", "2027-01-01").status.isSuccess)
    #expect(try registry.text("models/llm/m/model.yaml") != deprecated)
    #expect(try registry.run("expire", "m", "--undo").status.isSuccess)
    #expect(try registry.text("models/llm/m/model.yaml") == deprecated)
    #expect(try registry.run("expire", "m", "--undo").errorText.contains("says so already"))
    let soon = try registry.run("expire", "m", "--on", "soon")
    #expect(soon.errorText.contains("such as 2027-03-01"))
    #expect(try registry.run("rename", "m", "n").status.isSuccess)
    #expect(try registry.text("models/llm/n/README.md") == "# m, a model\n")
  }
}
