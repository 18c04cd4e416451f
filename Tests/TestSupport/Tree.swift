public import Documents

/// A document's value as a test can change it.
public indirect enum Tree: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case list([Tree])
  case mapping([TreeMember])

  /// Takes the value of a node.
  public init(_ node: Node) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool ?? false)
    case .number: self = .number(node.text)
    case .string: self = .string(node.text)
    case .array: self = .list(node.elements.map { Tree($0) })
    case .object: self = .mapping(node.members.map { TreeMember($0.name, Tree($0.value)) })
    }
  }

  /// The value as a document.
  public var document: Document {
    var builder = DocumentBuilder()
    add(to: &builder)
    return builder.document()
  }

  private func add(to builder: inout DocumentBuilder) {
    switch self {
    case .null: builder.null()
    case .bool(let value): builder.bool(value)
    case .number(let text): builder.number(text: text)
    case .string(let text): builder.string(text)
    case .list(let elements):
      builder.beginArray()
      for element in elements { element.add(to: &builder) }
      builder.end()
    case .mapping(let members):
      builder.beginObject()
      for member in members {
        builder.key(member.key)
        member.value.add(to: &builder)
      }
      builder.end()
    }
  }

  /// The number of items, 0 for a scalar.
  public var count: Int {
    switch self {
    case .list(let elements): elements.count
    case .mapping(let members): members.count
    default: 0
    }
  }

  /// Tells whether it holds no other values.
  public var isScalar: Bool {
    switch self {
    case .list, .mapping: false
    default: true
    }
  }

  /// The item at a place.
  public subscript(index: Int) -> Tree {
    get {
      switch self {
      case .list(let elements): elements[index]
      case .mapping(let members): members[index].value
      default: self
      }
    }
    set {
      switch self {
      case .list(var elements):
        elements[index] = newValue
        self = .list(elements)
      case .mapping(var members):
        members[index].value = newValue
        self = .mapping(members)
      default: break
      }
    }
  }

  /// The value that a path of places leads to.
  public subscript(path: ArraySlice<Int>) -> Tree {
    get { path.first.map { self[$0][path.dropFirst()] } ?? self }
    set {
      guard let first = path.first else {
        self = newValue
        return
      }
      self[first][path.dropFirst()] = newValue
    }
  }

  /// The value of a key, where this is a mapping that has it.
  public subscript(key: String) -> Tree? {
    get {
      guard case .mapping(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      guard case .mapping(var members) = self else { return }
      if let index = members.firstIndex(where: { $0.key == key }) {
        if let newValue { members[index].value = newValue } else { members.remove(at: index) }
      } else if let newValue {
        members.append(TreeMember(key, newValue))
      }
      self = .mapping(members)
    }
  }
}

/// A key with its value.
public struct TreeMember: Equatable, Sendable {
  /// The key.
  public var key: String
  /// The value.
  public var value: Tree

  /// Joins a key and its value.
  public init(_ key: String, _ value: Tree) {
    self.key = key
    self.value = value
  }
}
