import Catalog
import Diagnostics

struct InvalidName: ReaderRule {
  var page: RulePage {
    RulePage(
      "model-name", .error, "A name must be made of letters, digits, `.`, `_` and `-`",
      what: """
        Looks at the names of entries' folders: the first character is an ASCII letter or digit, up to 199 more are these \
        or `.`, `_`, `-`.
        """,
      why: """
        A name becomes part of addresses, paths, branch names and commands. Upstream's workflow refuses any other name, \
        since other characters have been used to smuggle commands into it.
        """,
      failing: .files(
        ["models/llm/exam ple/model.yaml": .record(.llm, "")], at: "models/llm/exam ple"),
      passing: .files(["models/llm/exam-ple_1.5/model.yaml": .record(.llm, "")]),
      isBinding: true)
  }
}
