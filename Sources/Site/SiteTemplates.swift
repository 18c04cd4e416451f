public import Diagnostics
public import SourceText
import Templates

/// The kinds of page, each with a template of that name.
enum PageKind: String, CaseIterable {
  case home, browse, facets, facet, model, people, person, compare, moved, gone
  case changes, deprecated, stats, rules, rule, docs, doc, reviews, review
  case notFound = "not-found"
}

/// The templates of a site, compiled and checked, and the files that go into the site as they are.
public struct SiteTemplates: Sendable {
  /// How the name of a template's file ends.
  static let ending = ".mustache"

  let library: TemplateLibrary
  /// The languages of the interface, English first.
  let languages: [SiteLanguage]
  /// What lies below `assets/` and `schema/`, by path, sorted.
  let assets: [(path: String, bytes: [UInt8])]
  private let sources: [String: SourceText]

  /// Compiles the files of a templates folder, given by their paths below it.
  ///
  /// A site may overlay a folder of its own: the caller puts its files in the place of those of the same
  /// path. Nothing comes back where a page has no template at all.
  public static func compile(
    _ files: [String: SourceText], areChecked: Bool = false
  ) -> (SiteTemplates?, [Diagnostic]) {
    var sources: [String: SourceText] = [:]
    for (path, source) in files where path.hasSuffix(ending) {
      sources[String(path.dropLast(ending.count))] = source
    }
    let assets = files.filter { $0.key.hasPrefix("assets/") || $0.key.hasPrefix("schema/") }.sorted {
      $0.key < $1.key
    }
    let library = TemplateLibrary(sources.mapValues(\.bytes))
    let (languages, faultsOfWords) = SiteLanguage.read(files)
    let templates = SiteTemplates(
      library: library, languages: languages, assets: assets.map { ($0.key, $0.value.bytes) },
      sources: sources)
    let missing = PageKind.allCases.filter { library[$0.rawValue] == nil }
    let faults = missing.map { kind in
      Diagnostic(
        "template", "There is no template ‘\(kind.rawValue)\(ending)’",
        at: Location(path: kind.rawValue + ending), help: "Copy the one that comes with modelhub.")
    }
    let problems = (areChecked ? [] : templates.check()) + faultsOfWords + faults
    return (missing.isEmpty && !languages.isEmpty ? templates : nil, problems.sorted())
  }

  /// Renders one page; what went wrong comes back as findings in its templates.
  func render(
    _ kind: PageKind, _ contexts: [TemplateData], into page: inout [UInt8]
  ) -> [Diagnostic] {
    guard let template = library[kind.rawValue] else { return [] }
    return library.render(template, with: contexts, into: &page).map(diagnostic)
  }

  private func check() -> [Diagnostic] {
    var known: Set<TemplateProblem> = []
    var problems = library.problems
    for kind in PageKind.allCases {
      guard let template = library[kind.rawValue] else { continue }
      var schema = PageSchema.schema(of: kind)
      if let words = languages.first?.schema { schema = schema.over(words) }
      problems += library.check(template, against: schema)
    }
    return problems.filter { known.insert($0).inserted }.map(diagnostic)
  }

  private func diagnostic(_ problem: TemplateProblem) -> Diagnostic {
    let place =
      sources[problem.template].map { Location($0, problem.range) }
      ?? Location(path: problem.template + Self.ending)
    return Diagnostic("template", problem.message, at: place, help: problem.advice + ".")
  }
}
