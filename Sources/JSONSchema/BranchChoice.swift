import Documents

/// Decides which branch of a failed `anyOf` or `oneOf` the author of the document meant.
struct BranchChoice {
  let branches: [[Fault]]
  /// The depth of the node that all branches look at.
  let depth: Int

  /// Why a branch is not the one that was meant, the strongest reason first.
  private enum Distance: Int, Comparable {
    case nothingAllowed, wrongType, wrongValue, wrongTag, fits

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The faults to show.
  func faults(_ keyword: Keyword, _ schema: Int32, _ node: NodeID, _ parts: ProgramParts) -> [Fault] {
    let distances = branches.map(distance)
    guard let nearest = distances.max() else { return [] }
    let candidates = zip(branches, distances).filter { $0.1 == nearest }.map(\.0)
    switch nearest {
    case .wrongType where candidates.count > 1:
      let types = candidates.flatMap { $0 }.filter { isHere($0, .type) }.map {
        parts.subschemas[Int($0.schema)].types
      }
      let allowed = types.reduce(into: TypeSet()) { $0.formUnion($1) }
      return [Fault(keyword: keyword, schema: schema, node: node, detail: .types(allowed), depth: depth)]
    case .wrongValue: return [merged(candidates, keyword, schema) { depth in depth == self.depth }]
    case .wrongTag:
      let merged = merged(candidates, keyword, schema) { depth in depth == self.depth + 1 }
      return candidates.count > 1 ? [merged] : candidates[0]
    case .nothingAllowed, .wrongType: return best(candidates)
    case .fits:
      guard let names = missingKeys(candidates) else { return best(candidates) }
      return [
        Fault(keyword: keyword, schema: schema, node: node, detail: .missingOne(of: names), depth: depth)
      ]
    }
  }

  private func isHere(_ fault: Fault, _ keyword: Keyword) -> Bool {
    fault.depth == depth && fault.keyword == keyword && fault.key == nil
  }

  private func distance(_ faults: [Fault]) -> Distance {
    if faults.isEmpty { return .nothingAllowed }
    if faults.contains(where: { isHere($0, .type) }) { return .wrongType }
    if faults.contains(where: { isHere($0, .const) || isHere($0, .enum) }) { return .wrongValue }
    return faults.contains { isChoice($0) && $0.depth == depth + 1 && $0.key == nil } ? .wrongTag : .fits
  }

  private func isChoice(_ fault: Fault) -> Bool { fault.keyword == .const || fault.keyword == .enum }

  /// One fault for the value that none of the branches allows.
  private func merged(
    _ candidates: [[Fault]], _ keyword: Keyword, _ schema: Int32, at isThere: (Int) -> Bool
  ) -> Fault {
    let choices = candidates.compactMap { faults in faults.first { isChoice($0) && isThere($0.depth) } }
    let node = choices[0].node
    let same = choices.filter { $0.node == node }
    return Fault(
      keyword: keyword, schema: schema, node: node, detail: .choices(same.map(\.schema)),
      depth: choices[0].depth)
  }

  /// The keys that the branches ask for, if that is all that each of them asks for.
  private func missingKeys(_ candidates: [[Fault]]) -> [String]? {
    var names: [String] = []
    for faults in candidates {
      guard faults.count == 1, isHere(faults[0], .required), case .missing(let name, _) = faults[0].detail
      else {
        return nil
      }
      names.append(name)
    }
    return names.count > 1 ? names : nil
  }

  /// The branch whose faults lie deepest, then the one with fewest, then the first.
  private func best(_ candidates: [[Fault]]) -> [Fault] {
    let scored = candidates.enumerated().max { left, right in
      let (depth, other) = (left.element.map(\.depth).max() ?? 0, right.element.map(\.depth).max() ?? 0)
      if depth != other { return depth < other }
      if left.element.count != right.element.count { return left.element.count > right.element.count }
      return left.offset > right.offset
    }
    return scored?.element ?? []
  }
}
