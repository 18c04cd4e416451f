import Catalog
import Diagnostics
import Documents

struct UnsafeLink: EntryRule {
  var page: RulePage {
    RulePage(
      "unsafe-link", .error, "A link must be a web address",
      what: "Looks at the addresses in `links` below `hub:`: `https://…` or `http://…`, without blanks.",
      why: "Other kinds of address can run scripts in the reader's page, and are left out of the site.",
      failing: .hub(
        "links: {homepage: '⟦javascript:alert(1)⟧'}\n".replacing("'⟦", with: "⟦'").replacing("⟧'", with: "'⟧")
      ),
      passing: .hub("links: {homepage: 'https://example.org/'}\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for link in entry.entry.hub.links where !WebAddress.isValid(link.value.value) {
      findings.report(
        "The link ‘\(link.name.value)’ is no web address", at: link.value.node.location,
        help: "Write the whole address, from ‘https://’ on.")
    }
  }
}

/// What the site links to.
enum WebAddress {
  /// Tells whether a text is an absolute address with scheme and host, of printable ASCII without quotes or angle brackets.
  static func isValid(_ text: String) -> Bool {
    let lowered = text.prefix(8).lowercased()
    guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    guard let first = rest.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "?") else {
      return false
    }
    return rest.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
  }
}
