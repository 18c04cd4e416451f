import Documents
import ECMARegex

/// The JSON types that a schema allows, one bit each; whole numbers apart from other numbers.
struct TypeSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let null = TypeSet(rawValue: 1 << NodeKind.null.rawValue)
  static let boolean = TypeSet(rawValue: 1 << NodeKind.bool.rawValue)
  static let fraction = TypeSet(rawValue: 1 << NodeKind.number.rawValue)
  static let string = TypeSet(rawValue: 1 << NodeKind.string.rawValue)
  static let array = TypeSet(rawValue: 1 << NodeKind.array.rawValue)
  static let object = TypeSet(rawValue: 1 << NodeKind.object.rawValue)
  static let integer = TypeSet(rawValue: 1 << 6)
  static let number: TypeSet = [.integer, .fraction]
  static let any: TypeSet = [.null, .boolean, .number, .string, .array, .object]

  /// The types that a name in `type` stands for.
  init?(name: String) {
    switch name {
    case "null": self = .null
    case "boolean": self = .boolean
    case "integer": self = .integer
    case "number": self = .number
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// A subschema by its number, or one of the two that need no evaluation.
struct Child: Hashable, Sendable {
  let number: Int32

  /// The keyword is not there.
  static let absent = Child(number: -1)
  /// The keyword is there and allows everything.
  static let anything = Child(number: -2)

  var isAbsent: Bool { self == .absent }
}

/// A run of entries in one of a program's arrays.
struct Run: Sendable {
  var start: Int32 = 0
  var end: Int32 = 0

  var isEmpty: Bool { start == end }
  var indices: Range<Int> { Int(start)..<Int(end) }
}

/// One compiled schema: small, without references, its parts in the program's arrays.
struct Subschema: Sendable {
  var types = TypeSet.any
  /// Whether evaluated properties and items must be remembered for `unevaluated…`.
  var tracks = false
  /// What applies to the node itself, whatever it is.
  var steps = Run()
  /// What applies to a node of one kind; -1 for nothing.
  var number: Int32 = -1
  var string: Int32 = -1
  var array: Int32 = -1
  var object: Int32 = -1
  var unevaluatedItems = Child.absent
  var unevaluatedProperties = Child.absent
  /// The resource it belongs to.
  var resource: Int32
}

/// A keyword that applies to the node itself.
enum Step: Sendable {
  case reference(Child)
  case dynamicReference(Int32)
  /// `enum` or `const`.
  case values(Int32)
  case allOf(Run)
  case anyOf(Run)
  case oneOf(Run)
  case not(Child)
  case condition(Child, then: Child, else: Child)
}

struct StringChecks: Sendable {
  var minimum: Int32 = 0
  var maximum = Int32.max
  var expression: Int32 = -1
  var format: Format?
}

struct NumberChecks: Sendable {
  /// What whole numbers of at most eighteen digits must lie in, if that says it all.
  var simple: ClosedRange<Int>?
  var bounds: [(keyword: Keyword, value: Decimal)] = []
  var divisor: Decimal?
}

struct ArrayChecks: Sendable {
  var prefix = Run()
  var items = Child.absent
  var contains = Child.absent
  var minimumContains: Int32 = 1
  var maximumContains = Int32.max
  var minimum: Int32 = 0
  var maximum = Int32.max
  var isUnique = false
}

struct ObjectChecks: Sendable {
  /// The names in `properties`, `required`, and those that `unevaluatedProperties` need not look at.
  var table: KeyTables.Table
  var firstSlot: Int32
  var patterns = Run()
  var additional = Child.absent
  /// `unevaluatedProperties` where the names that are evaluated are known beforehand.
  var unevaluated = Child.absent
  var evaluatedPatterns = Run()
  var names = Child.absent
  /// The bits of the required slots.
  var required: UInt64 = 0
  var minimum: Int32 = 0
  var maximum = Int32.max
  var dependencies = Run()
}

/// What is known of a key in an ``ObjectChecks/table``.
struct PropertySlot: Sendable {
  var child = Child.absent
  /// Its bit in ``ObjectChecks/required``; 0 if it is not required.
  var required: UInt64 = 0
  /// Whether some schema for the same node evaluates it.
  var isEvaluated = false
}

struct PatternRule: Sendable {
  let expression: Int32
  let child: Child
}

/// `dependentRequired`, `dependentSchemas`, `dependencies`, and the names past the 64th in `required`.
struct Dependency: Sendable {
  let keyword: Keyword
  /// The key that it depends on; nil for always.
  let trigger: String?
  var required: [String] = []
  var child = Child.absent
}

/// `enum` or `const`.
struct ValueSet: Sendable {
  let keyword: Keyword
  /// The strings.
  let strings: KeyTables.Table
  /// The other values.
  let others: [SchemaRegistry.Place]
}

struct DynamicReference: Sendable {
  /// Where it leads if nothing outside says otherwise.
  let child: Child
  /// Which subschema each resource has under its anchor's name.
  var candidates: [Int32: Child] = [:]
}

/// A compiled schema with all that it refers to, as arrays that refer to each other by number.
final class Program: Sendable {
  let parts: ProgramParts
  let registry: SchemaRegistry
  let root: Child

  init(_ parts: ProgramParts, _ registry: SchemaRegistry, root: Child) {
    self.parts = parts
    self.registry = registry
    self.root = root
  }
}

struct ProgramParts: Sendable {
  var subschemas: [Subschema] = []
  /// Where each subschema stands.
  var places: [SchemaRegistry.Place] = []
  var steps: [Step] = []
  var children: [Child] = []
  var strings: [StringChecks] = []
  var numbers: [NumberChecks] = []
  var arrays: [ArrayChecks] = []
  var objects: [ObjectChecks] = []
  var slots: [PropertySlot] = []
  var patterns: [PatternRule] = []
  var dependencies: [Dependency] = []
  var values: [ValueSet] = []
  var dynamicReferences: [DynamicReference] = []
  var expressions: [RegularExpression] = []
  var tables = KeyTables()
}
