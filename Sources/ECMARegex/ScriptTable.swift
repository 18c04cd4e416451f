/// Scripts and the few other properties that the standard library does not tell.
enum ScriptTable {
  /// The scalars whose Script is the one with this long or short name.
  static func script(_ name: String) -> ScalarSet? {
    if isUnknown(name) { return known.inverted }
    return line(for: name, in: scripts).map(runs)
  }

  /// The scalars that are used in a script: those that have it, and shared ones that list it.
  static func scriptExtensions(_ name: String) -> ScalarSet? {
    guard let own = script(name), let line = line(for: name, in: scripts) else { return script(name) }
    let code = String(line.prefix { $0 != " " && $0 != ":" })
    if code == "Zyyy" || code == "Zinh" {
      let listed = ScalarSet(extensions.split(separator: "\n").flatMap { runs($0).ranges })
      return ScalarSet(own.inverted.ranges + listed.ranges).inverted
    }
    let shared = self.line(for: code, in: extensions).map(runs) ?? .nothing
    return ScalarSet(own.ranges + shared.ranges)
  }

  /// One of the two emoji properties of the table.
  static func emoji(_ name: String) -> ScalarSet? {
    line(for: name, in: emojiProperties).map(runs)
  }

  private static func isUnknown(_ name: String) -> Bool { name == "Unknown" || name == "Zzzz" }

  private static var known: ScalarSet {
    ScalarSet(scripts.split(separator: "\n").flatMap { runs($0).ranges })
  }

  private static func line(for name: String, in table: String) -> Substring? {
    table.split(separator: "\n").first { line in
      line.prefix { $0 != ":" }.split(separator: " ").contains { $0 == name }
    }
  }

  private static func runs(_ line: Substring) -> ScalarSet {
    var ranges: [ClosedRange<UInt32>] = []
    var end: UInt32 = 0
    for run in line.drop(while: { $0 != ":" }).dropFirst().split(separator: " ") {
      let numbers = run.split(separator: "+").compactMap { UInt32($0, radix: 16) }
      let start = end + numbers[0]
      end = start + (numbers.count > 1 ? numbers[1] : 1)
      ranges.append(start...end - 1)
    }
    return ScalarSet(ranges)
  }
}
