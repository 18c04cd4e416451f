import FoundationEssentials

extension Browser {
  /// Whether axe-core is there; `make test` installs it into `.build-python`.
  public static let hasAxe = axePath != nil

  private static let axePath = PythonPackages.file("axe_playwright_python/axe.min.js")

  /// What axe-core finds wrong on the page that is open: the rule, and the places.
  public func accessibilityFaults() throws -> [String] {
    guard let path = Self.axePath else { throw TestSupportError("axe-core is not installed") }
    let axe = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    try script(axe + "\n; window.axe = axe;")
    let found = try script(
      """
      return axe.run({resultTypes: ['violations']}).then(found => found.violations.flatMap(violation =>
        violation.nodes.map(node => violation.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))
      """)
    guard let faults = found as? [String] else { throw TestSupportError("axe-core gave \(found)") }
    return faults
  }
}
