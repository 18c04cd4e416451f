import Catalog
import Diagnostics
import SourceText

struct UnofferedLanguage: EntryRule {
  var page: RulePage {
    RulePage(
      "unoffered-language", .note, "A README's language should be one that the site is built in",
      what:
        "Compares the language in a name such as `README.zh-CN.md` with `registry.languages` of `hub.yaml`.",
      why:
        "Readers find a translation by switching the site's language. One in no such language is hard to find.",
      failing: .files(
        [
          "hub.yaml": .text(
            "registry: {languages: [en, zh-CN]}\nroles: {admins: [ada], reviewers: {llm: [ada]}}\n"),
          "models/llm/example/README.md": .text("# Example\n\nA model for examples.\n"),
          "models/llm/example/README.zh_CN.md": .text("# 示例\n\n一个用于示例的模型，什么也不会，只会举例。\n"),
        ], at: "models/llm/example/README.zh_CN.md"),
      passing: .files([
        "hub.yaml": .text(
          "registry: {languages: [en, zh-CN]}\nroles: {admins: [ada], reviewers: {llm: [ada]}}\n"),
        "models/llm/example/README.md": .text("# Example\n\nA model for examples.\n"),
        "models/llm/example/README.zh-CN.md": .text("# 示例\n\n一个用于示例的模型，什么也不会，只会举例。\n"),
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let languages = entry.context.settings.registry.languages
    for readme in entry.readmes where readme.name != "README.md" {
      let language = String(readme.name.dropFirst(7).dropLast(3))
      if languages.contains(language) { continue }
      let meant = Spelling.nearest(to: language, among: languages)
      findings.report(
        "The site is not built in ‘\(language)’", at: Location(path: readme.source.path),
        help: meant.map { "Did you mean ‘README.\($0).md’?" } ?? "Add the language to ‘registry.languages’.")
    }
  }
}
