import Diagnostics

struct SymbolicLink: ReaderRule {
  var page: RulePage {
    RulePage(
      "symbolic-link", .error, "A catalog must hold plain files and folders only",
      what: "Looks for symbolic links, and for devices, sockets and submodules. None is ever followed.",
      why: "A link can point out of the catalog, to a file that was never meant to be published.",
      failing: .files(
        ["models/llm/example/README.zh-CN.md": .link], at: "models/llm/example/README.zh-CN.md"),
      passing: .readme("# Example\n\nA model for examples.\n"),
      isBinding: true)
  }
}
