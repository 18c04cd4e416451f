import FileTrees

/// A small catalog with one of each: what the tests of whole sites are run on.
enum FixtureCatalog {
  static let tree = MemoryTree(texts: texts)

  static let texts: [String: String] = [
    "hub.yaml": """
    registry:
      title: Test <hub> & "more"
      description: Models for testing.
      base_url: https://models.example/sub/
    """,
    "removed.yaml": FixtureMaterial.removed,
    "people/ada.yaml": """
    name: Ada "The <b>" Lovelace
    emails: [ada@secret-address.example]
    bio: Looks after things.
    links:
      home: https://ada.example/?a=1&b=2
      bad: javascript:alert(1)
    """,
    "people/lin.yaml": "name: 林晓\n",
    "people/shadow.yaml": "name: Shadow Keeper\n",
    "models/llm/alpha-1.5.chat/model.yaml": alpha,
    "models/llm/alpha-1.5.chat/README.md": """
    # Alpha

    A model with `dots` in its name. See [beta](../beta/README.md), [the space](../../image/canvas/), the
    [hidden one](../hidden/README.md), [nothing](../nothing/) and [the outside](https://elsewhere.example/).

    ![a picture](assets/a%20plot.png "the plot") ![gone](assets/gone.png)

    ## One
    ## Two
    ### Three
    ## Four

    [Chinese](README.zh-CN.md), [below](#four)

    ```bash
    xinference launch --model-name alpha-1.5.chat
    ```
    """,
    "models/llm/alpha-1.5.chat/README.zh-CN.md": "# 阿尔法\n\n一个名字里有点的模型。\n\n## 一\n",
    "models/llm/alpha-1.5.chat/assets/a plot.png": "not really a picture",
    "models/llm/beta/model.yaml": """
    hub:
      maintainers: [ada, stranger]
      lifecycle: {deprecated: 2026-09-01, reason: superseded, replaced_by: alpha-1.5.chat, expires: 2027-03-01}
    model:
      version: 2
      model_name: beta
      model_description: ""
      model_lang: [en]
      model_ability: [generate]
      model_specs: []
    """,
    "models/llm/hidden/model.yaml": """
    hub: {visibility: private, audience: [inside], maintainers: [shadow], aliases: [formerly-hidden]}
    model: {version: 2, model_name: hidden, model_description: Whispers., updated_at: 4000000000, featured: true}
    """,
    "models/llm/aside/model.yaml": """
    hub: {visibility: unlisted, maintainers: [lin]}
    model: {version: 2, model_name: aside, model_description: In no list., updated_at: 1700000000}
    """,
    "models/audio/echo/model.json": """
    [
      {"version": 2, "model_name": "echo", "model_family": "whisper", "engine": "transformers",
       "model_format": "pytorch", "model_ability": ["audio2text"], "multilingual": true,
       "model_src": {"huggingface": {"model_id": "o/echo", "model_revision":
       "167c219b21f11ef214220b8fdb7536b8a88c2475"}}, "updated_at": 1786790280},
      {"version": 2, "model_name": "echo", "model_family": "whisper", "engine": "MLX", "model_format": "mlx",
       "quantization": "4bit", "model_src": {"huggingface": {"model_id": "m/echo"}}, "updated_at": 1786790281}
    ]
    """,
    "models/image/canvas/model.yaml": """
    hub: {visibility: public, license: Apache-2.0, aliases: [easel, beta]}
    model:
      version: 2
      model_name: canvas
      model_family: stable_diffusion
      model_ability: [text2image, inpainting]
      controlnet:
      - {model_name: canny, model_family: controlnet, model_id: c/canny, model_revision: main}
      model_src:
        huggingface:
          model_id: s/canvas
          model_revision: main
          gguf_model_id: g/canvas
          gguf_quantizations: [Q4_0, Q8_0]
          lightning_model_id: l/canvas
          lightning_versions: [4steps]
        modelscope: {model_id: s/canvas, model_revision: master}
    """,
  ]

  private static let alpha = """
    hub:
      maintainers: [ada, lin]
      license: MIT OR Apache-2.0
      tags: [moe, "a < b"]
      links: {homepage: "https://alpha.example/", paper: "data:text/html,x"}
    model:
      version: 2
      model_name: alpha-1.5.chat
      model_description: A "chat" model with <tags> & more.
      context_length: 131072
      model_lang: [en, zh]
      model_ability: [chat, vision, tools]
      model_specs:
      - model_format: pytorch
        model_size_in_billions: 30
        activated_size_in_billions: 3
        model_src:
          huggingface: {model_id: a/alpha-30b, quantizations: [none]}
          modelscope: {model_id: A/alpha-30b, quantizations: [none]}
      - model_format: ggufv2
        model_size_in_billions: 0_6
        model_src:
          huggingface:
            model_id: g/alpha-0.6b-gguf
            quantizations: [Q4_K_M, Q8_0]
            model_file_name_template: "a-{quantization}.gguf"
      - model_format: mlx
        model_size_in_billions: 0_6
        model_src:
          huggingface: {model_id: "m/alpha-0.6b-{quantization}", quantizations: [4bit, 8bit]}
          modelscope: {model_id: "m/alpha-0.6b-{quantization}", quantizations: [4bit]}
      virtualenv:
        packages: ['vllm ; #engine# == "vllm"', 'llama-cpp-python ; #engine# == "llama.cpp"']
      updated_at: 1786790280
      featured: true
    """
}
