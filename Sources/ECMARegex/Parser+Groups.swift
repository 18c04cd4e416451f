extension Parser {
  mutating func group() throws(PatternError) -> Part {
    let start = index
    if take("(?:") {
      let body = try closed(try disjunction(), from: start)
      // Wrapped, for an assertion in a group may be repeated while a bare one may not.
      return (.sequence([body.term]), body.names)
    }
    for (opening, isBehind, isNegated) in [
      ("(?=", false, false), ("(?!", false, true), ("(?<=", true, false), ("(?<!", true, true),
    ] where take(opening) {
      let body = try closed(try disjunction(), from: start)
      guard syntax.looks.count < Limit.looks else {
        throw PatternError(
          .limit, at: offset(of: start), "The pattern has more than \(Limit.looks) lookarounds.")
      }
      syntax.looks.append(Look(body: body.term, isBehind: isBehind, isNegated: isNegated))
      return (.look(syntax.looks.count - 1), body.names)
    }
    var name: String?
    if take("(?<") {
      name = try groupName()
    } else if take("(?") {
      throw failure(
        at: start,
        "‘(?’ must be followed by ‘:’, ‘=’, ‘!’, ‘<=’, ‘<!’ or ‘<name>’; there are no inline flags.")
    } else {
      advance()
    }
    let number = syntax.captures
    syntax.captures += 1
    var body = try closed(try disjunction(), from: start)
    if let name, !body.names.insert(name).inserted {
      throw failure(at: start, "The group name ‘\(name)’ is used twice, once inside itself.")
    }
    return (.group(body.term, capture: number), body.names)
  }

  private mutating func closed(_ part: Part, from start: Int) throws(PatternError) -> Part {
    guard take(")") else { throw failure(at: start, "This ‘(’ is never closed.") }
    return part
  }

  /// A name and its ‘>’, the opening ‘<’ having been read.
  private mutating func groupName() throws(PatternError) -> String {
    let start = index
    var name = ""
    while let scalar = next, scalar != ">" {
      let at = index
      advance()
      var value = scalar
      if scalar == "\\" {
        guard next == "u", let escaped = Unicode.Scalar(try unicodeEscape()) else {
          throw failure(at: at, "Only a ‘\\u’ escape of a letter may stand in a group name.")
        }
        value = escaped
      }
      guard Self.mayStand(value, first: name.isEmpty) else {
        throw failure(
          at: at, "A group name is made of letters, digits, ‘_’ and ‘$’, and starts with no digit.")
      }
      name.unicodeScalars.append(value)
    }
    guard take(">") else { throw failure(at: start, "This group name has no closing ‘>’.") }
    guard !name.isEmpty else { throw failure(at: start, "A group name cannot be empty.") }
    return name
  }

  private static func mayStand(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    if scalar == "$" || scalar == "_" { return true }
    if first { return scalar.properties.isIDStart }
    return scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}"
  }

  /// All group names with their groups' numbers, found before parsing because a reference may come first.
  ///
  /// A pattern that turns out to be wrong gives some wrong answer here, and its error later.
  func groupNames() -> [String: [Int]] {
    var scan = self
    var names: [String: [Int]] = [:]
    var count = 0
    var inClass = false
    while let scalar = scan.next {
      switch scalar {
      case "\\": scan.advance(scan.peek(1) == nil ? 1 : 2)
      case "[", "]":
        inClass = scalar == "[" || inClass && scalar != "]"
        scan.advance()
      case "(" where !inClass:
        scan.advance()
        guard scan.take("?") else {
          count += 1
          continue
        }
        guard scan.next == "<", scan.peek(1) != "=", scan.peek(1) != "!" else { continue }
        scan.advance()
        do throws(PatternError) {
          names[try scan.groupName(), default: []].append(count)
        } catch {
          return names
        }
        count += 1
      default: scan.advance()
      }
    }
    return names
  }
}

// MARK: - References

extension Parser {
  /// The rest of `\k<name>`, after the `k`.
  mutating func namedReference(from start: Int) throws(PatternError) -> Term {
    guard take("<") else {
      throw failure(at: start, "‘\\k’ must be followed by a group name in ‘<’ and ‘>’.")
    }
    let name = try groupName()
    syntax.hasBackreference = true
    guard let groups = groupsByName[name] else {
      throw failure(at: start, "There is no group named ‘\(name)’.")
    }
    return .backreference(groups)
  }

  mutating func numberedReference(from start: Int) -> Term {
    let number = decimal() ?? 0
    syntax.hasBackreference = true
    references.append((offset(of: start), number))
    return .backreference([number - 1])
  }

  func checkReferences() throws(PatternError) {
    for reference in references where reference.number > syntax.captures {
      throw PatternError(
        at: reference.offset,
        "There is no group \(reference.number): the pattern has \(syntax.captures) capturing groups.")
    }
  }
}
