import Templates

// The pages that explain, and those of reviews.
extension PageSchema {
  static let rules = TemplateSchema(
    "rules", "The rules that entries are checked by.",
    head + [
      .list(
        "rules", "The rules, by id.",
        of: [
          .text("id", "The id."), .text("severity", "How much it weighs."), .text("title", "What must hold."),
          .text("href", "The path of its page."),
        ])
    ])

  static let rule = TemplateSchema(
    "rule", "The page of one rule.",
    head + [
      .object(
        "rule", "The rule.",
        [
          .text("id", "The id."), .text("severity", "How much it weighs."), .text("title", "What must hold."),
          .html("html", "What it does, why, and examples."),
        ])
    ])

  private static let parts: TemplateSchema.Name = .list(
    "parts", "The parts of the documentation.",
    of: [
      .text("title", "What it is called."),
      .list(
        "documents", "Its pages.",
        of: [
          .text("title", "The page's title."), .text("href", "The path of the page."),
          .text("about", "Its first paragraph; may be empty."),
          .flag("current", "Whether it is the one shown."),
        ]),
    ])

  static let docs = TemplateSchema("docs", "The documentation's contents.", head + [parts])

  static let doc = TemplateSchema(
    "doc", "A page of the documentation.",
    head + [
      parts,
      .object(
        "doc", "The page.",
        [
          .text("title", "Its title."), .html("html", "Its text."),
          .flag("hasContents", "Whether it has headings enough for a list of them."),
          .list(
            "contents", "Its headings.",
            of: [
              .text("id", "The heading's id."), .text("text", "What it says."), .text("level", "2, or 3."),
            ]),
        ]),
    ])

  static let reviewRow: [TemplateSchema.Name] = [
    .text("id", "The review's id."), .text("title", "What it is about."),
    .text("href", "The path of its page."),
    .text("state", "Where it stands, in words."), .flag("open", "Whether something can still happen."),
    .text("day", "The day on which something last happened; may be missing."),
    .object(
      "by", "Who submitted it; may be missing.",
      [.text("name", "The name."), .text("href", "The path of the person's page; may be missing.")]),
  ]

  static let reviews = TemplateSchema(
    "reviews", "The list of reviews.",
    head + [
      .flag("hasOpen", "Whether any is open."), .flag("hasClosed", "Whether any is closed."),
      .list("open", "Those that are open, those first that changed last.", of: reviewRow),
      .list("closed", "The others.", of: reviewRow),
    ])

  private static let remark: [TemplateSchema.Name] = [
    .text("name", "Who."), .text("href", "The path of the person's page; may be missing."),
    .text("deed", "What they did, such as `approved`."), .text("day", "The day."),
    .texts("lines", "What they said, by paragraphs."),
  ]

  static let review = TemplateSchema(
    "review", "The page of one review.",
    head + [
      .object(
        "review", "The review.",
        reviewRow + [
          .texts("lines", "More on what it is about, by paragraphs."),
          .texts("waits", "What it waits for."), .flag("isWaiting", "Whether it waits for anything."),
          .object(
            "checks", "What its checks found; may be missing.",
            [
              .flag("clean", "Whether they found nothing."), .text("errors", "How many errors."),
              .text("warnings", "How many warnings."),
            ]),
          .flag("hasVotes", "Whether anybody said anything of the whole."),
          .list("votes", "What people said of the whole.", of: remark),
          .flag("hasThreads", "Whether anybody said anything of a part."),
          .list(
            "threads", "What people said of its parts.",
            of: [
              .text("place", "The part; may be missing."),
              .text("settledBy", "Who settled it; may be missing."),
              .list("remarks", "The comment and its answers.", of: remark),
            ]),
          .flag("hasSubjects", "Whether it is known what it changes."),
          .list(
            "subjects", "What it changes.",
            of: [
              .text("name", "The entry, or the file."), .text("kind", "`added`, `changed` or `removed`."),
              .text("href", "The path of the entry's page; may be missing."),
              .list("fields", "What differs, of what changes.", of: fieldNames),
            ]),
        ])
    ])
}
