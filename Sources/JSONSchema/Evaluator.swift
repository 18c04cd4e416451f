import Documents

/// Runs a program over one document.
///
/// First only for the verdict, stopping at the first fault. If that is «no», once more to collect the faults:
/// then keywords go on after a fault, and of the branches of `anyOf` and `oneOf` the likeliest is kept.
struct Evaluator {
  /// How deep subschemas may call each other.
  static let depthLimit = 700
  static let faultLimit = 1000

  let program: Program
  let document: Document
  private(set) var faults: [Fault] = []
  var isCollecting = false
  /// Whether the limits were met, so that no verdict is possible.
  private(set) var gaveUp = false

  /// While a schema with `unevaluated…` is at work: the children evaluated so far.
  var marks: [NodeID] = []
  var isTracking = false
  /// The resources entered, for dynamic references.
  var scope: [Int32] = []
  let hasScope: Bool
  private var callDepth = 0
  /// While collecting: the subschemas at work, and where those for the node at hand begin.
  private var trail: [Int32] = []
  private var trailStart = 0
  /// How many more calls there may be: far more than a sensible schema needs for so many nodes.
  private var stepsLeft: Int
  var documentDepth = 0

  init(_ program: Program, _ document: Document) {
    self.program = program
    self.document = document
    stepsLeft = 200_000 + 100 * document.nodeCount
    hasScope = !program.parts.dynamicReferences.isEmpty
  }

  /// Whether a node is valid.
  mutating func accepts(_ node: NodeID) -> Bool { evaluate(program.root, node) }

  /// The faults of a node that is not valid.
  mutating func collectFaults(_ node: NodeID) -> [Fault] {
    isCollecting = true
    _ = evaluate(program.root, node)
    return faults
  }

  /// Notes a fault; the result says whether to go on to the next keyword.
  @inline(__always)
  mutating func fail(
    _ keyword: Keyword, _ schema: Int32, _ node: NodeID, key: NodeID? = nil, _ detail: Fault.Detail = .none
  ) -> Bool {
    guard isCollecting else { return false }
    if faults.count < Self.faultLimit {
      faults.append(
        Fault(
          keyword: keyword, schema: schema, node: node, key: key, detail: detail, depth: documentDepth,
          trail: trail[trailStart...]))
    }
    return true
  }

  // MARK: Schemas

  @inline(__always)
  mutating func evaluate(_ child: Child, _ node: NodeID) -> Bool {
    child.number < 0 || evaluate(child.number, node)
  }

  /// Evaluates a child of the node at hand, whose own children are no business of the node's `unevaluated…`.
  @inline(__always)
  mutating func evaluateChild(_ child: Child, _ node: NodeID) -> Bool {
    if child.number < 0 { return true }
    let (wasTracking, oldStart) = (isTracking, trailStart)
    isTracking = false
    trailStart = trail.count
    documentDepth += 1
    let isValid = evaluate(child.number, node)
    documentDepth -= 1
    (isTracking, trailStart) = (wasTracking, oldStart)
    return isValid
  }

  private mutating func evaluate(_ number: Int32, _ node: NodeID) -> Bool {
    guard enter() else { return false }
    defer { callDepth -= 1 }
    let schema = program.parts.subschemas[Int(number)]
    let entersResource = hasScope && scope.last != schema.resource
    if entersResource { scope.append(schema.resource) }
    let firstMark = marks.count
    let wasTracking = isTracking
    if schema.tracks { isTracking = true }
    let isOnTrail = isCollecting
    if isOnTrail { trail.append(number) }
    let isValid = check(schema, number, node, firstMark)
    if isOnTrail { trail.removeLast() }
    if entersResource { scope.removeLast() }
    // A fault collected here leaves the marks, so that it is not followed by a row of «unevaluated» keys.
    let keepsMarks = wasTracking && (isValid || isCollecting)
    if !keepsMarks, marks.count > firstMark { marks.removeLast(marks.count - firstMark) }
    isTracking = wasTracking
    return isValid
  }

  @inline(__always)
  private mutating func enter() -> Bool {
    stepsLeft -= 1
    callDepth += 1
    if callDepth < Self.depthLimit, stepsLeft > 0 { return true }
    callDepth -= 1
    gaveUp = true
    return false
  }

  @inline(__always)
  private mutating func check(_ schema: Subschema, _ number: Int32, _ node: NodeID, _ firstMark: Int) -> Bool
  {
    let kind = document.kind(of: node)
    var isValid = true
    if schema.types != .any, !allows(schema.types, kind, node) {
      guard fail(.type, number, node) else { return false }
      isValid = false
    }
    if !schema.steps.isEmpty {
      for index in schema.steps.indices where !perform(program.parts.steps[index], number, node) {
        isValid = false
        if !isCollecting { return false }
      }
    }
    if !checkKind(schema, number, kind, node) {
      isValid = false
      if !isCollecting { return false }
    }
    if schema.tracks, !checkUnevaluated(schema, number, kind, node, firstMark) { isValid = false }
    return isValid
  }

  @inline(__always)
  private mutating func checkKind(_ schema: Subschema, _ number: Int32, _ kind: NodeKind, _ node: NodeID)
    -> Bool
  {
    switch kind {
    case .object: schema.object < 0 || checkObject(program.parts.objects[Int(schema.object)], number, node)
    case .array: schema.array < 0 || checkArray(program.parts.arrays[Int(schema.array)], number, node)
    case .string: schema.string < 0 || checkString(program.parts.strings[Int(schema.string)], number, node)
    case .number: schema.number < 0 || checkNumber(Int(schema.number), number, node)
    case .null, .bool: true
    }
  }

  @inline(__always)
  private func allows(_ types: TypeSet, _ kind: NodeKind, _ node: NodeID) -> Bool {
    guard kind == .number else { return types.rawValue & 1 << kind.rawValue != 0 }
    if types.contains(.number) { return true }
    if types.isDisjoint(with: .number) { return false }
    return isInteger(node) == types.contains(.integer)
  }

  private func isInteger(_ node: NodeID) -> Bool {
    let isPlain = document.withText(of: node) { text in
      for index in 0..<text.count where text[index] > UInt8(ascii: "9") || text[index] == UInt8(ascii: ".") {
        return false
      }
      return true
    }
    return isPlain || Decimal(document.bytes(of: node)).isInteger
  }

  // MARK: Trying

  /// Evaluates for the verdict alone, without noting faults.
  mutating func tries(_ child: Child, _ node: NodeID) -> Bool {
    let wasCollecting = isCollecting
    isCollecting = false
    let isValid = evaluate(child, node)
    isCollecting = wasCollecting
    return isValid
  }

  /// The faults of a branch, apart from those noted so far.
  mutating func faults(of child: Child, _ node: NodeID) -> [Fault] {
    let noted = faults.count
    _ = evaluate(child, node)
    let found = Array(faults[noted...])
    faults.removeLast(faults.count - noted)
    return found
  }

  /// Makes a key the place of the latest faults.
  mutating func point(faultsFrom first: Int, at key: NodeID) {
    for index in first..<faults.count where faults[index].key == nil { faults[index].key = key }
  }

  mutating func append(_ found: [Fault]) {
    faults += found.prefix(Self.faultLimit - faults.count)
  }
}
