import Catalog
import Diagnostics
import Documents

struct DeprecatedLicense: EntryRule {
  var page: RulePage {
    RulePage(
      "deprecated-license", .warning, "A licence should not be named by an identifier that SPDX gave up",
      what:
        "Looks for identifiers such as `GPL-3.0`, which SPDX has replaced by `GPL-3.0-only` and `GPL-3.0-or-later`.",
      why: "The old identifiers left open whether later versions of the licence may be chosen.",
      failing: .hub("license: ⟦GPL-3.0⟧\n"),
      passing: .hub("license: GPL-3.0-or-later\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard let license = entry.entry.hub.license else { return }
    for fault in LicenseExpression(license.value).faults() where fault.isDeprecated {
      let range = license.node.range(ofText: fault.range)
      findings.report(
        fault.message, at: Location(license.node.source, range), help: fault.help,
        fixes: fault.replacement.map { [Fix("Write ‘\($0)’", [TextEdit(range, $0)])] } ?? [])
    }
  }
}
