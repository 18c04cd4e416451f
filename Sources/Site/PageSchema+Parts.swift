import Templates

// The names that several pages share.
extension PageSchema {
  static let linkNames: [TemplateSchema.Name] = [
    .text("label", "What it is called."),
    .text("href", "A whole address."),
  ]

  static let valueNames: [TemplateSchema.Name] = [
    .text("label", "What it is called."),
    .text("href", "The path of the page of all models that have it; may be missing."),
  ]

  static let personNames: [TemplateSchema.Name] = [
    .text("name", "The name that is shown."),
    .text("login", "The login."),
    .text("initial", "The first letter of the name."),
  ]

  static let typeName: TemplateSchema.Name = .object(
    "type", "The model's type.",
    [
      .text("id", "The key, such as `llm`; the icon is `#i-llm`."),
      .text("label", "What it is called."),
    ])

  static let modelRow: [TemplateSchema.Name] = [
    .text("name", "The model's name."),
    .text("href", "The path of its page."),
    typeName,
    .text("summary", "The beginning of its description; may be empty."),
    .texts("abilities", "What it can do, in words."),
    .text("sizes", "The range of its sizes, such as `0.6 – 235B`; may be empty."),
    .text("context", "The longest input, such as `128K`; may be empty."),
    .texts("formats", "The formats of its weights."),
    .text("license", "The licence; may be empty."),
    .text("updated", "The day of its last change, such as `2026-08-15`; may be missing."),
    .flag("featured", "Whether it is featured."),
    .flag("deprecated", "Whether it is discouraged."),
  ]

  static let pager: [TemplateSchema.Name] = [
    .object(
      "pager", "The pages of a list.",
      [
        .flag("shown", "Whether there is more than one."),
        .text("previous", "The path of the page before, where there is one."),
        .text("next", "The path of the page after, where there is one."),
        .list(
          "pages", "Some of the pages in order.",
          of: [
            .flag("gap", "Whether this stands for pages that are left out; the rest is then missing."),
            .text("number", "The page's number."),
            .text("href", "Its path."),
            .flag("current", "Whether it is the one shown."),
          ]),
      ])
  ]
}
