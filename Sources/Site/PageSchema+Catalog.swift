import Templates

// The pages that tell of the catalog's life.
extension PageSchema {
  static let gone = TemplateSchema(
    "gone", "The page at the address of a model that was removed.",
    head + [
      .object(
        "gone", "The model.",
        [
          .text("name", "Its name."), .text("title", "That it was removed, in words."),
          .text("type", "Its type's key; the icon is `#i-llm` and the like."),
          .text("label", "What its type is called."),
          .text("removed", "The day on which it went."),
          .text("reason", "Why; may be missing."),
          .object(
            "replacement", "The model to use instead; may be missing.",
            [.text("name", "Its name."), .text("href", "The path of its page.")]),
        ])
    ])
}
