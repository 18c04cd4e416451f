import ArgumentParser
import Diagnostics

struct UpstreamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upstream",
    abstract: "Stay in step with Xinference's repository, and propose changes to it.",
    discussion: """
      The commit in upstream.lock.yaml is the state that both sides come from: with it every difference has a side that
      made it, and what both made meets field by field. Upstream is a clone, a bare repository, a folder, or GitHub
      itself.

      EXAMPLES
        modelhub upstream status --upstream ../inference
        modelhub upstream pull
        modelhub upstream plan qwen3
        modelhub upstream pr qwen3 --submit
      """,
    subcommands: [
      UpstreamStatusCommand.self, UpstreamPullCommand.self, UpstreamPlanCommand.self,
      UpstreamPullRequestCommand.self,
    ])
}

extension Console {
  /// Shows findings, and tells whether one is an error.
  func reportsErrors(_ findings: [Diagnostic]) -> Bool {
    report(findings)
    return findings.contains { $0.severity == .error }
  }
}
