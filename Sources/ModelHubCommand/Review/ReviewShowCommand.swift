import ArgumentParser
import Documents
import Review

struct ReviewShowCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a review: what changes, what was said, what it waits for.",
    discussion: """
      EXAMPLES
        modelhub review show llm/qwen3
        modelhub review show llm/qwen3 --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Argument(help: "The review.") var name: String
  @Flag(help: "Print the review as JSON.") var json = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let page = try desk.registry.page(of: desk.id(name))
    if json {
      console.print(bytes: JSONWriter.file(ReviewDocument.review(page).rootNode))
    } else {
      ReviewPageText(page, reader: desk.reader(), now: Int64(Today.seconds)).lines.forEach(console.print)
    }
    return .clean
  }
}

struct ReviewDiffCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what a submission changes, field by field.",
    discussion: """
      EXAMPLES
        modelhub review diff llm/qwen3
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Argument(help: "The review.") var name: String

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let page = try desk.registry.page(of: desk.id(name))
    ReviewPageText(page, reader: nil, now: Int64(Today.seconds)).changes.forEach(console.print)
    return .clean
  }
}
