import Templates

// The pages that tell of the catalog's life.
extension PageSchema {
  private static let other: TemplateSchema.Name = .object(
    "replacement", "The model to use instead; may be missing.",
    [.text("name", "Its name."), .text("href", "The path of its page.")])

  static let gone = TemplateSchema(
    "gone", "The page at the address of a model that was removed.",
    head + [
      .object(
        "gone", "The model.",
        [
          .text("name", "Its name."), .text("title", "That it was removed, in words."),
          .text("type", "Its type's key; the icon is `#i-llm` and the like."),
          .text("label", "What its type is called."), .text("removed", "The day on which it went."),
          .text("reason", "Why; may be missing."), other,
        ])
    ])

  static let fieldNames: [TemplateSchema.Name] = [
    .text("path", "The field, such as `hub.license`, or the name of a file."),
    .text("kind", "What became of it: `added`, `removed`, `changed`, `reordered`."),
    .text("before", "What it was; may be missing."),
    .text("after", "What it is; may be missing."),
  ]

  static let stepNames: [TemplateSchema.Name] = [
    .text("id", "The change's id on the page of its model."),
    .text("kind", "`added`, `changed` or `removed`."),
    .text("day", "The day, such as `2026-08-15`."),
    .text("moment", "The moment, for machines."),
    .object(
      "by", "Who did it; may be missing.",
      [.text("name", "The name."), .text("href", "The path of the person's page.")]),
    .text("review", "The path of the review that it came through; may be missing."),
    .list("fields", "What differs, of what changed.", of: fieldNames),
    .text("more", "How many more fields differ; may be missing."),
  ]

  static let history: TemplateSchema.Name = .object(
    "history", "How the model came to be what it is.",
    [
      .flag("shown", "Whether anything is known of it."),
      .list("steps", "Its changes, newest first.", of: stepNames),
    ])

  static let changes = TemplateSchema(
    "changes", "A page of what changed lately.",
    head + pager + [
      .object(
        "changes", "The changes.",
        [
          .flag("known", "Whether the past is known; if not, `models` are those that say when they changed."),
          .list(
            "days", "The days, newest first.",
            of: [
              .text("day", "The day."),
              .list(
                "steps", "What happened.",
                of: stepNames + [
                  .text("name", "The model's name."), .text("type", "Its type's key."),
                  .text("href", "The path of its page; missing where it has none any more."),
                ]),
            ]),
          .list("models", "Models, those that changed last first.", of: modelRow),
        ])
    ])

  static let deprecated = TemplateSchema(
    "deprecated", "What is discouraged, on its way out, or gone.",
    head + [
      .list(
        "groups", "The stages of the end, those to come first; only such as have models.",
        of: [
          .text("id", "What it is known by: `announced`, `deprecated`, `expired`, `gone`."),
          .text("title", "What it is called."), .text("lead", "A sentence about it."),
          .list(
            "models", "The models.",
            of: [
              .text("name", "The name."), .text("type", "The type's key."),
              .text("href", "The path of its page."), .text("reason", "Why; may be missing."),
              .text("deprecated", "From when on it is discouraged; may be missing."),
              .text("expires", "When it leaves, or left; may be missing."), other,
            ]),
        ])
    ])

  static let stats = TemplateSchema(
    "stats", "The catalog in numbers.",
    head + [
      .list(
        "plots", "The plots.",
        of: [
          .text("id", "What it is known by."), .text("title", "What it is called."),
          .text("lead", "A sentence about it."), .text("label", "What its rows are."),
          .list(
            "bars", "The rows.",
            of: [
              .text("label", "What it is."), .text("href", "The path of its models; may be missing."),
              .text("value", "How many models."),
              .text("width", "The length of its bar, out of 100."),
            ]),
        ])
    ])
}
