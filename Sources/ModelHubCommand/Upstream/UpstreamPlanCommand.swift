import ArgumentParser
import Changes
import Diagnostics
import Documents
import Upstream

struct UpstreamPlanCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show the pull requests that the published catalog asks for.",
    discussion: """
      Nothing is sent and nothing written. Only what `upstream:` in hub.yaml includes is proposed, and only what is
      published: the catalog is taken from its published branch, where there is one. A change of `updated_at` alone is none.

      EXAMPLES
        modelhub upstream plan --upstream ../inference
        modelhub upstream plan qwen3 --patch | git -C ../inference apply --check
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: UpstreamOptions

  @Argument(help: "Entries, as name or type/name; all where there are none.")
  var names: [String] = []

  @Flag(help: "One JSON object of {plans, held}.")
  var json = false

  @Flag(help: "The changes as one patch.")
  var patch = false

  func validate() throws {
    if json, patch { throw ValidationError("Choose one of --json and --patch.") }
  }

  func perform(_ console: Console) throws -> Outcome {
    let desk = try UpstreamDesk(global, options, names, published: true, console)
    let plans = try Planner.plan(desk.comparison, desk.planOptions())
    if json {
      console.print(bytes: JSONWriter.file(document(plans).rootNode))
    } else if patch {
      for plan in plans.plans { console.print(bytes: try plan.patch()) }
    } else {
      plans.plans.forEach { PlanText($0).lines.forEach(console.print) }
    }
    return plans.report(to: console, desk.findings)
  }

  private func document(_ plans: PullRequestPlans) -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("plans")
    builder.beginArray()
    for plan in plans.plans { builder.copy(plan.document.rootNode) }
    builder.end()
    builder.key("held")
    builder.beginArray()
    for held in plans.held {
      builder.copy(SubmissionRequests.object([("id", held.id), ("reason", held.sentence)]).rootNode)
    }
    builder.end()
    builder.end()
    return builder.document()
  }
}

/// A plan as lines: the title, the branch, and each model's fields.
struct PlanText {
  let lines: [String]

  init(_ plan: PullRequestPlan) {
    var lines = [plan.title, "  branch \(plan.branch)"]
    for change in plan.changes {
      lines.append("  \(change.event.rawValue)  \(change.id)")
      lines += change.fields.map { "    \($0.sentence)" }
    }
    lines += plan.files.map { "  \($0.new == nil ? "D" : $0.old == nil ? "A" : "M") \($0.path)" }
    self.lines = lines
  }
}

extension PullRequestPlans {
  /// Says what is held back, and gives the exit code.
  func report(to console: Console, _ more: [Diagnostic]) -> Outcome {
    console.flush()
    let hasErrors = console.reportsErrors(more + findings)
    for model in held { console.say("held back  \(model.id): \(model.sentence)") }
    if plans.isEmpty, held.isEmpty {
      console.say("Nothing to propose: upstream has what the registry offers it.")
    }
    return hasErrors || !held.isEmpty ? .findings : .clean
  }
}
