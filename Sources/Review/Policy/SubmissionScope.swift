import Catalog
import GitStore

/// What a set of changed files touches, and which of them may not stand in a submission at all.
public struct SubmissionScope: Sendable {
  /// What is touched, sorted.
  public let subjects: [Subject]
  /// Why some of the files are refused, in the order of their paths.
  public let objections: [Objection]

  /// Looks at the changes that a submission makes.
  init(_ changes: [TreeChange], under authority: Authority, collisions: [Objection] = []) {
    subjects = Set(changes.map { Subject($0.path, under: authority) }).sorted()
    objections = changes.compactMap { Self.objection(to: $0) } + collisions
  }

  private static func objection(to change: TreeChange) -> Objection? {
    // What goes away can do no harm.
    guard let new = change.new else { return nil }
    let path = "‘\(shown(change.path.description))’"
    switch new.mode {
    case .link: return Objection(.symbolicLink, "\(path) is a symbolic link. Put the file itself there.")
    case .submodule:
      return Objection(.submodule, "\(path) is another repository. A catalog holds plain files.")
    case .file, .executable, .tree: break
    }
    if let fault = change.path.fault(for: new.mode) {
      return Objection(.unsafePath, "\(path) \(fault.words). Choose another name.")
    }
    guard change.path.bytes.allSatisfy({ (0x20...0x7E).contains($0) && !reserved.contains($0) }) else {
      return Objection(
        .pathCharacters, "\(path) holds characters that are no plain ASCII. Choose another name.")
    }
    return nil
  }

  /// Characters that some file system refuses.
  private static let reserved = Array("\\:*?\"<>|".utf8)
}

extension Subject {
  /// What the file at a path belongs to.
  init(_ path: TreePath, under authority: Authority) {
    guard path.isInside(TreePath(authority.folder)), let text = path.text else {
      self = .file(shown(path.description))
      return
    }
    let inside = text.dropFirst(authority.folder.isEmpty ? 0 : authority.folder.count + 1)
    let words = inside.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    self = Self.of(words, authority.layout) ?? .file(shown(text))
  }

  private static func of(_ words: [String], _ layout: CatalogLayout) -> Subject? {
    switch words[0] {
    case lockName where words.count == 1: return .upstreamLock
    case "people" where words.count == 2 && words[1].hasSuffix(".yaml"):
      let login = String(words[1].dropLast(5))
      return isLogin(login) ? .person(login) : nil
    case "models":
      let place = layout == .flat ? 2 : 3
      guard words.count > place + 1, let type = ModelType(rawValue: words[1]), ModelName.isValid(words[place])
      else { return nil }
      return .entry(type: type, name: words[place])
    default: return nil
    }
  }
}
