import FoundationEssentials

extension Browser {
  /// Whether axe-core is there; `make test` installs it into `.build-python`.
  public static let hasAxe = axePath != nil

  private static let axePath: URL? = {
    let library = SharedData.packageRoot.appending(path: ".build-python/lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return versions.map { library.appending(path: "\($0)/site-packages/axe_playwright_python/axe.min.js") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// What axe-core finds wrong on the page that is open: the rule, and the places.
  public func accessibilityFaults() throws -> [String] {
    guard let path = Self.axePath else { throw TestSupportError("axe-core is not installed") }
    let axe = String(decoding: try Data(contentsOf: path), as: UTF8.self)
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
