import Templates

/// What the templates of each page are given, for checking them and for documentation.
public enum PageSchema {
  /// The documentation of all templates' data, as Markdown.
  public static var documentation: String {
    let pages = PageKind.allCases.map { own(of: $0).markdown() }
    return ([base.markdown()] + pages).joined(separator: "\n")
  }

  static func schema(of kind: PageKind) -> TemplateSchema { own(of: kind).over(base) }

  static func own(of kind: PageKind) -> TemplateSchema {
    switch kind {
    case .home: home
    case .browse: browse
    case .facets: facets
    case .facet: facet
    case .model: model
    case .people: people
    case .person: person
    case .compare: compare
    case .moved: moved
    case .gone: gone
    case .changes: changes
    case .deprecated: deprecated
    case .stats: stats
    case .rules: rules
    case .rule: rule
    case .docs: docs
    case .doc: doc
    case .reviews: reviews
    case .review: review
    case .notFound: notFound
    }
  }

  private static let base = TemplateSchema(
    "every page", "What all templates are given.",
    [
      .object(
        "language", "The language of the page.",
        [.text("tag", "The language, as a BCP 47 tag."), .text("direction", "`ltr` or `rtl`.")]),
      .text("index", "The file of a folder's page, `index.html` or nothing, to end a link to a folder with."),
      .object(
        "site", "The registry.",
        [
          .text("title", "Its name."),
          .text("description", "A sentence about it; may be empty."),
          .text("logo", "The path of its logo below the site's root, where it has one."),
          .flag("hasPeople", "Whether there are pages of people."),
          .flag("hasRules", "Whether there are pages of rules."),
          .flag("hasDocs", "Whether there are pages of documentation."),
          .flag("hasReviews", "Whether there are pages of reviews."),
          .text("data", "The path of the folder that scripts read from, below the site's root."),
          .text("manifest", "The file there that says what else there is, in the page's language."),
          .list(
            "downloads", "The downloads of whole types.",
            of: [
              .text("type", "The type's key."),
              .text("href", "The path below the site's root."),
            ]),
        ]),
    ])

  static let head: [TemplateSchema.Name] = [
    .text("root", "What leads from the page to the site's root, such as `../../`."),
    .text("base", "What leads from the page to the root of its language, for the paths of pages."),
    .flag("hasLanguages", "Whether the page is there in other languages."),
    .list(
      "languages", "The languages that the page is there in, if more than one.",
      of: [
        .text("tag", "The language, as a BCP 47 tag."), .text("name", "The language's own name."),
        .text("href", "The path of the page below the site's root."),
        .text("address", "Its address, whole where the site knows its own."),
        .flag("current", "Whether it is this page."),
      ]),
    .object(
      "page", "The page's own head.",
      [
        .text("title", "What the window is called."),
        .text("description", "A sentence for search engines."),
        .text("canonical", "The page's whole address, where the site knows its own."),
        .flag("unlisted", "Whether search engines are to stay away."),
        .flag("inModels", "Whether the page belongs to the models."),
        .flag("inPeople", "Whether the page belongs to the people."),
        .flag("inCompare", "Whether the page is the one that compares."),
        .text("picture", "The address of a picture for previews, where the site knows its own."),
      ]),
  ]

  private static let types: [TemplateSchema.Name] = [
    .list(
      "types", "The types of models.",
      of: [
        .text("id", "The key, such as `llm`; the icon is `#i-llm`."),
        .text("label", "What it is called."),
        .text("count", "How many entries it has."),
        .flag("current", "Whether the page is the type's list."),
      ])
  ]

  private static let home = TemplateSchema(
    "home", "The first page.",
    head + types + [
      .object(
        "home", "What it shows.",
        [
          .text("counts", "How many models and types there are, in words."),
          .flag("hasFeatured", "Whether any model is featured."),
          .list("featured", "Featured models, the types taking turns.", of: modelRow),
          .flag("hasRecent", "Whether any model tells when it changed."),
          .list("recent", "The models that changed last.", of: modelRow),
        ])
    ])

  private static let browse = TemplateSchema(
    "browse", "A page of the list of all models or of a type.",
    head + types + pager + facetLinks + [
      .object(
        "browse", "The list.",
        [
          .text("type", "The type's key; missing in the list of all."),
          .flag("first", "Whether it is the first page of the list."),
          .text("title", "What it is a list of."),
          .text("lead", "A sentence about that."),
          .flag("all", "Whether it is the list of all models."),
          .text("total", "How many models there are in all lists."),
          .flag("empty", "Whether the list has no model."),
          .flag("hasLicenses", "Whether any model of the page names a licence."),
          .list("models", "The models of the page.", of: modelRow),
        ])
    ])

  private static let facetLinks: [TemplateSchema.Name] = [
    .list(
      "facets", "What models can be looked for by, as pages.",
      of: [
        .text("title", "What it is called."), .text("href", "The path of its page."),
        .text("count", "How many values it has."),
      ])
  ]

  private static let facetHeading: [TemplateSchema.Name] = [
    .text("title", "What the facet is called."),
    .text("href", "The path of its page."),
    .flag("isCode", "Whether its values are words of a program."),
  ]

  private static let facets = TemplateSchema(
    "facets", "The page of all values of a facet.",
    head + [
      .object(
        "facet", "The facet.",
        facetHeading + [
          .flag("isCut", "Whether there are more values than the page shows."),
          .list(
            "values", "The values, those of most models first.",
            of: [
              .text("label", "What it is called."), .text("count", "How many models have it."),
              .text("href", "The path of its page."),
            ]),
        ])
    ])

  private static let facet = TemplateSchema(
    "facet", "A page of the models with one value of a facet.",
    head + pager + [
      .object(
        "facet", "The facet and the value.",
        facetHeading + [
          .text("value", "What the value is called."),
          .text("lead", "A sentence about its models."),
          .flag("isCut", "Whether there are more models than its pages show."),
          .text("shown", "How many they show then, in words."),
          .text("narrow", "The path of the list of all models, narrowed down to the value."),
          .flag("hasLicenses", "Whether any model of the page names a licence."),
          .list("models", "The models of the page, those that changed last first.", of: modelRow),
        ])
    ])

  private static let model = TemplateSchema("model", "The page of one model.", head + modelNames + [history])

  private static let people = TemplateSchema(
    "people", "The list of people.",
    head + [
      .list(
        "people", "The people, by login.",
        of: personNames + [
          .text("href", "The path of the person's page."),
          .text("count", "How many models they look after, in words."),
        ])
    ])

  private static let person = TemplateSchema(
    "person", "The page of one person.",
    head + pager + [
      .object(
        "person", "The person.",
        personNames + [
          .text("about", "A sentence of their own; may be missing."),
          .list("links", "Their addresses.", of: linkNames),
          .flag("hasModels", "Whether they look after any model."),
          .flag("hasLicenses", "Whether any model of the page names a licence."),
          .list("models", "The models of the page.", of: modelRow),
          .flag("hasSubmissions", "Whether they submitted anything."),
          .list("submissions", "What they submitted, that last which changed first.", of: reviewRow),
        ])
    ])

  private static let compare = TemplateSchema("compare", "The page that shows models side by side.", head)

  private static let moved = TemplateSchema(
    "moved", "The page at a model's former name.",
    head + [
      .object(
        "moved", "Where it went.",
        [
          .text("title", "That it has a new name, in words."), .text("from", "The former name."),
          .text("to", "The name of today."),
          .text("href", "The path of the model's page."),
        ])
    ])

  private static let notFound = TemplateSchema(
    "not-found", "What a server shows for an address without a page.", head)
}
