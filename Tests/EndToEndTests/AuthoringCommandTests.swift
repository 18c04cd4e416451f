import ChildProcesses
import Documents
import FoundationEssentials
import SourceText
import TestSupport
import Testing

/// A small registry on disk, with our schemas, for commands that write to it.
struct RegistryFixture {
  let folder: TemporaryFolder

  init(_ entries: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    try folder.write(
      "registry: {title: Test, language: en, languages: [en, zh-CN]}\n", to: "catalog/hub.yaml")
    let schemas = SharedData.packageRoot.appending(path: "catalog/schema")
    for name in try FileManager.default.contentsOfDirectory(atPath: schemas.path) {
      try folder.write(
        Array(try Data(contentsOf: schemas.appending(path: name))), to: "catalog/schema/\(name)")
    }
    for (path, text) in entries { try folder.write(text, to: "catalog/models/\(path)") }
  }

  /// Runs the program in the registry's folder.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Finished {
    var variables = ["SOURCE_DATE_EPOCH": "1795600000", "HOME": folder.path]
    variables.merge(environment) { $1 }
    return try ModelHubProgram.run(arguments, in: folder.path, environment: variables)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try folder.read("catalog/\(path)"), as: UTF8.self)
  }

  func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/catalog/\(path)")
  }

  static let entry = """
    # A comment at the top.
    hub:
      maintainers: []  # nobody yet
      license: MIT
    model:
      - version: 2
        context_length: 4096  # tokens
        model_name: m
        model_lang: [en]
        model_ability: [generate]
        model_specs:
          - model_format: pytorch
            model_size_in_billions: 7
            model_src:
              huggingface:
                quantizations: [none]
                model_id: a/m
        architectures: [LlamaForCausalLM]
        updated_at: 1700000000

    """
}

@Suite struct EditCommandTests {
  @Test("set changes a value in place, unset takes a field away, both show the lines")
  func setAndUnset() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    let set = try registry.run("set", "m", "context_length", "8192")
    #expect(set.status.isSuccess)
    #expect(
      set.outputText
        == "catalog/models/llm/m/model.yaml\n-     context_length: 4096  # tokens\n+     context_length: 8192  # tokens\n"
    )
    #expect(
      try registry.text("models/llm/m/model.yaml") == RegistryFixture.entry.replacing("4096", with: "8192"))
    let dry = try registry.run("unset", "llm/m", "license", "--dry-run")
    #expect(dry.outputText.contains("-   license: MIT"))
    #expect(try registry.run("unset", "llm/m", "license").status.isSuccess)
    #expect(
      try registry.text("models/llm/m/model.yaml")
        == RegistryFixture.entry.replacing("4096", with: "8192").replacing("  license: MIT\n", with: ""))
  }

  @Test("what does not fit is refused with exit code 1, and nothing is written")
  func refusals() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    for arguments in [
      ["context_length", "many"], ["context_lenght", "1"], ["hub.edition", "free"], ["model_lang", "[]"],
    ] {
      let finished = try registry.run("set", "m", arguments[0], arguments[1])
      #expect(finished.status == .exited(1), "\(arguments) \(finished.errorText)")
    }
    #expect(try registry.run("set", "nothing", "license", "MIT").status == .exited(1))
    #expect(try registry.text("models/llm/m/model.yaml") == RegistryFixture.entry)
  }

  @Test("--json answers with the edits in bytes")
  func json() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    let finished = try registry.run("set", "m", "hub.license", "Apache-2.0", "--json")
    let root = try #require(
      DocumentReader.read(SourceText(path: "", bytes: finished.output), as: .json).document?.rootNode)
    let edit = try #require(root["edits"]?.elements.first { _ in true })
    let bytes = Array(RegistryFixture.entry.utf8)
    let (start, end) = (try #require(edit["start"]?.int), try #require(edit["end"]?.int))
    #expect(String(decoding: bytes[start..<end], as: UTF8.self) == "MIT")
    #expect(edit["text"]?.string == "Apache-2.0")
  }

  @Test("rename moves the folder, keeps the old name as an alias, and mends who refers to it")
  func rename() throws {
    let other = RegistryFixture.entry.replacing("model_name: m", with: "model_name: old")
      .replacing(
        "  license: MIT\n",
        with: "  license: MIT\n  lifecycle: {deprecated: 2026-01-01, replaced_by: m} # soon\n")
    let registry = try RegistryFixture([
      "llm/m/model.yaml": RegistryFixture.entry, "llm/m/README.md": "# m\n\nA model.\n",
      "llm/m/assets/a.png": "x",
      "llm/old/model.yaml": other,
    ])
    let finished = try registry.run("rename", "m", "m-2.0")
    #expect(finished.status.isSuccess, "\(finished.errorText)")
    #expect(!registry.has("models/llm/m"))
    #expect(registry.has("models/llm/m-2.0/assets/a.png"))
    let text = try registry.text("models/llm/m-2.0/model.yaml")
    let expected = RegistryFixture.entry.replacing("model_name: m\n", with: "model_name: m-2.0\n")
      .replacing("  license: MIT\n", with: "  license: MIT\n  aliases: [m]\n")
    #expect(
      text == expected || text == expected.replacing("  aliases: [m]\n", with: "  aliases:\n    - m\n"),
      "\(text)")
    #expect(
      try registry.text("models/llm/old/model.yaml")
        == other.replacing("replaced_by: m}", with: "replaced_by: m-2.0}"))
    for name in ["old", "OLD", "m", "a b", "../x", ""] {
      #expect(try registry.run("rename", "m-2.0", name).status == .exited(name == "m" ? 0 : 1), "\(name)")
    }
    #expect(
      try registry.text("models/llm/m/model.yaml").contains("- m-2.0")
        || registry.text("models/llm/m/model.yaml").contains("[m-2.0]"))
  }

  @Test("an entry is deprecated, expires, is reported, and goes with a tombstone")
  func lifecycle() throws {
    let second = RegistryFixture.entry.replacing("model_name: m", with: "model_name: n")
    let registry = try RegistryFixture([
      "llm/m/model.yaml": RegistryFixture.entry, "llm/n/model.yaml": second,
    ])
    #expect(
      try registry.run("deprecate", "m", "--on", "2026-12-01", "--reason", "superseded", "--replaced-by", "n")
        .status.isSuccess)
    #expect(try registry.run("deprecate", "n", "--replaced-by", "m").status == .exited(1), "a circle")
    #expect(try registry.run("deprecate", "n", "--replaced-by", "x").status == .exited(1), "nothing there")
    #expect(
      try registry.run("expire", "m", "--on", "2026-11-01").status == .exited(1), "before it is deprecated")
    #expect(try registry.run("expire", "m", "--on", "2027-03-01").status.isSuccess)
    let text = try registry.text("models/llm/m/model.yaml")
    #expect(
      text.contains("deprecated: '2026-12-01'") && text.contains("expires: '2027-03-01'")
        && text.contains("replaced_by: 'n'"))
    let soon = try registry.run("lifecycle", "--as-of", "2027-02-20", "--json")
    #expect(soon.status.isSuccess)
    #expect(soon.outputText.contains("\"stage\": \"expiring\"") && soon.outputText.contains("\"days\": 9"))
    let over = try registry.run("lifecycle", "--as-of", "2027-03-01")
    #expect(over.status == .exited(1))
    #expect(over.outputText.contains("expired") && over.outputText.contains("superseded; use n"))
    #expect(try registry.run("lifecycle", "--as-of", "2026-01-01").outputText == "")
    let removed = try registry.run("remove", "m")
    #expect(removed.status.isSuccess, "\(removed.errorText)")
    #expect(!registry.has("models/llm/m"))
    #expect(try registry.text("removed.yaml").contains("name: m\n"))
    #expect(try registry.text("removed.yaml").contains("reason: superseded"))
    #expect(try registry.run("validate").outputText.contains("removed.yaml") == false)
    #expect(try registry.text("removed.yaml").hasPrefix("# Entries that are gone"))
    let back = try registry.run("new", "llm", "m", "--from", "entry:n")
    #expect(back.status == .exited(0), "\(back.errorText)")
    #expect(try !registry.text("removed.yaml").contains("name: m\n"), "what is there again has no tombstone")
    #expect(try registry.run("remove", "n", "--reason", "gone").status.isSuccess)
    #expect(try registry.text("removed.yaml").contains("name: 'n'\n"))
  }

  @Test("an entry that others lead to does not go without a successor")
  func referredTo() throws {
    let old = RegistryFixture.entry.replacing(
      "  license: MIT\n", with: "  license: MIT\n  lifecycle: {deprecated: 2026-01-01, replaced_by: n}\n")
    let registry = try RegistryFixture([
      "llm/m/model.yaml": old,
      "llm/n/model.yaml": RegistryFixture.entry.replacing("model_name: m", with: "model_name: n"),
      "llm/o/model.yaml": RegistryFixture.entry.replacing("model_name: m", with: "model_name: o"),
    ])
    #expect(try registry.run("remove", "n").status == .exited(1))
    #expect(try registry.run("remove", "n", "--replaced-by", "o").status.isSuccess)
    #expect(
      try registry.text("models/llm/m/model.yaml") == old.replacing("replaced_by: n", with: "replaced_by: o"))
  }

  @Test("fields are listed from the schema")
  func fields() throws {
    let registry = try RegistryFixture()
    let listed = try registry.run("fields", "llm", "model_specs[0]", "--json")
    #expect(listed.outputText.contains("\"field\": \"model_format\""))
    #expect(try registry.run("fields", "hub").outputText.contains("public|unlisted|private"))
    #expect(try registry.run("fields", "nothing").status == .exited(1))
  }
}

@Suite struct NewCommandTests {
  /// A server with a model in plain weights and in GGUF files.
  func hub() throws -> HubServer {
    let server = try HubServer()
    for hub in ["huggingface", "modelscope"] {
      try server.add(
        #"{"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "max_position_embeddings": 40960, "vocab_size": 152064, "hidden_size": 5120, "num_attention_heads": 40, "num_key_value_heads": 8, "num_hidden_layers": 64, "intermediate_size": 27648}"#,
        at: "\(hub)/Qwen/QwQ-32B/config.json")
      try server.add(
        #"{"chat_template": "{% if tools %}<tool_call>{% endif %}<think></think>", "eos_token": "<|im_end|>"}"#,
        at: "\(hub)/Qwen/QwQ-32B/tokenizer_config.json")
      try server.add("x", at: "\(hub)/Qwen/QwQ-32B/model-00001-of-00014.safetensors")
      try server.add(
        "---\nlicense: apache-2.0\nlanguage: [en, zh]\n---\n# QwQ\n\nQwQ is the reasoning model of the Qwen series, and not a small one.\n",
        at: "\(hub)/Qwen/QwQ-32B/README.md")
    }
    let header = GGUFBytes([
      ("general.architecture", .string("qwen2")), ("qwen2.context_length", .uint32(40960)),
    ]).bytes
    for name in ["QwQ-32B-Q4_K_M", "QwQ-32B-Q8_0"] {
      try server.add(header, at: "huggingface/unsloth/QwQ-32B-GGUF/\(name).gguf")
    }
    for part in 1...2 {
      try server.add(
        header, at: "huggingface/unsloth/QwQ-32B-GGUF/BF16/QwQ-32B-BF16-0000\(part)-of-00002.gguf")
    }
    return server
  }

  @Test("an entry is written from repositories of two hubs, every value with its source, and validates")
  func fromHubs() throws {
    let (registry, server) = (try RegistryFixture(), try hub())
    let finished = try registry.run(
      "new", "llm", "QwQ-32B", "--from", "Qwen/QwQ-32B", "--from", "modelscope:Qwen/QwQ-32B", "--from",
      "unsloth/QwQ-32B-GGUF",
      "--huggingface-url", server.address, "--modelscope-url", server.address, "--json")
    #expect(finished.status.isSuccess, "\(finished.errorText)")
    let root = try #require(
      DocumentReader.read(SourceText(path: "", bytes: finished.output), as: .json).document?.rootNode)
    #expect(
      root["written"]?.elements.map(\.text) == [
        "catalog/models/llm/QwQ-32B/model.yaml", "catalog/models/llm/QwQ-32B/README.md",
      ])
    let sources = root["fields"]?.elements.map { ($0["field"]?.text ?? "", $0["from"]?.text ?? "") } ?? []
    #expect(
      sources.contains { $0 == ("context_length", "config.json: max_position_embeddings (Qwen/QwQ-32B)") })
    #expect(sources.contains { $0.0 == "hub.license" && $0.1 == "README.md: license (Qwen/QwQ-32B)" })
    #expect(sources.allSatisfy { !$0.1.isEmpty })
    let text = try registry.text("models/llm/QwQ-32B/model.yaml")
    #expect(text.hasPrefix("# yaml-language-server: $schema=../../../schema/entry.schema.json\nhub:\n"))
    for line in [
      "tool_parser: qwen", "model_id: unsloth/QwQ-32B-GGUF", "model_revision: \(HubServer.commit)",
      "model_file_name_split_template: '{quantization}/QwQ-32B-{quantization}-{part}.gguf'",
      "updated_at: 1795600000",
    ] { #expect(text.contains(line), "\(line) in \(text)") }
    #expect(
      try registry.text("models/llm/QwQ-32B/README.md").contains("xinference launch --model-name QwQ-32B"))
    let validation = try registry.run("validate", "QwQ-32B")
    #expect(validation.status.isSuccess, "\(validation.outputText)")
    #expect(
      try registry.run("new", "llm", "qwq-32b", "--from", "Qwen/QwQ-32B").status == .exited(1),
      "names differ by case only")
  }

  @Test("what no file tells is named with what it is for; --set gives it")
  func missing() throws {
    let (registry, server) = (try RegistryFixture(), try hub())
    try server.add("x", at: "huggingface/me/plain-7B/model.safetensors.bin")
    let bare = try registry.run(
      "new", "llm", "plain", "--from", "me/plain-7B", "--huggingface-url", server.address)
    #expect(bare.status == .exited(1))
    #expect(
      bare.errorText.contains("context_length: How many tokens") && bare.errorText.contains("model_lang"))
    #expect(!registry.has("models/llm/plain"))
    let given = try registry.run(
      "new", "llm", "plain", "--from", "me/plain-7B", "--huggingface-url", server.address, "--set",
      "context_length=4096",
      "--set", "model_lang=en,zh", "--set", "hub.license=MIT", "--set",
      "model_specs[model_format=pytorch].activated_size_in_billions=3")
    #expect(registry.has("models/llm/plain/model.yaml"), "\(given.errorText)")
    #expect(try registry.text("models/llm/plain/model.yaml").contains("activated_size_in_billions: 3"))
    #expect(
      try registry.run(
        "new", "llm", "x", "--from", "me/plain-7B", "--huggingface-url", server.address, "--set",
        "context_lenght=1"
      ).status == .exited(1))
  }

  @Test("a folder gets its id by --as, a copy starts from an entry")
  func foldersAndCopies() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    try registry.folder.write(
      #"{"max_position_embeddings": 2048, "architectures": ["LlamaForCausalLM"]}"#, to: "w/config.json")
    try registry.folder.write("x", to: "w/model.bin")
    let local = try registry.run(
      "new", "llm", "local", "--from", "./w", "--as", "me/local-3B", "--set", "model_lang=en", "--dry-run")
    #expect(
      local.outputText.contains("model_id: me/local-3B") && local.outputText.contains("context_length: 2048"),
      "\(local.errorText)")
    #expect(!registry.has("models/llm/local"))
    let copy = try registry.run("new", "llm", "copy", "--from", "entry:m", "--set", "context_length=1024")
    #expect(registry.has("models/llm/copy/model.yaml"), "\(copy.errorText)")
    let text = try registry.text("models/llm/copy/model.yaml")
    #expect(
      text.contains("model_name: copy") && text.contains("context_length: 1024")
        && text.contains("model_id: a/m"))
    #expect(try registry.run("new", "audio", "a", "--from", "entry:m").status == .exited(1))
  }

  @Test(
    "a dialogue asks only for what is missing, is left and gone on with, and shows what each answer is for")
  func dialogue() throws {
    let (registry, server) = (try RegistryFixture(), try hub())
    try server.add(
      #"{"architectures": ["LlamaForCausalLM"], "model_type": "llama"}"#,
      at: "huggingface/me/plain-7B/config.json")
    try server.add("x", at: "huggingface/me/plain-7B/model.bin")
    let arguments = ["new", "llm", "plain", "--huggingface-url", server.address]
    func session(_ turns: [TerminalSession.Turn]) throws -> TerminalSession {
      try TerminalSession(
        ModelHubProgram.path, arguments, in: registry.folder.path,
        environment: ["SOURCE_DATE_EPOCH": "1795600000"], turns)
    }
    let left = try session([
      .init("Where are the weights?", "nonsense"), .init("no file or folder here", "me/plain-7B"),
      .init("How many tokens fit into the context", "many"), .init("is not a whole number", "4096"),
      .init("languages the model was made for", "\u{04}"),
    ])
    #expect(left.exitCode == 1, "\(left.transcript)")
    #expect(left.transcript.contains("goes on from here"))
    #expect(!registry.has("models/llm/plain"))
    let done = try session([
      .init("You left this entry with 1 answer", ""), .init("languages the model was made for", "en, zh"),
      .init("What the model is", "<"), .init("languages the model was made for", "en"),
      .init("What the model is", "A plain model for tests."),
      .init("The licence of the model", "MIT"), .init("(Enter: none)", ""), .init("(Enter: none)", ""),
      .init("Enter writes it", "context_length=8192"), .init("Enter writes it", ""),
    ])
    #expect(done.exitCode == 0, "\(done.transcript)")
    #expect(!done.transcript.contains("model_ability (required)"), "what files tell is not asked for")
    let text = try registry.text("models/llm/plain/model.yaml")
    #expect(
      text.contains("context_length: 8192") && text.contains("license: MIT")
        && text.contains("model_description: A plain model for tests."))
    #expect(text.contains("model_lang:\n      - en\n"))
    let again = try session([])
    #expect(again.transcript.contains("There is an entry ‘llm/plain’ already"))
  }
}

@Suite struct ReadmeAndFmtCommandTests {
  @Test("a README is made, checked for drift, and made anew around what people wrote")
  func readme() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    #expect(
      try registry.run("readme", "m").outputText
        == "catalog/models/llm/m/README.md: facts, launch, use, weights\n")
    #expect(try registry.run("readme", "m", "--language", "zh-CN").status.isSuccess)
    #expect(try registry.text("models/llm/m/README.zh-CN.md").contains("## 启动"))
    #expect(try registry.run("readme", "--all", "--check").status.isSuccess)
    let written = try registry.text("models/llm/m/README.md")
      .replacing("## Start it", with: "Words of mine, with `code`.  \n\n## Start it")
    try registry.folder.write(written, to: "catalog/models/llm/m/README.md")
    #expect(try registry.run("set", "m", "context_length", "8192").status.isSuccess)
    let drift = try registry.run("readme", "m", "--check")
    #expect(drift.status == .exited(1))
    #expect(drift.outputText.contains("README.md: facts\n"))
    #expect(try registry.text("models/llm/m/README.md") == written)
    #expect(try registry.run("readme", "--all").status.isSuccess)
    #expect(try registry.text("models/llm/m/README.md") == written.replacing("4,096", with: "8,192"))
    let validation = try registry.run("validate", "m")
    #expect(validation.status.isSuccess, "\(validation.outputText)")
  }

  @Test("a registry's own templates go over the program's, and may add parts")
  func templates() throws {
    let registry = try RegistryFixture(["llm/m/model.yaml": RegistryFixture.entry])
    try registry.folder.write("Ask {{{name}}} nicely.\n", to: "readme-templates/en/manners.mustache")
    try registry.folder.write("# {{{name}}}\n\n{{{manners}}}\n", to: "readme-templates/en/page.mustache")
    #expect(try registry.run("readme", "m").status.isSuccess)
    #expect(
      try registry.text("models/llm/m/README.md")
        == "# m\n\n<!-- modelhub:begin manners -->\nAsk m nicely.\n<!-- modelhub:end manners -->\n")
    try registry.folder.write("{{{nmae}}}\n", to: "readme-templates/en/manners.mustache")
    let broken = try registry.run("readme", "m")
    #expect(broken.status == .exited(2))
    #expect(broken.errorText.contains("Perhaps `name` was meant"))
  }

  @Test("fmt lays files out and keeps their comments; --check only says which")
  func fmt() throws {
    let crooked =
      "# top\n\n\nhub:   # block\n   license:    MIT\n   # about tags\n   tags: [ a,b ]\nmodel:\n- version: 2 \n  model_name:   m\n"
    let registry = try RegistryFixture(["llm/m/model.yaml": crooked])
    let check = try registry.run("fmt", "--check")
    #expect(check.status == .exited(1))
    #expect(check.outputText.contains("catalog/models/llm/m/model.yaml"))
    #expect(try registry.text("models/llm/m/model.yaml") == crooked)
    #expect(try registry.run("fmt", "m").status.isSuccess)
    #expect(
      try registry.text("models/llm/m/model.yaml")
        == "# top\n\nhub:  # block\n  license: MIT\n  # about tags\n  tags: [a, b]\nmodel:\n  - version: 2\n    model_name: m\n"
    )
    #expect(try registry.run("fmt", "m", "--check").status.isSuccess)
  }
}
