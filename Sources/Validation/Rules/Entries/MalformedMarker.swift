import Catalog
import Diagnostics
import Documents

struct MalformedMarker: EntryRule {
  var page: RulePage {
    RulePage(
      "malformed-marker", .warning, "An engine's marker must be written the one way that is understood",
      what: #"""
        Looks at `virtualenv.packages`: a condition on the engine is `; #engine# == "NAME"`, with one blank on both sides \
        of `==` and double quotes; the server's own version of a package is `#system_NAME#`, an engine's default list \
        `#NAME_dependencies#`.
        """#,
      why: """
        The text is compared, not parsed. A marker written otherwise never matches, and the package is not installed; \
        `system_NAME` without its `#` is taken for a package of that name.
        """,
      failing: .record(.llm, Self.example(#"⟦'vllm>=0.20.1 ; engine == "vllm"'⟧"#)),
      passing: .record(.llm, Self.example(#"'vllm>=0.20.1 ; #engine# == "vllm"'"#)),
      moreFailing: [
        .record(.llm, Self.example(#"⟦'system_torch ; #engine# == "vllm"'⟧"#)),
        .record(.llm, Self.example(#"⟦'#vlm_dependencies# ; #engine# == "vllm"'⟧"#)),
        .record(.llm, Self.example(#"⟦'vllm>=0.20.1 ; #engine#=="vllm"'⟧"#)),
      ],
      morePassing: [.record(.llm, Self.example(#"'#vllm_dependencies# ; #engine# == "vllm"'"#))])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for marker in entry.fields.packages {
      guard let (message, help) = faultOfHead(marker.head) ?? faultOfCondition(marker) else { continue }
      findings.report(message, at: entry.location(marker.node), help: help)
    }
  }

  private func faultOfCondition(_ marker: PackageMarker) -> (message: String, help: String)? {
    guard marker.engine == nil, !marker.condition.isEmpty else { return nil }
    let condition = String(decoding: marker.condition, as: UTF8.self)
    guard condition.contains("engine") else { return nil }
    let help = "Write it as `; #engine# == \"vllm\"`, with these blanks and quotes."
    if !condition.contains("#engine#"), !condition.contains("#model_engine#") {
      return ("The marker ‘\(condition)’ lacks the ‘#’ around ‘engine’", help)
    }
    return ("The marker ‘\(condition)’ is never matched", help)
  }

  private func faultOfHead(_ head: ArraySlice<UInt8>) -> (message: String, help: String)? {
    let hash = UInt8(ascii: "#")
    guard head.first == hash, head.last == hash, head.count > 2 else {
      guard head.starts(with: "system_".utf8) else { return nil }
      let name = String(decoding: head, as: UTF8.self)
      guard Engine.systemPackages.contains(where: { "system_\($0)" == name }) else { return nil }
      return ("‘\(name)’ is taken for a package of that name", "Write ‘#\(name)#’ to get the server's own.")
    }
    if Self.known.contains(head.dropFirst().dropLast()) || head.starts(with: "#system_".utf8) { return nil }
    let name = String(decoding: head.dropFirst().dropLast(), as: UTF8.self)
    let lists = Engine.dependencyLists.map { "\($0)_dependencies" }
    let meant = Spelling.nearest(to: name, among: lists + Engine.systemPackages.map { "system_\($0)" })
    return (
      "Nothing is known as ‘#\(name)#’",
      meant.map { "Did you mean ‘#\($0)#’?" }
        ?? "The lists are \(lists.map { "#\($0)#" }.joined(separator: ", "))."
    )
  }

  private static let known = Set(Engine.dependencyLists.map { Array("\($0)_dependencies".utf8)[...] })

  private static func example(_ package: String) -> String {
    """
    virtualenv:
      packages: ['#system_numpy# ; #engine# == "vllm"', \(package)]
    """
  }
}
