import ArgumentParser

/// Where upstream is, and what is compared with it.
struct UpstreamOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Upstream: a clone, a bare repository, a folder, or OWNER/REPO on GitHub; by default as hub.yaml has it.",
      valueName: "upstream"))
  var upstream: String?

  @Option(help: ArgumentHelp("Upstream's branch or commit; by default as hub.yaml has it.", valueName: "ref"))
  var upstreamRef: String?

  @Option(help: ArgumentHelp("Take the catalog as a branch, tag or commit has it.", valueName: "ref"))
  var ref: String?
}
