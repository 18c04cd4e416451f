/// The kinds of a schema, numbered, so that the same name found twice is the same number.
struct SchemaScopes {
  private struct Scope {
    let kind: TemplateSchema.Kind
    /// The scope of each name inside.
    var members: [String: Int] = [:]
    /// The scope of a list's items.
    var item: Int?
  }

  private var scopes: [Scope] = []
  private(set) var root = 0

  init(_ schema: TemplateSchema) {
    root = add(.object(schema.names))
  }

  private mutating func add(_ kind: TemplateSchema.Kind) -> Int {
    let number = scopes.count
    scopes.append(Scope(kind: kind))
    switch kind {
    case .text, .html, .flag:
      break
    case .list(let item):
      scopes[number].item = add(item)
    case .object(let names):
      for name in names { scopes[number].members[name.name] = add(name.kind) }
    }
    return number
  }

  func kind(of scope: Int) -> TemplateSchema.Kind { scopes[scope].kind }

  func names(in scope: Int) -> some Sequence<String> { scopes[scope].members.keys }

  func member(_ name: String, of scope: Int) -> Int? { scopes[scope].members[name] }

  /// What a section over a scope puts on the stack.
  func item(of scope: Int) -> Int { scopes[scope].item ?? scope }
}
