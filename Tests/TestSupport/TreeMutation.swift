/// One random change of a tree, as people and programs make them.
public struct TreeMutation: Sendable, CustomStringConvertible {
  /// What is done.
  public enum Kind: String, Sendable, CaseIterable {
    case changeScalar, replaceValue, addItem, removeItem, moveItem, swapItems, renameKey, empty, fill
  }

  /// What is done.
  public let kind: Kind
  /// The places that lead to the value that changes; of `addItem` and its like, to the container.
  public let path: [Int]
  /// The item that goes, comes, or moves.
  public let index: Int?

  /// The change in a failure's message.
  public var description: String { "\(kind.rawValue) at \(path)\(index.map { "[\($0)]" } ?? "")" }

  /// Changes a tree in one place; tries again until something differs.
  public static func apply(
    to tree: inout Tree, kinds: [Kind] = Kind.allCases, using random: inout SeededGenerator
  ) -> TreeMutation {
    while true {
      let before = tree
      let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
      let path = randomPath(in: tree, toContainer: kind != .changeScalar && kind != .replaceValue, &random)
      let index = change(&tree, kind, path, &random)
      if tree != before { return TreeMutation(kind: kind, path: path, index: index) }
    }
  }

  private static func randomPath(
    in tree: Tree, toContainer: Bool, _ random: inout SeededGenerator
  ) -> [Int] {
    var path: [Int] = []
    var current = tree
    while current.count > 0 {
      if toContainer, !path.isEmpty, Int.random(in: 0..<4, using: &random) == 0 { break }
      let index = Int.random(in: 0..<current.count, using: &random)
      if toContainer {
        switch current[index] {
        case .list, .mapping: break
        default: return path
        }
      }
      path.append(index)
      current = current[index]
    }
    return path
  }

  private static func change(
    _ tree: inout Tree, _ kind: Kind, _ path: [Int], _ random: inout SeededGenerator
  ) -> Int? {
    var value = tree[path[...]]
    defer { tree[path[...]] = value }
    switch kind {
    case .changeScalar:
      value = scalar(&random)
      return nil
    case .replaceValue:
      value = self.value(depth: 2, &random)
      return nil
    case .fill:
      if value.count == 0 { value = self.value(depth: 2, &random) }
      return nil
    case .empty:
      if case .list = value { value = .list([]) }
      if case .mapping = value { value = .mapping([]) }
      return nil
    case .addItem, .removeItem, .moveItem, .swapItems, .renameKey: return changeItems(&value, kind, &random)
    }
  }

  private static func changeItems(_ value: inout Tree, _ kind: Kind, _ random: inout SeededGenerator) -> Int?
  {
    switch value {
    case .list(var items):
      let index = edit(&items, kind, self.value(depth: 2, &random), &random)
      value = .list(items)
      return index
    case .mapping(var members):
      let key = "key\(Int.random(in: 0...999, using: &random))"
      guard !members.contains(where: { $0.key == key }) else { return nil }
      if kind == .renameKey, !members.isEmpty {
        let index = Int.random(in: 0..<members.count, using: &random)
        members[index].key = key
        value = .mapping(members)
        return index
      }
      let index = edit(&members, kind, TreeMember(key, self.value(depth: 2, &random)), &random)
      value = .mapping(members)
      return index
    default: return nil
    }
  }

  private static func edit<Item>(
    _ items: inout [Item], _ kind: Kind, _ new: Item, _ random: inout SeededGenerator
  ) -> Int? {
    let index = Int.random(in: 0..<max(1, items.count), using: &random)
    if kind == .addItem {
      items.insert(new, at: min(Int.random(in: 0...items.count, using: &random), items.count))
      return nil
    }
    guard items.count > 1 else { return nil }
    switch kind {
    case .removeItem: items.remove(at: index)
    case .moveItem:
      let item = items.remove(at: index)
      items.insert(item, at: Int.random(in: 0...items.count, using: &random))
    case .swapItems: items.swapAt(index, Int.random(in: 0..<items.count, using: &random))
    default: break
    }
    return index
  }

  /// A random value, with the texts that notations stumble over.
  public static func value(depth: Int, _ random: inout SeededGenerator) -> Tree {
    switch depth > 0 ? Int.random(in: 0..<6, using: &random) : 0 {
    case 4:
      return .list((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth - 1, &random) })
    case 5:
      return .mapping(
        (0..<Int.random(in: 0...3, using: &random)).map {
          TreeMember("k\($0)", value(depth: depth - 1, &random))
        })
    default: return scalar(&random)
    }
  }

  private static func scalar(_ random: inout SeededGenerator) -> Tree {
    let texts = [
      "plain", "", " lead", "a: b", "# no comment", "0_6", "true", "多语言 😀", "line\nline\n",
      "\n  a\n\nb\n\n\n",
      "{% if x %}\n  - a\n{% endif %}", "it's \"q\" \\ ", "[x], {y}", "tab\there", "e\u{301}\u{85}", "-",
      "x\n y",
      "  indented\nfirst", "trail \n", "\n",
    ]
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(String(Int.random(in: -99...99_999, using: &random)))
    case 3: return .number("0.\(Int.random(in: 1...9, using: &random))0")
    default: return .string(texts[Int.random(in: 0..<texts.count, using: &random)])
    }
  }
}
