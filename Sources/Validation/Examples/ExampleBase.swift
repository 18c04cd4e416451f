import Catalog

/// What fills up an example: settings, a person, and for each type a record in which no rule finds anything.
enum ExampleBase {
  /// Files of the registry that an example need not bring.
  static let files: [(path: String, text: String)] = [
    (
      "hub.yaml",
      """
      registry: {title: Examples}
      roles:
        admins: [ada]
        reviewers: {llm: [ada], embedding: [ada], rerank: [ada], image: [ada], audio: [ada], video: [ada], world: [ada]}

      """
    ),
    (
      "people/ada.yaml",
      """
      name: Ada
      emails: [ada@example.org]

      """
    ),
  ]

  /// A model file with the given fields, and the base's own where the fields do not have them.
  static func entry(_ type: ModelType, _ name: String, hub: String?, model: String) -> String {
    let block = Members(hub ?? "").completed(with: Members(self.hub)).lines(indent: "  ")
    let base = Members(record(type)).replacing("NAME", by: name)
    let records = splitRecords(model)
    if records.count == 1, !model.hasPrefix("- ") {
      return "hub:\n\(block)model:\n\(Members(model).completed(with: base).lines(indent: "  "))"
    }
    let items = records.map { record in
      "- " + Members(record).completed(with: base).lines(indent: "  ").dropFirst(2)
    }
    return "hub:\n\(block)model:\n\(items.joined())"
  }

  /// The records of a list, each without its `- ` and indentation; a text that is no list is one record.
  private static func splitRecords(_ text: String) -> [String] {
    guard text.hasPrefix("- ") else { return [text] }
    var records: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("- ") { records.append("") }
      records[records.count - 1] += line.dropFirst(2) + "\n"
    }
    return records
  }

  /// A block mapping as text, cut at its top-level keys.
  private struct Members {
    private var members: [(key: String, text: String)] = []

    init(_ text: String) {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) where !line.isEmpty {
        let plain = line.filter { $0 != "⟦" && $0 != "⟧" }
        if let first = plain.first, first != " ", first != "-", first != "#" {
          members.append((String(plain.prefix { $0 != ":" }), "\(line)\n"))
        } else if members.isEmpty {
          members.append(("", "\(line)\n"))
        } else {
          members[members.count - 1].text += "\(line)\n"
        }
      }
    }

    func completed(with base: Members) -> Members {
      let keys = Set(members.map(\.key))
      var result = self
      result.members += base.members.filter { !keys.contains($0.key) }
      return result
    }

    func replacing(_ word: String, by name: String) -> Members {
      var result = self
      result.members = members.map { ($0.key, $0.text.replacing(word, with: name)) }
      return result
    }

    func lines(indent: String) -> String {
      members.map(\.text).joined().split(separator: "\n").map { "\(indent)\($0)\n" }.joined()
    }
  }

  /// A language model named `example` as upstream writes it.
  static let json = """
    [
      {
        "version": 2,
        "context_length": 32768,
        "model_name": "example",
        "model_lang": ["en"],
        "model_ability": ["chat"],
        "model_description": "A language model for examples.",
        "model_specs": [
          {
            "model_format": "pytorch",
            "model_size_in_billions": 7,
            "model_src": {
              "huggingface": {
                "model_id": "example-org/example",
                "model_revision": "0123456789abcdef0123456789abcdef01234567",
                "quantizations": ["none"]
              }
            }
          }
        ],
        "chat_template": "{{ messages }}",
        "stop_token_ids": [2],
        "stop": ["</s>"],
        "architectures": ["LlamaForCausalLM"],
        "virtualenv": {
          "packages": ["#vllm_dependencies# ; #engine# == \\"vllm\\""]
        },
        "updated_at": 1767225600,
        "featured": false
      }
    ]

    """

  private static let hub = """
    license: Apache-2.0
    maintainers: [ada]
    """

  private static func record(_ type: ModelType) -> String {
    switch type {
    case .llm: llm
    case .embedding: embedding
    case .rerank: rerank
    case .image: image
    case .audio: audio
    case .video: video
    case .world: world
    }
  }

  private static let llm = """
    version: 2
    context_length: 32768
    model_name: NAME
    model_lang: [en]
    model_ability: [chat]
    model_description: A language model for examples.
    model_specs:
    - model_format: pytorch
      model_size_in_billions: 7
      model_src:
        huggingface:
          model_id: example-org/example
          model_revision: 0123456789abcdef0123456789abcdef01234567
          quantizations: [none]
    chat_template: "{{ messages }}"
    stop_token_ids: [2]
    stop: [</s>]
    architectures: [LlamaForCausalLM]
    virtualenv:
      packages:
      - '#vllm_dependencies# ; #engine# == "vllm"'
    updated_at: 1767225600
    featured: false
    """

  private static let embedding = """
    version: 2
    model_name: NAME
    dimensions: 1024
    max_tokens: 512
    language: [en]
    model_specs:
    - model_format: pytorch
      model_src:
        huggingface:
          model_id: example-org/example
          model_revision: 0123456789abcdef0123456789abcdef01234567
          quantizations: [none]
    virtualenv:
      packages:
      - sentence_transformers
    updated_at: 1767225600
    featured: false
    """

  private static let rerank = """
    version: 2
    model_name: NAME
    type: normal
    language: [en]
    max_tokens: 512
    model_specs:
    - model_format: pytorch
      model_src:
        huggingface:
          model_id: example-org/example
          model_revision: 0123456789abcdef0123456789abcdef01234567
          quantizations: [none]
    virtualenv:
      packages:
      - sentence_transformers
    updated_at: 1767225600
    featured: false
    """

  private static let image = """
    version: 2
    model_name: NAME
    model_family: stable_diffusion
    model_ability: [text2image]
    model_src:
      huggingface:
        model_id: example-org/example
        model_revision: 0123456789abcdef0123456789abcdef01234567
    virtualenv:
      packages:
      - diffusers
    updated_at: 1767225600
    featured: false
    """

  private static let audio = """
    version: 2
    model_name: NAME
    model_family: whisper
    model_ability: [audio2text]
    multilingual: true
    model_src:
      huggingface:
        model_id: example-org/example
        model_revision: 0123456789abcdef0123456789abcdef01234567
    virtualenv:
      packages:
      - transformers
    updated_at: 1767225600
    featured: false
    """

  private static let video = """
    version: 2
    model_name: NAME
    model_family: Wan
    model_ability: [text2video]
    engine: diffusers
    model_format: pytorch
    model_src:
      huggingface:
        model_id: example-org/example
        model_revision: 0123456789abcdef0123456789abcdef01234567
    virtualenv:
      packages:
      - diffusers
    updated_at: 1767225600
    featured: false
    """

  private static let world = """
    version: 1
    model_name: NAME
    model_family: Astra
    model_ability: [image2world]
    model_src:
      huggingface:
        model_id: example-org/example
        model_revision: 0123456789abcdef0123456789abcdef01234567
    source_url: https://example.org/example.git
    source_revision: 0123456789abcdef0123456789abcdef01234567
    updated_at: 1767225600
    featured: false
    """
}
