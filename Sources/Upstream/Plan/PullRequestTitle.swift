import Catalog

/// The titles that upstream's history has for such pull requests.
enum PullRequestTitle {
  /// GitHub takes 256 characters.
  private static let limit = 250

  static func of(_ changes: [PullRequestPlan.Change]) -> String {
    if let only = changes.first, changes.count == 1 { return single(only) }
    let types = Set(changes.map(\.type.rawValue)).sorted()
    if types.count > 1 { return "ENH: update models JSON [\(types.joined(separator: ", "))]" }
    let start = "ENH: update \(changes.count) models JSON"
    for shown in stride(from: min(3, changes.count), through: 1, by: -1) {
      let names = changes.prefix(shown).map { "\"\($0.name)\"" }.joined(separator: ", ")
      let more = changes.count > shown ? ", ... +\(changes.count - shown) more" : ""
      let title = "\(start) (\(names)\(more))"
      if title.count <= limit { return title }
    }
    return start
  }

  private static func single(_ change: PullRequestPlan.Change) -> String {
    switch change.event {
    case .added: "FEAT: [model] \(change.name) support"
    case .removed, .expired: "FEAT: [model] \(change.name) removed"
    case .changed: "ENH: update model \"\(change.name)\" JSON"
    }
  }

  static func labels(of changes: [PullRequestPlan.Change]) -> [String] {
    changes.allSatisfy { $0.event == .added } ? ["new model"] : ["enhancement"]
  }
}
