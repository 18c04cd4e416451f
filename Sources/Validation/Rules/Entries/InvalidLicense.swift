import Catalog
import Diagnostics
import Documents

struct InvalidLicense: EntryRule {
  var page: RulePage {
    RulePage(
      "invalid-license", .error, "A licence must be an SPDX expression",
      what: """
        Reads `license` below `hub:` as SPDX defines it: identifiers of its list, joined by `AND`, `OR` and brackets, with \
        `WITH` and an exception. A licence that the list does not have is `LicenseRef-` and a name of one's own.
        """,
      why:
        "People filter by licence, and their lawyers rely on it. A free text cannot be compared with anything.",
      failing: .hub("license: ⟦Apache2⟧\n"),
      passing: .hub("license: Apache-2.0 OR MIT\n"),
      moreFailing: [.hub("license: (MIT OR ⟦apache-2.0⟧)\n")],
      morePassing: [.hub("license: LicenseRef-Llama-3.1\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard let license = entry.entry.hub.license else { return }
    for fault in LicenseExpression(license.value).faults() where !fault.isDeprecated {
      let range = license.node.range(ofText: fault.range)
      findings.report(
        fault.message, at: Location(license.node.source, range), help: fault.help,
        fixes: fault.replacement.map { [Fix("Write ‘\($0)’", [TextEdit(range, $0)])] } ?? [])
    }
  }
}

extension Node {
  /// The bytes in the source of a part of a scalar's text, where the text stands there as it is; else the whole.
  func range(ofText part: Range<Int>) -> Range<Int> {
    let isQuoted = style == .singleQuoted || style == .doubleQuoted
    let inner = isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range
    guard inner.count == bytes.count else { return range }
    return inner.lowerBound + part.lowerBound..<inner.lowerBound + part.upperBound
  }
}
