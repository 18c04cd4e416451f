import ArgumentParser
import Diagnostics
import Validation

struct ExplainCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule; without a name, list them all.",
    discussion: """
      EXAMPLES
        modelhub explain
        modelhub explain name-mismatch
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The rule's id, as findings show it in brackets.")
  var rule: String?

  func perform(_ console: Console) throws -> Outcome {
    guard let id = rule else {
      var table = TextTable(["RULE", "SEVERITY", "WHAT MUST HOLD"])
      for rule in RuleRegistry.all {
        table.add([rule.page.id, rule.page.severity.rawValue, rule.page.title])
      }
      table.lines(width: console.width).forEach(console.print)
      return .clean
    }
    guard let rule = RuleRegistry.rule(id) else {
      let meant = Spelling.nearest(to: id, among: RuleRegistry.all.map(\.page.id))
      let hint = meant.map { " Did you mean ‘\($0)’?" } ?? ""
      throw CommandError("There is no rule ‘\(id)’.\(hint) `modelhub explain` lists them.")
    }
    console.print(try rule.page.markdown())
    return .clean
  }
}
