import Documents

extension SchemaCompiler {
  /// Reports references that lead back to their own schema without going down in the document.
  mutating func reportCycles() {
    enum Mark { case open, done }
    var marks: [Int32: Mark] = [:]
    for root in parts.subschemas.indices.map(Int32.init) where marks[root] == nil {
      var stack: [(number: Int32, rest: [Int32])] = [(root, parts.inPlace(root))]
      marks[root] = .open
      while let top = stack.last {
        guard let next = top.rest.last else {
          marks[top.number] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].rest.removeLast()
        switch marks[next] {
        case .done: break
        case .open:
          let node = registry.node(parts.places[Int(top.number)])
          report("This schema refers to itself without end", node["$ref"] ?? node)
          return
        case nil:
          marks[next] = .open
          stack.append((next, parts.inPlace(next)))
        }
      }
    }
  }
}

extension ProgramParts {
  /// The schemas that apply to the same node as a schema does.
  func inPlace(_ number: Int32) -> [Int32] {
    let schema = subschemas[Int(number)]
    var found = dependencies(of: schema).map(\.child)
    for step in steps[schema.steps.indices] {
      switch step {
      case .reference(let child), .not(let child): found.append(child)
      case .allOf(let run), .anyOf(let run), .oneOf(let run): found += children[run.indices]
      case .condition(let condition, let then, let otherwise): found += [condition, then, otherwise]
      case .dynamicReference, .values: break
      }
    }
    return found.map(\.number).filter { $0 >= 0 }
  }
}
