import Templates

// The names of a model's page.
extension PageSchema {
  static let modelNames: [TemplateSchema.Name] = [
    .object("model", "The model.", header + facts + hubFacts),
    .object("readme", "What people wrote about it.", readmes),
    .object("specs", "What can be downloaded.", specs),
    .object("use", "How to run it.", uses),
    .object(
      "record", "The download of the entry.",
      [
        .text("href", "Its path; missing where the entry is no longer offered."),
        .text("file", "Its name."),
        .text("size", "Its size, in words."),
        .html("text", "What is in it, coloured; missing where that is too much for a page."),
      ]),
  ]

  private static let header: [TemplateSchema.Name] = [
    .text("name", "The model's name."),
    typeName,
    .text("feed", "The path of its feed, seen from the page."),
    .html("structured", "What search engines read: a script of structured data."),
    .text("edit", "Where its file is edited; may be missing."),
    .text("report", "Where a problem is reported; may be missing."),
    .flag("hasRelated", "Whether models of similar names are listed."),
    .list(
      "related", "Models of the same type whose names begin alike.",
      of: [
        .text("name", "The name."), .text("href", "The path of its page."),
        .text("summary", "Its sizes; may be empty."),
      ]),
    .text("description", "The description; may be empty."),
    .flag("hasAbilities", "Whether it can do anything by name."),
    .list("abilities", "What it can do.", of: valueNames),
    .flag("featured", "Whether it is featured."),
    .object(
      "lifecycle", "Whether it is on its way out.",
      [
        .flag("shown", "Whether there is anything to tell."),
        .text("deprecated", "The day from which it is discouraged; may be missing."),
        .flag("ahead", "Whether that day is still to come."),
        .text("reason", "Why, as a sentence; may be missing."),
        .object(
          "replacement", "What to use instead; may be missing.",
          [.text("name", "The model's name."), .text("href", "The path of its page.")]),
        .text("expires", "The first day on which it is no longer offered; may be missing."),
      ]),
  ]

  private static let facts: [TemplateSchema.Name] = [
    .object(
      "context", "The longest input; may be missing.",
      [
        .text("label", "What the type calls it."),
        .text("short", "Rounded, such as `128K`."),
        .text("tokens", "The exact number."),
      ]),
    .object(
      "memory", "What it takes at least, as an estimate; missing where that cannot be reckoned.",
      [
        .text("size", "How much, such as `4.9 GB`."),
        .text("fits", "The smallest usual memory that holds it; may be missing."),
      ]),
    .text("dimensions", "The length of an embedding; may be empty."),
    .text("family", "The family; may be empty."),
    .flag("hasFormats", "Whether there are formats."),
    .list("formats", "The formats of its weights.", of: valueNames),
    .flag("hasEngines", "Whether there are engines."),
    .list("engines", "The engines that can run it.", of: valueNames),
    .flag("hasLanguages", "Whether there are languages."),
    .list("languages", "The languages it knows.", of: valueNames),
    .flag("hasSizes", "Whether there are sizes."),
    .list(
      "sizes", "The sizes, the smallest first.",
      of: [.text("id", "The anchor of its specs."), .text("title", "The size, such as `0.6B`.")]),
  ]

  private static let hubFacts: [TemplateSchema.Name] = [
    .text("updated", "The day of its last change; may be missing."),
    .object(
      "license", "The licence; may be missing.",
      [
        .text("id", "The SPDX expression."), .text("href", "Its text's address; may be missing."),
        .flag("hasValues", "Whether it names licences."),
        .list("values", "The licences that it names.", of: valueNames),
      ]),
    .flag("hasMaintainers", "Whether anybody looks after it."),
    .list(
      "maintainers", "Who looks after it.",
      of: [.text("name", "The name."), .text("href", "The path of the person's page; may be missing.")]),
    .flag("hasTags", "Whether there are tags."), .list("tags", "Free words.", of: valueNames),
    .flag("hasLinks", "Whether there are links."),
    .list("links", "Addresses elsewhere.", of: linkNames),
  ]

  private static let readmes: [TemplateSchema.Name] = [
    .flag("hasSeveral", "Whether there is more than one language."),
    .list(
      "texts", "One for each language, the catalog's own first; none where nobody wrote one.",
      of: [
        .text("id", "The anchor of the text."),
        .text("lang", "The language, as a BCP 47 tag."),
        .text("label", "The language's own name."),
        .html("html", "The README, made safe; its headings start at the second level."),
        .flag("isCut", "Whether it goes on where it ends here."),
        .flag("hasContents", "Whether it has headings enough for a list of them."),
        .list(
          "contents", "Its headings.",
          of: [
            .text("id", "The anchor."), .text("text", "The words."),
            .text("level", "The level that the author gave it, 2 to 4."),
          ]),
      ]),
  ]

  private static let specs: [TemplateSchema.Name] = [
    .text("builds", "How many builds there are."),
    .flag("hasMemory", "Whether the memory of any build can be reckoned."),
    .text("summary", "How many builds, formats and hubs there are, in words."),
    .flag("hasJump", "Whether there are sizes enough for a list of them."),
    .flag("isCut", "Whether there are more builds than the page shows."),
    .list(
      "groups", "The builds of each size; of all where the entry has no sizes.",
      of: [
        .text("id", "The anchor."),
        .flag("hasSize", "Whether it is a size."),
        .text("title", "The size, or a word for all."),
        .text("detail", "The active part of a mixture of experts; may be empty."),
        .text("size", "The size as launch lines write it; may be empty."),
        .flag("hasMemory", "Whether the memory of any build can be reckoned."),
        .flag("isLatent", "Whether the model compresses its cache, so that it cannot be reckoned."),
        .object(
          "cache", "What the tokens in use take, as an estimate; missing where that cannot be reckoned.",
          [
            .text("perToken", "What one token takes."),
            .flag("isMost", "Whether that is more than the model really takes."),
            .list(
              "lengths", "What some lengths take.",
              of: [.text("tokens", "How many tokens, such as `32K`."), .text("size", "How much.")]),
          ]),
        .list(
          "blocks", "The builds of each format.",
          of: [
            .text("format", "The format; may be empty."),
            .text("note", "The engine, or the part that the weights play; may be empty."),
            .flag("isBare", "Whether it has neither."),
            .text("span", "How many rows it has."),
            .text("engines", "The engines that run it, with a comma between two; may be empty."),
            .list("rows", "The builds.", of: specRow),
          ]),
      ]),
  ]

  private static let specRow: [TemplateSchema.Name] = [
    .flag("isFirst", "Whether it is the first of its block."),
    .list(
      "quantizations", "The quantizations that lie in the same place; may be none.",
      of: [
        .text("name", "What the quantization is called."),
        .object(
          "memory", "What its weights take, as an estimate; missing where that cannot be reckoned.",
          [
            .text("size", "How much, such as `4.9 GB`."),
            .text("part", "How many hundredths of the largest build of that size that is."),
            .text(
              "fits", "The smallest usual memory that holds it with some thousand tokens; may be missing."),
            .text("needed", "How many megabytes that takes."),
          ]),
      ]),
    .list(
      "weights", "The repositories.",
      of: [
        .text("id", "The repository's id."),
        .list(
          "links", "The hubs that have it.",
          of: [
            .text("hub", "The hub's name."),
            .text("href", "The repository's page; empty where the hub is not known."),
            .text("revision", "The commit, tag or branch; may be empty."),
          ]),
      ]),
  ]

  private static let uses: [TemplateSchema.Name] = [
    .list(
      "launches", "Commands that start it.",
      of: [
        .text("title", "The format or the engine."),
        .text("note", "The size, the quantization and the engine that the command picks; may be empty."),
        .text("command", "The command."),
      ]),
    .flag("hasBuilder", "Whether a launch chooses a format and a quantization."),
    .text("type", "The type as launches name it; missing where they need not."),
    .text("python", "The first of the commands in Python; may be empty."),
    .text("request", "The first of the commands as a request; may be empty."),
    .flag("hasCalls", "Whether there is a way to call it that is known here."),
    .flag("chat", "Whether it chats."),
    .flag("chatWithImage", "Whether it sees pictures in a chat."),
    .flag("complete", "Whether it completes text."),
    .flag("embed", "Whether it makes embeddings."),
    .flag("rerank", "Whether it reranks."),
    .flag("textToImage", "Whether it makes pictures from words."),
    .flag("imageToImage", "Whether it changes pictures."),
    .flag("inpaint", "Whether it repaints parts of pictures."),
    .flag("ocr", "Whether it reads pictures."),
    .flag("transcribe", "Whether it writes down speech."),
    .flag("speak", "Whether it speaks."),
    .flag("cloneVoice", "Whether it speaks in a given voice."),
    .flag("textToVideo", "Whether it makes video from words."),
    .flag("imageToVideo", "Whether it makes video from a picture."),
    .flag("framesToVideo", "Whether it makes video between two pictures."),
    .flag("world", "Whether it makes worlds."),
  ]
}
